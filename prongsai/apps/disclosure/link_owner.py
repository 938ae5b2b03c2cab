"""Whether a published address of the agency leads to somebody else's site by now, as a lapsed or stolen one does."""

from collections.abc import Sequence

from prongsai.apps.evidence.faults import LEFT_ITS_OWNER, WORKS
from prongsai.audit.batches import host_of
from prongsai.audit.judged import JudgeNote
from prongsai.audit.result import LinkResult
from prongsai.audit.whose import host_class_of

_OTHERS = ("foreign", "sister", "lookalike")


def owner_notes(result: LinkResult, own_hosts: Sequence[str]) -> list[JudgeNote]:
    """A note when an address on the agency's own host ended at a site that is nobody's of the agency."""
    if result.verdict not in WORKS or result.host_class != "own" or not result.final_url:
        return []
    host = host_of(result.final_url)
    if host == host_of(result.link.url) or host_class_of(host, own_hosts) not in _OTHERS:
        return []
    return [
        JudgeNote(
            LEFT_ITS_OWNER,
            "error",
            f"ลิงก์ของหน่วยงานพาไปเว็บไซต์ของผู้อื่น ({host}) กรุณาแจ้งผู้ดูแลเว็บไซต์ทันที หรือเผยแพร่ลิงก์ที่ถูกต้อง",
            f"the agency's own address leads to somebody else's site ({host}): tell the web site's keeper at once, or publish the right link",
        )
    ]
