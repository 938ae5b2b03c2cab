"""The same file handed in under several items."""

from collections.abc import Iterable

from prongsai.audit.judged import JudgeNote
from prongsai.audit.result import LinkResult

_READ = frozenset(("opens", "moved", "bad_certificate"))
"""Error pages of two dead links are alike without being anybody's evidence."""


def same_file_notes(results: Iterable[LinkResult]) -> dict[str, JudgeNote]:
    """A note for every result whose body, or meaningful text, is also behind another item of the same year.

    Keyed by the link's id. Results without an item, or without any hash, are left alone.
    """
    groups: dict[tuple[int | None, str], list[LinkResult]] = {}
    for result in results:
        if result.link.item is None or result.verdict not in _READ:
            continue
        for hashed in {result.sha256, result.text_sha256} - {""}:
            groups.setdefault((result.link.fiscal_year, hashed), []).append(result)
    alike: dict[str, set[str]] = {}
    for group in groups.values():
        items = {result.link.item for result in group if result.link.item}
        for result in group:
            alike.setdefault(result.link.id, set()).update(items - {result.link.item})
    return {key: _note(", ".join(sorted(items, key=_by_number))) for key, items in alike.items() if items}


class SeenFiles:
    """The same for results that come one by one: a later one is told of the first item its file stood under."""

    def __init__(self) -> None:
        self._first: dict[int, str] = {}  # by a hash of year and body: a list may have millions of links

    def note_of(self, result: LinkResult) -> JudgeNote | None:
        """The note for a result, None when its file is new or stood under the same item."""
        item = result.link.item
        if item is None or not result.sha256 or result.verdict not in _READ:
            return None
        first = self._first.setdefault(hash((result.link.fiscal_year, result.sha256)), item)
        return _note(first) if first != item else None


def _note(others: str) -> JudgeNote:
    return JudgeNote(
        "same_file_under_items",
        "warning",
        f"เป็นไฟล์หรือเนื้อหาเดียวกับของรายการ {others} กรุณาตรวจว่าตอบทุกรายการจริง หรือใส่ลิงก์ผิด",
        f"the same file or text stands under {others} too; check that it answers each item, or that no link is wrong",
    )


def _by_number(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits or 0), code
