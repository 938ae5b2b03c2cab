"""What a reader of the gate gathers from a file: pieces of text to look through, and findings of its own."""

from dataclasses import dataclass, field

from prongsai.core.personal_data.find import Origin, Part, find_in_parts, mask_text, mask_words
from prongsai.core.personal_data.inspection import PersonalFinding
from prongsai.core.personal_data.place import Place

_MOST_FINDINGS = 2_000
_LONGEST_NAME = 60


@dataclass(slots=True)
class Gathered:
    """Parts and findings of one file, filled by one reader."""

    parts: list[Part] = field(default_factory=list)
    findings: list[PersonalFinding] = field(default_factory=list)

    def text(self, place: Place, text: str, *, origin: Origin = "shown", contexts: tuple[str, ...] = ()) -> None:
        """A piece of text to look through."""
        self.add(Part(place, text, origin, contexts))

    def add(self, part: Part) -> None:
        """A piece of text to look through, with whatever more is known of it."""
        if part.text.strip():
            self.parts.append(part)

    def hidden(self, place: Place, th: str, en: str, *, count: int = 1) -> None:
        """Content that a reader of the published file may not see, but may get at."""
        self.findings.append(PersonalFinding("hidden_content", "warning", place, "", count, th, en))

    def metadata(self, name: str, value: str, *, th: str, en: str) -> None:
        """A property that tells who or where; its value is shown by first letters only, and looked through itself."""
        if not value.strip():
            return
        place = Place("property", name=name)
        self.findings.append(PersonalFinding("metadata", "note", place, mask_words(value), 1, th, en))
        self.text(place, value, origin="hidden")

    def located(self, name: str, th: str, en: str) -> None:
        """Where a picture was taken: needs a decision."""
        self.findings.append(PersonalFinding("metadata", "warning", Place("property", name=name), "", 1, th, en))

    def cannot_tell(self, place: Place, detail: str) -> None:
        """A part that could not be looked through; `detail` in Thai and English, " / " between."""
        th, _, en = detail.partition(" / ")
        self.findings.append(PersonalFinding("cannot_tell", "warning", place, "", 1, th, en or th))

    def result(self) -> list[PersonalFinding]:
        """All findings: those of the text first."""
        return (find_in_parts(self.parts) + self.findings)[:_MOST_FINDINGS]


def safe_name(name: str) -> str:
    """A name from inside a file (a sheet, an attachment) as it may stand in a finding: short, with numbers masked."""
    return mask_text(" ".join(name.split())[:_LONGEST_NAME])[0]
