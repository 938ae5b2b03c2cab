"""Comparing two visits of one page made under different names: broken-into sites show search engines another page."""

from prongsai.audit.judged import JudgeNote
from prongsai.audit.watch.change import count_shared_lines
from prongsai.audit.watch.notes import note
from prongsai.audit.watch.spam_words import find_selling
from prongsai.audit.watch.visit_snapshot import VisitSnapshot

_FEW_LINES = 5
_LIKE = 0.3


def find_cloaking(to_people: VisitSnapshot, to_engine: VisitSnapshot) -> list[JudgeNote]:
    """What a page shows a search engine (by User-Agent or Referer) and not to people, both visits minutes apart.

    A title that differs counts when it sells; otherwise only the share of lines that both have, so that a clock, a
    counter or a greeting is no alarm.
    """
    people, engine = " ".join(to_people.title.split()), " ".join(to_engine.title.split())
    if people != engine and find_selling(engine).score > find_selling(people).score:
        return [note("cloaked_title", example=engine[:80], earlier=people[:80])]
    lines = [line for line in to_engine.text.splitlines() if line.strip()]
    if len(lines) < _FEW_LINES or not to_people.text.strip():
        return []
    share = count_shared_lines(to_people.text, to_engine.text) / len(lines)
    if share < _LIKE and find_selling(to_engine.text).score > max(0, find_selling(to_people.text).score):
        return [note("cloaked_text", count=round(share * 100))]
    return []
