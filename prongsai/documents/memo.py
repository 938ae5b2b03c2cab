"""บันทึกข้อความ: an office's own memo as content, drawn as PDF (memo_pdf), DOCX (memo_docx) and HTML (memo_html).

Form: the paper of the regulation on official correspondence (แบบที่ ๒๙) with the typing rules of 2553. Garuda 1.5 cm at
the top left, the word บันทึกข้อความ bold 29 pt, labels bold 20 pt, all else 16 pt of TH SarabunPSK (10.5 pt of Sarabun),
left margin 3 cm, right 2 cm, first lines 2.5 cm in, no closing phrase. What is not known yet stays as a dotted line.
"""

from dataclasses import dataclass
from datetime import date

from prongsai.core.thai.format import format_date

TITLE = "บันทึกข้อความ"
GARUDA_WORDS = "ตราครุฑ"
LABELS = {"from": "ส่วนราชการ", "number": "ที่", "date": "วันที่", "subject": "เรื่อง"}
TO = "เรียน"


@dataclass(frozen=True, slots=True)
class MemoParagraph:
    """A paragraph of the text: its first line is indented, or as an item of a list it hangs under its number."""

    text: str
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class MemoSigner:
    """Who signs. "" leaves a dotted line for the name or the post."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class MemoOpinion:
    """What somebody above says under the memo. `signed` says in words how it was signed where no hand signs.

    Without it there are lines to write on and the room of a signature; `dated_on` None leaves the day open.
    """

    heading: str
    signer: MemoSigner
    lines: tuple[str, ...] = ()
    dated_on: date | None = None
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """The whole memo, its texts in Thai digits. `garuda_png` is the picture of the agency, b"" leaves its space open.

    `made_on` is the file's date.
    """

    from_unit: str
    number: str
    dated_on: date | None
    subject: str
    to: str
    paragraphs: tuple[MemoParagraph, ...]
    signer: MemoSigner
    opinions: tuple[MemoOpinion, ...]
    made_on: date
    author: str
    garuda_png: bytes = b""

    @property
    def title(self) -> str:
        """The name of the document: PDF readers show it."""
        return f"{TITLE} {self.subject}".strip()

    @property
    def dated(self) -> str:
        """๑๓ พฤศจิกายน ๒๕๖๒, "" while open."""
        return format_date(self.dated_on) if self.dated_on else ""


def dated_line(day: date | None) -> tuple[str, ...]:
    """The day under a signature as the pieces of a line; an empty piece is a dotted line to write on."""
    return (format_date(day),) if day else ("", "/", "", "/", "")
