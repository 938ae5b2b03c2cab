"""What changed on a page between two visits, in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from prongsai.audit.watch.visit_snapshot import VisitSnapshot

_SHRANK = 0.5  # a page that lost half its letters has likely lost its point
_GREW = 2.0
_EXAMPLES = 3
_KIND_TH = {
    "html": "หน้าเว็บ", "text": "ข้อความ", "pdf": "PDF", "docx": "Word", "doc": "Word", "xlsx": "Excel", "xls": "Excel", "image": "รูปภาพ", "archive": "ไฟล์บีบอัด",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: code, and a sentence in both languages."""

    code: str
    message_th: str
    message_en: str


def compare_visits(before: VisitSnapshot, after: VisitSnapshot) -> list[Change]:
    """Everything that changed in the meaningful text, the title and the links; empty when nothing did.

    A file is compared as a whole too: another file with the same text is told, for the bytes are the evidence.
    """
    changes: list[Change] = []
    if before.kind != after.kind:
        thai = f"ชนิดของเอกสารเปลี่ยนจาก {_kind(before)} เป็น {_kind(after)}"
        changes.append(Change("kind_changed", thai, f"the document changed from {before.kind} to {after.kind}"))
    old_title, new_title = " ".join(before.title.split()), " ".join(after.title.split())
    if old_title != new_title:
        changes.append(
            Change(
                "title_changed",
                f'ชื่อหน้าเปลี่ยนจาก "{_short(old_title)}" เป็น "{_short(new_title)}"',
                f'the title changed from "{_short(old_title)}" to "{_short(new_title)}"',
            )
        )
    changes += _compare_texts(before.text, after.text)
    changes += _compare_links(before.links, after.links)
    is_file = after.kind not in ("html", "text")
    if is_file and before.kind == after.kind and before.sha256 and after.sha256 and before.sha256 != after.sha256:
        same = not any(change.code in ("lines_added", "lines_removed", "became_empty") for change in changes)
        changes.insert(0, file_replaced(is_same_text=same))
    return changes


def file_replaced(*, is_same_text: bool) -> Change:
    """Another file stands at the address; `is_same_text` when that is known."""
    return Change(
        "file_replaced",
        "ไฟล์ถูกแทนที่ด้วยไฟล์อื่นตั้งแต่การตรวจครั้งก่อน" + (" แม้ข้อความเหมือนเดิม" if is_same_text else ""),
        "the file was replaced since the last visit" + (", its text being the same" if is_same_text else ""),
    )


def became_empty() -> Change:
    """A page that had text has none."""
    return Change("became_empty", "หน้านี้ว่างเปล่า ข้อความเดิมหายไปทั้งหมด", "the page became empty: all its text is gone")


def count_shared_lines(one: str, other: str) -> int:
    """How many lines of `other` stand in `one` too, blank ones aside, each counted as often as both have it."""
    return sum((Counter(_lines(one)) & Counter(_lines(other))).values())


def _compare_texts(before: str, after: str) -> list[Change]:
    old, new = _lines(before), _lines(after)
    if old == new:
        return []
    if old and not new:
        return [became_empty()]
    if new and not old:
        return [Change("got_text", "หน้าที่เคยว่างมีข้อความแล้ว", "the page was empty and now has text")]
    changes: list[Change] = []
    old_size, new_size = sum(map(len, old)), sum(map(len, new))
    if new_size < old_size * _SHRANK:
        percent = round(100 * (1 - new_size / old_size))
        changes.append(Change("shrank", f"ข้อความสั้นลงร้อยละ {percent}", f"the text shrank by {percent} %"))
    elif new_size > old_size * _GREW:
        times = new_size / old_size
        changes.append(Change("grew", f"ข้อความยาวขึ้น {times:.1f} เท่า", f"the text is {times:.1f} times as long"))
    added, removed = Counter(new) - Counter(old), Counter(old) - Counter(new)
    edited = _pair_edited(removed, added)
    for old_line, new_line in edited:
        removed[old_line] -= 1
        added[new_line] -= 1
    removed, added = +removed, +added
    if edited:
        changes.append(
            Change(
                "lines_edited",
                f'แก้ไข {len(edited)} บรรทัด เช่น "{_short(edited[0][0])}" เป็น "{_short(edited[0][1])}"',
                f'{len(edited)} lines edited: "{_short(edited[0][0])}" became "{_short(edited[0][1])}"',
            )
        )
    for code, lines, thai, english in (
        ("lines_added", added, "เพิ่ม", "added"),
        ("lines_removed", removed, "ลบ", "removed"),
    ):
        if lines:
            count, example = sum(lines.values()), _examples(lines)
            changes.append(Change(code, f"{thai} {count} บรรทัด: {example}", f"{count} lines {english}: {example}"))
    if not (edited or added or removed):
        changes.append(Change("lines_moved", "ข้อความเหมือนเดิม แต่ลำดับบรรทัดเปลี่ยนไป", "the same lines in another order"))
    return changes


def _pair_edited(removed: Counter[str], added: Counter[str]) -> list[tuple[str, str]]:
    """Lines that were changed rather than replaced: most of their letters are the same. Tried on small changes only."""
    if len(removed) * len(added) > 400:
        return []
    pairs: list[tuple[str, str]] = []
    free = list(added)
    for old in removed:
        matcher = SequenceMatcher(b=old, autojunk=False)
        best, likeness = "", 0.6
        for new in free:
            matcher.set_seq1(new)
            if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
                ratio = matcher.ratio()
                if ratio > likeness:
                    best, likeness = new, ratio
        if best:
            pairs.append((old, best))
            free.remove(best)
    return pairs


def _compare_links(before: Iterable[str], after: Iterable[str]) -> list[Change]:
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    changes = []
    for code, links, thai, english in (
        ("links_added", [link for link in new if link not in old], "มีลิงก์เพิ่ม", "links added"),
        ("links_removed", [link for link in old if link not in new], "ลิงก์หายไป", "links removed"),
    ):
        if links:
            example = ", ".join(_short(link) for link in links[:_EXAMPLES])
            changes.append(Change(code, f"{thai} {len(links)} ลิงก์: {example}", f"{len(links)} {english}: {example}"))
    return changes


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def _examples(lines: Iterable[str]) -> str:
    longest = sorted(lines, key=len, reverse=True)[:_EXAMPLES]
    return ", ".join(f'"{_short(line)}"' for line in longest)


def _kind(visit: VisitSnapshot) -> str:
    return _KIND_TH.get(visit.kind, visit.kind)


def _short(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
