"""What people and programs get of an audit: a table with a summary, a CSV file, the counts."""

import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prongsai.audit.pace import PaceReport
from prongsai.audit.verdict import UNKNOWN_VERDICTS, VERDICTS, WOULD_SCORE_ZERO
from prongsai.cli.screen import print_table
from prongsai.core.errors import PersonError

MOST_ROWS = 200
"""Rows of the table on the screen; what would score 0 comes first, the rest is in the CSV."""

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that make later text run the other way."""

CSV_COLUMNS = (
    *("id", "url", "item", "fiscal_year", "verdict", "confirmed", "unknown", "counts_against", "host_class", "status"),
    *("final_url", "why", "why_en", "judged_item", "judged_year", "year_fits", "notes", "title", "content_type"),
    *("size_bytes", "sha256", "checked_at", "snapshot"),
)


def require_writable(name: str) -> None:
    """Raise PersonError now, before hours of visits, where a file of that name could not be written at the end."""
    path = Path(name)
    if path.is_dir():
        raise PersonError(f'"{name}" เป็นโฟลเดอร์ กรุณาระบุชื่อไฟล์', f'"{name}" is a folder: name a file')
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise _cannot_write(name, error) from error


def _cannot_write(name: str, error: OSError) -> PersonError:
    return PersonError(
        f'เขียนไฟล์ "{name}" ไม่ได้ กรุณาตรวจโฟลเดอร์ สิทธิ์ และที่ว่างในดิสก์',
        f'cannot write "{name}" ({error.strerror}): check the folder, its permissions and the space on the disk',
    )


class CsvFile:
    """A CSV file with a byte order mark, so that spreadsheets show Thai; whole or not at all."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._path = Path(name)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, self._temporary = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        except OSError as error:
            raise _cannot_write(name, error) from error
        self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        import csv

        self._writer = csv.DictWriter(self._file, CSV_COLUMNS)
        self._writer.writeheader()

    def __enter__(self) -> "CsvFile":
        return self

    def __exit__(self, kind: object, error: object, _: object) -> None:
        try:
            self._file.close()
            if kind is None:
                os.chmod(self._temporary, 0o644)
                os.replace(self._temporary, self._path)
                return
        except OSError as late:
            error = late
        os.unlink(self._temporary)
        if isinstance(error, OSError):
            raise _cannot_write(self._name, error) from error

    def write(self, line: Mapping[str, Any]) -> None:
        """One result. A cell that a spreadsheet would run as a formula is written as text."""
        judged = line["judged"] or {}
        items = judged.get("items") or []
        row = {
            **{name: line[name] for name in CSV_COLUMNS if name in line},
            "judged_item": items[0]["code"] if items else "",
            "judged_year": judged.get("fiscal_year") or "",
            "year_fits": judged.get("year_fits", ""),
            "notes": "; ".join(note["code"] for note in [*line["notes"], *judged.get("notes", [])]),
        }
        self._writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def summary_of(counts: Counter[str], report: PaceReport, left: int) -> dict[str, Any]:
    """The counts of a run and what politeness did."""
    return {
        "links": sum(counts.values()),
        "left": left,
        "would_score_zero": sum(counts[verdict] for verdict in WOULD_SCORE_ZERO),
        "unknown": sum(counts[verdict] for verdict in UNKNOWN_VERDICTS),
        "verdicts": {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]},
        "requests": report.requests,
        "longest_wait_s": round(report.longest_wait_s, 3),
        "longest_wait_host": report.longest_wait_host,
        "smallest_gap_s": None if report.smallest_gap_s is None else round(report.smallest_gap_s, 3),
        "smallest_gap_host": report.smallest_gap_host,
    }


def print_results(lines: Sequence[Mapping[str, Any]], summary: Mapping[str, Any]) -> None:
    """What would score 0 first, then what is unknown, then the rest; then a sentence for each problem; the summary."""
    ordered = sorted(lines, key=_urgency)
    if ordered:
        print_table(
            ("รหัส/id", "ข้อ/item", "ผล/verdict", "ของใคร/whose", "ปี/year", "ที่อยู่/address"), map(_row, ordered[:MOST_ROWS])
        )
    if len(ordered) > MOST_ROWS:
        print(f"… อีก {len(ordered) - MOST_ROWS} ลิงก์ ดูทั้งหมดด้วย --csv / {len(ordered) - MOST_ROWS} more: see --csv")
    told = [line for line in ordered[:MOST_ROWS] if _urgency(line) < 2 or _told_notes(line)]
    if told:
        print("\nสิ่งที่ควรทำ / what to do")
    for line in told:
        print(f"  {_short(line['id'], 40)}  {_short(line['url'], 90)}")
        if _urgency(line) < 2 or line["verdict"] != "opens":
            print(f"      {plain(line['why'])}")
            print(f"      {plain(line['why_en'])}")
        for note in _told_notes(line):
            print(f"      [{note['code']}] {plain(note['message_th'])}")
            print(f"        {plain(note['message_en'])}")
    _print_summary(summary)


def _print_summary(summary: Mapping[str, Any]) -> None:
    from prongsai.core.report_form.words import VERDICT_WORDS

    print(f"\nรวม / total: {summary['links']} ลิงก์ / links")
    for verdict, count in summary["verdicts"].items():
        print(f"  {verdict:16} {count:6}  {VERDICT_WORDS[verdict]}")
    print(
        f"จะได้ 0 คะแนน / would score 0: {summary['would_score_zero']}"
        f", ยังสรุปไม่ได้ / unknown: {summary['unknown']}"
        + (f", ยังไม่ได้เปิด / left: {summary['left']}" if summary["left"] else "")
    )
    gap = (
        "-"
        if summary["smallest_gap_s"] is None
        else f"{summary['smallest_gap_s']:.2f} s ({summary['smallest_gap_host']})"
    )
    print(
        f"การรอ / pace: รอนานที่สุด / longest wait {summary['longest_wait_s']:.1f} s, เว้นระยะน้อยที่สุด / smallest gap {gap}"
    )


def _urgency(line: Mapping[str, Any]) -> int:
    if line["verdict"] in WOULD_SCORE_ZERO:
        return 0
    return 1 if line["verdict"] in UNKNOWN_VERDICTS or line["verdict"] in {"blocked", "bad_certificate"} else 2


def _told_notes(line: Mapping[str, Any]) -> list[Mapping[str, str]]:
    judged = line["judged"] or {}
    notes = [*line["notes"], *judged.get("notes", [])]
    return [note for note in notes if note["severity"] != "note"]


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    judged = line["judged"] or {}
    year = judged.get("fiscal_year")
    fits = {"yes": "", "no": " ✗", "cannot_tell": " ?"}[judged.get("year_fits", "cannot_tell")]
    verdict = line["verdict"] + (" ✓✓" if line["confirmed"] else "")
    return (
        _short(line["id"], 16),
        _short(line["item"] or "-", 16),
        verdict,
        line["host_class"],
        f"{year}{fits}" if year else "-",
        _short(line["url"], 60),
    )


def plain(text: str) -> str:
    """Words of strangers as a terminal may show them: no control signs and none that turn the writing direction."""
    return "".join(
        sign if unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in TURNING else "?" for sign in text
    )


def _short(text: str, width: int) -> str:
    text = " ".join(plain(text).split())
    return text if len(text) <= width else text[: width - 1] + "…"
