"""How far the judge agrees with our labels of the samples; what was counted as right is said beside each figure."""

import re
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.audit.judge.samples import Row, index, read_page, rows
from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.audit.judge import judge
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.judge.matcher import AGENCY_KINDS
from prongsai.audit.judged import Judged, Question
from prongsai.audit.page import PageText

_CODE = re.compile(r"^\s*(?:ข้อ|ขอ)?\s*\(?(?:OIT|O|o)?[\s._-]*[0-9๐-๙]{1,3}(?:\.[0-9๐-๙])?\)?[\s.–:_-]*")


@dataclass(slots=True)
class Agreement:
    """Counts, and the rows that did not agree, each with what was said instead."""

    total: int = 0
    right: int = 0
    wrong: int = 0  # a definite answer that is not right
    among_three: int = 0
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def share_right(self) -> float:
        return self.right / self.total

    @property
    def share_wrong(self) -> float:
        return self.wrong / self.total

    @property
    def share_among_three(self) -> float:
        return self.among_three / self.total


class Judging:
    """Judges the samples, each read once."""

    def __init__(self) -> None:
        self.frameworks = FrameworkFiles(None)
        self.index = index()
        self.pages = {file: read_page(file) for file in self.index}

    def judged(self, file: str, fiscal_year: int, item: str | None = None) -> Judged:
        """One sample, handed in by its own agency for an item of a year."""
        question = Question(item, fiscal_year, self.index[file]["agency"])
        return judge(self.pages[file], question, framework=self.frameworks.get(fiscal_year))

    def years(self) -> Agreement:
        """Right: exactly the years of the label, or of an accepted other; null means that it cannot be told."""
        found = Agreement()
        for row in rows("years"):
            result = self.judged(row["file"], 2566)
            found.total += 1
            if any(_same_years(result, years) for years in (row["years"], *row["accept"])):
                found.right += 1
                continue
            found.wrong += result.fiscal_year is not None
            found.misses.append(
                f"{row['file']}: {row['years']}, judged {list(result.fiscal_years)}: {result.year_grounds_en}"
            )
        return found

    def items(self) -> Agreement:
        """Of documents that show one item: right when the first of the ranking is the label's topic or an accepted other."""
        found = Agreement()
        for row in rows("items"):
            if row["kind"] != "item":
                continue
            wanted = self._codes(row)
            ranked = [item.code for item in self.judged(row["file"], row["framework"]).items]
            found.total += 1
            found.right += ranked[:1] != [] and ranked[0] in wanted
            found.among_three += bool(wanted.intersection(ranked[:3]))
            if ranked[:1] == [] or ranked[0] not in wanted:
                found.misses.append(f"{row['file']}: {sorted(wanted)}, ranked {ranked[:3]}")
        return found

    def lists(self) -> Agreement:
        """Of pages that list many items: right when noted as a list."""
        found = Agreement()
        for row in rows("items"):
            if row["kind"] != "index":
                continue
            is_noted = any(note.code == "only_lists_links" for note in self.judged(row["file"], 2566).notes)
            found.total += 1
            found.right += is_noted
            if not is_noted:
                found.misses.append(row["file"])
        return found

    def titles(self, lines: list[Row]) -> Agreement:
        """Of labels of items elsewhere, judged as the title and only words of a page, their codes taken off."""
        found = Agreement()
        for row in lines:
            if not row["framework"].startswith("nacc") or not row["expected_code"]:
                continue
            fiscal_year = int(row["framework"].rpartition("-")[2])
            title = _CODE.sub("", row["label"]).strip()
            if not title:
                continue
            page = PageText("html", title, title)
            result = judge(page, Question(None, fiscal_year), framework=self.frameworks.get(fiscal_year))
            ranked = [item.code for item in result.items]
            found.total += 1
            found.right += ranked[:1] == [row["expected_code"]]
            found.among_three += row["expected_code"] in ranked[:3]
            if ranked[:1] != [row["expected_code"]]:
                found.misses.append(f"{fiscal_year} {title}: {row['expected_code']}, ranked {ranked[:3]}")
        return found

    def as_of_another(self) -> Agreement:
        """Handed in by another agency of the same kind: right when that is noted, of documents that name their own."""
        found = Agreement()
        for file, page in self.pages.items():
            agency = self.index[file]["agency"]
            kind = next((kind for kind in AGENCY_KINDS if agency.startswith(kind)), "")
            name = agency.split(" ")[0]
            if not kind or to_bare(name) not in to_bare(f"{page.title} {page.text}"):
                continue
            found.total += 1
            found.right += self._notes_other(page, f"{kind}ทดสอบ")
            found.wrong += self._notes_other(page, agency)
        return found

    def _notes_other(self, page: PageText, agency: str) -> bool:
        result = judge(page, Question("O1", 2566, agency), framework=self.frameworks.get(2566))
        return any(note.code == "template_of_other_agency" for note in result.notes)

    def elements(self) -> Agreement:
        """Right: the same of found, not_found, cannot_tell. Wrong: found for not_found, or the other way round."""
        found = Agreement()
        for row in rows("elements"):
            item = self.frameworks.get(row["framework"]).find_item_by_topic(row["topic"])
            assert item is not None
            seen = self.judged(row["file"], row["framework"], item.code).elements[row["element"]]
            found.total += 1
            found.right += seen.state == row["state"]
            found.wrong += {seen.state, row["state"]} == {"found", "not_found"}
            found.states[row["state"], seen.state] += 1
            if seen.state != row["state"]:
                found.misses.append(
                    f"{row['file']} {row['topic']}[{row['element']}]: {row['state']}, judged {seen.state}: {seen.grounds_en}"
                )
        return found

    def _codes(self, row: Row) -> set[str]:
        framework = self.frameworks.get(row["framework"])
        found = (framework.find_item_by_topic(topic) for topic in (row["topic"], *row["also"]))
        return {item.code for item in found if item is not None}


def _same_years(result: Judged, years: list[int] | None) -> bool:
    return result.fiscal_year is None if years is None else list(result.fiscal_years) == years
