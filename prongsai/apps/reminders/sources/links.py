"""Published links that broke or became somebody else's: told at once to the unit of the item, until they work again."""

from datetime import datetime

from prongsai.apps.disclosure.broken_links import BrokenLink, list_broken, since_of_evidence
from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.evidence.faults import WORKS
from prongsai.apps.reminders.sources.frame import Frame
from prongsai.apps.reminders.sources.open_matter import OpenMatter
from prongsai.core.reminder import Level, OpenThing
from prongsai.core.report_form.words import VERDICT_WORDS
from prongsai.wiring import bangkok_date


def list_open(frame: Frame) -> list[OpenMatter]:
    """Two queries, and two more where evidence speaks for some. News, and items of no unit, are the clerk's office's."""
    broken = list_broken(frame.agency)
    since = since_of_evidence(one.version.evidence_id for one in broken if one.version.evidence_id is not None)
    return [_matter(one, frame, since) for one in broken]


def _matter(one: BrokenLink, frame: Frame, since_of: dict[int, datetime]) -> OpenMatter:
    version = one.version
    item = version.publication.item
    unit = item.unit if item is not None else None
    at = one.since or since_of.get(version.evidence_id or 0)
    since = bangkok_date(at) if at is not None else frame.today
    level: Level = "unit" if unit is not None else "clerk_office"
    units = frozenset({unit.pk} if unit is not None else ())
    thing = OpenThing(f"link:{version.pk}", "link", level, units, since=since, marker=since.isoformat())
    place = f"{item.code} " if item is not None else ""
    what = f"ลิงก์ที่เผยแพร่ต้องแก้ไข: {place}{public_title(version)} · {_seen(one.verdict)}"
    return OpenMatter(thing, what, unit.name if unit is not None else "", one.path, one.path)


def _seen(verdict: str) -> str:
    """What is wrong, in words of ours alone: a digest carries nothing that whoever broke into a page wrote there."""
    return "หน้าอาจถูกเจาะหรือกลายเป็นของผู้อื่น" if verdict in WORKS else VERDICT_WORDS[verdict]
