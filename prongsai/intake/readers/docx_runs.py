"""The runs of one Word paragraph: text as it is shown, hyperlinks, tracked changes, text boxes."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from prongsai.intake.readers.package import Element, attribute, local

_PASSED_THROUGH = frozenset(
    {"smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "fldSimple", "AlternateContent"}
)
_DROPPED = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "Fallback", "instrText", "delText", "delInstrText", "rt"})
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F02D": "-", "F0E8": "➔"}


class Run(NamedTuple):
    """Text with the address it links to ("" for none); `link` tells neighbouring links apart."""

    text: str
    address: str = ""
    link: int = 0


@dataclass
class Changes:
    """What was met on the way: tracked insertions kept, deletions dropped, footnote marks."""

    kept: int = 0
    dropped: int = 0
    footnotes: int = 0


@dataclass
class Content:
    """A paragraph's lines (a soft break starts a new one) and the text boxes anchored in it."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    boxes: list[Element] = field(default_factory=list)


class _State:
    def __init__(self, links: dict[str, str], changes: Changes) -> None:
        self.links = links
        self.changes = changes
        self.content = Content()
        self.fields: list[list[str]] = []  # instruction text of each open field; [1] set once its result begins
        self.address = ""
        self.link = 0

    def add(self, text: str) -> None:
        if self.fields and len(self.fields[-1]) == 1:
            return  # between the begin of a field and its result stands only its instruction
        address = self.address or next((field[1] for field in reversed(self.fields) if len(field) > 1 and field[1]), "")
        if text:
            self.content.lines[-1].append(Run(text, address, self.link))


def read_runs(paragraph: Element, links: dict[str, str], changes: Changes) -> Content:
    """The content of a w:p; `links` gives addresses by relationship id, `changes` is counted up."""
    state = _State(links, changes)
    _walk(paragraph, state, 0)
    return state.content


def _walk(element: Element, state: _State, depth: int) -> None:
    if depth > 60:
        return
    for child in element:
        kind = local(child)
        if not kind or kind in _DROPPED:
            continue
        if kind == "r":
            _run(child, state, depth)
        elif kind in {"ins", "moveTo"}:
            state.changes.kept += 1
            _walk(child, state, depth + 1)
        elif kind in {"del", "moveFrom"}:
            state.changes.dropped += 1
        elif kind == "hyperlink":
            _hyperlink(child, state, depth)
        elif kind == "fldSimple":
            state.fields.append([attribute(child, "instr") or "", _field_address(attribute(child, "instr") or "")])
            _walk(child, state, depth + 1)
            state.fields.pop()
        elif kind in _PASSED_THROUGH or kind == "Choice":
            _walk(child, state, depth + 1)
        elif kind == "oMath" or kind == "oMathPara":
            state.add("".join(child.itertext()))


def _hyperlink(element: Element, state: _State, depth: int) -> None:
    outer = state.address
    target = state.links.get(attribute(element, "id") or "", "")
    state.address = target or outer
    state.link += 1
    _walk(element, state, depth + 1)
    state.link += 1
    state.address = outer


def _run(run: Element, state: _State, depth: int) -> None:
    for child in run:
        kind = local(child)
        if kind == "rPr":
            if _is_hidden(child):
                return
        elif kind in {"t", "delText"}:
            if kind == "t":
                state.add(child.text or "")
        elif kind in {"tab", "ptab"}:
            state.add("\t")
        elif kind in {"br", "cr"}:
            state.content.lines.append([])
        elif kind == "noBreakHyphen":
            state.add("-")
        elif kind == "sym":
            code = (attribute(child, "char") or "").upper()
            state.add(_SYMBOLS.get(code, ""))
        elif kind == "fldChar":
            _field_char(child, state)
        elif kind == "instrText":
            if state.fields and len(state.fields[-1]) == 1:
                state.fields[-1][0] += child.text or ""
        elif kind in {"footnoteReference", "endnoteReference"}:
            state.changes.footnotes += 1
        elif kind in {"drawing", "pict", "object", "AlternateContent"}:
            _find_boxes(child, state, depth)


def _field_char(element: Element, state: _State) -> None:
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        state.fields.append([""])
    elif kind == "separate" and state.fields:
        state.fields[-1].append(_field_address(state.fields[-1][0]))
        state.link += 1
    elif kind == "end" and state.fields:
        state.fields.pop()
        state.link += 1


def _field_address(instruction: str) -> str:
    match = re.match(r'\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)', instruction)
    return match.group(1) if match else ""


def _is_hidden(properties: Element) -> bool:
    return any(
        local(child) == "vanish" and attribute(child, "val") not in {"0", "false", "off"} for child in properties
    )


def _find_boxes(element: Element, state: _State, depth: int) -> None:
    """Text boxes of a drawing; of AlternateContent only the first choice, as both hold the same text."""
    if depth > 60:
        return
    for child in element:
        kind = local(child)
        if kind == "txbxContent":
            state.content.boxes.append(child)
        elif kind == "Fallback":
            if not any(local(sibling) == "Choice" for sibling in element):
                _find_boxes(child, state, depth + 1)
        else:
            _find_boxes(child, state, depth + 1)
