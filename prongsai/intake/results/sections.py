"""Which tool a sheet or a part of a table is about, and so what its row "รวม" is the score of."""

import re
from collections.abc import Mapping
from decimal import Decimal

from prongsai.core.framework.model import TOOL_CODES, Framework
from prongsai.intake.results.labels import Key, squash

_SHEET = re.compile(r"แผ่นงาน “(?P<name>[^”]*)”")
_TOOL = re.compile(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", re.IGNORECASE)
_OF_ALL = re.compile(r"ita|ทุกเครื่องมือ|ทุกแบบ|หน่วยงาน|overall")
_CLOSE = Decimal("0.06")


class Sections:
    """Follows the sheets, titles and rows of one document."""

    def __init__(self, framework: Framework) -> None:
        self._tools = {str(one.number): one.tool for one in framework.indicators}
        self._by_tool = {
            code: {Key("indicator", str(one.number)) for one in framework.indicators if one.tool == code}
            for code in TOOL_CODES
        }
        self._sheet = ""
        self._of_sheet = ""
        self._titled = ""
        self._recent: set[Key] = set()

    def at(self, where: str) -> None:
        """Go on at this place: another sheet is another part, and its name may name a tool."""
        match = _SHEET.search(where)
        sheet = match["name"] if match is not None else ""
        if sheet != self._sheet:
            self._sheet = sheet
            self._of_sheet = _only(sheet)
            self._titled = ""
            self._recent.clear()

    def end_table(self) -> None:
        """A table ends; its title is not that of the next."""
        self._titled = ""
        self._recent.clear()

    def title(self, tool: str) -> None:
        """A title or a row without a score names a tool."""
        self._titled = tool
        self._recent.clear()

    def note(self, key: Key) -> None:
        """A part of the result has a row here."""
        self._recent.add(key)

    def end_rows(self) -> None:
        """A sum ends the rows that it is of."""
        self._recent.clear()

    def total_of(self, label: str, score: Decimal | None, scores: Mapping[Key, Decimal]) -> Key:
        """What a row of a total is the score of, after the rows noted since the last one.

        A tool's, where the sheet or the title is that tool's alone; or where the rows are all the indicators of one tool
        and it is their mean. The whole result's otherwise, and wherever the row says so.
        """
        named = {self._tool_of(key) for key in self._recent}
        if _OF_ALL.search(squash(label)) or len(named) > 1:
            return Key("total")
        if self._of_sheet and named <= {self._of_sheet}:
            return Key("tool", self._of_sheet)
        if self._titled and named == {self._titled}:
            return Key("tool", self._titled)
        for tool, indicators in self._by_tool.items():
            if named == {tool} and score is not None and indicators and indicators <= self._recent & set(scores):
                mean = sum((scores[key] for key in indicators), Decimal(0)) / len(indicators)
                if abs(mean - score) <= _CLOSE:
                    return Key("tool", tool)
        return Key("total")

    def total_of_columns(self, label: str, keys: set[Key]) -> Key:
        """The same for a column of totals beside columns of these parts."""
        self._recent = {key for key in keys if key.kind != "total"}
        found = self.total_of(label, None, {})
        self._recent.clear()
        return found

    def _tool_of(self, key: Key) -> str:
        if key.kind == "tool":
            return key.code
        if key.kind == "item":
            return "OIT"
        return self._tools.get(key.code.partition(".")[0], "")


def _only(text: str) -> str:
    """The one tool that a text names, "" for none or several."""
    found = {one.upper() for one in _TOOL.findall(text)}
    return found.pop() if len(found) == 1 else ""
