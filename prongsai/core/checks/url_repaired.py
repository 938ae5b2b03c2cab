"""Rule `url_repaired`."""

from prongsai.core.checks.places import list_evidence, shortened
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link.words import REPAIR_WORDS
from prongsai.core.plan import Plan


def links_are_printed_whole(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A link is printed as it works; what was mended is said, with the text as printed. Source: design 5 and 6.2."""
    found = []
    for place in list_evidence(plan):
        mended = [
            REPAIR_WORDS[name] for name in place.evidence.repairs if name in REPAIR_WORDS and name != "host_lookalike"
        ]
        if not mended or not place.evidence.url:
            continue
        printed = shortened(place.evidence.as_printed, 120)
        found.append(
            place.finding(
                "url_repaired",
                "note",
                f'ลิงก์พิมพ์ไว้ว่า "{printed}" ระบบอ่านเป็น {place.evidence.url} ({", ".join(th for th, _ in mended)}) '
                "กรุณาเปิดดูว่าถูกต้อง",
                f'printed as "{printed}", read as {place.evidence.url} ({", ".join(en for _, en in mended)}). '
                "Open it to make sure",
            )
        )
    return found
