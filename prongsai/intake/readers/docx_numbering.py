"""Numbers that Word draws before the paragraphs of a list, which are in no text of the file."""

from dataclasses import dataclass, field

from prongsai.intake.readers.package import Element, attribute, local
from prongsai.intake.readers.whole_number import find_whole_number

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_LETTERS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LEVELS = 9


@dataclass
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class _List:
    """A w:num: the levels it shows and the counters it shares with other lists of the same abstract list."""

    levels: dict[int, _Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document; `next_label` must be asked once for each paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._styles = _read_style_lists(styles) if styles is not None else {}

    def next_label(self, properties: Element | None) -> str:
        """The number or bullet before a paragraph with these w:pPr, "" for a paragraph of no list."""
        number, level = self._find(properties)
        found = self._lists.get(number or "")
        if found is None or level not in found.levels:
            return ""
        counters = found.counters
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = found.levels.get(upper, _Level()).start
        value = counters[level]
        counters[level] = found.levels[level].start if value is None else value + 1
        for deeper in range(level + 1, _LEVELS):
            counters[deeper] = None
        return self._show(found, level)

    def _find(self, properties: Element | None) -> tuple[str | None, int]:
        if properties is None:
            return None, 0
        style = None
        for child in properties:
            if local(child) == "numPr":
                number = level = None
                for part in child:
                    if local(part) == "numId":
                        number = attribute(part, "val")
                    elif local(part) == "ilvl":
                        level = attribute(part, "val")
                if number is not None:
                    return (None if number == "0" else number), _level(level)
            elif local(child) == "pStyle":
                style = attribute(child, "val")
        return self._styles.get(style or "", (None, 0))

    def _show(self, found: _List, level: int) -> str:
        shape = found.levels[level]
        if shape.form == "none":
            return ""
        if shape.form == "bullet":
            return "-"
        text = shape.text
        for position in range(level + 1):
            value = found.counters[position]
            form = found.levels.get(position, shape).form
            text = text.replace(f"%{position + 1}", format_number(value if value is not None else 1, form))
        return text.strip()


def format_number(value: int, form: str) -> str:
    """A counter in one of Word's number formats; unknown formats show Arabic digits."""
    if form.startswith("thaiNumbers") or form == "thaiCounting":
        return str(value).translate(_THAI_DIGITS)
    if form == "thaiLetters":
        return _THAI_LETTERS[(value - 1) % len(_THAI_LETTERS)]
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(value)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    return str(value)


def _roman(value: int) -> str:
    parts = []
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, value = divmod(value, size)
        parts.append(sign * count)
    return "".join(parts)


def _read_lists(numbering: Element) -> dict[str, _List]:
    abstract: dict[str, dict[int, _Level]] = {}
    shared: dict[str, list[int | None]] = {}
    lists: dict[str, _List] = {}
    for element in numbering:
        if local(element) == "abstractNum":
            levels = {
                _level(attribute(child, "ilvl")): _read_level(child) for child in element if local(child) == "lvl"
            }
            abstract[attribute(element, "abstractNumId") or ""] = levels
    for element in numbering:
        if local(element) != "num":
            continue
        base = next((attribute(child, "val") or "" for child in element if local(child) == "abstractNumId"), "")
        levels = dict(abstract.get(base, {}))
        restarts = False
        for override in element:
            if local(override) != "lvlOverride":
                continue
            level = _level(attribute(override, "ilvl"))
            for part in override:
                if local(part) == "startOverride":
                    known = levels.get(level, _Level())
                    levels[level] = _Level(known.form, known.text, _start(attribute(part, "val")))
                    restarts = True
                elif local(part) == "lvl":
                    levels[level] = _read_level(part)
                    restarts = True
        own: list[int | None] = [None] * _LEVELS
        counters = own if restarts else shared.setdefault(base, own)
        lists[attribute(element, "numId") or ""] = _List(levels, counters)
    return lists


def _read_level(element: Element) -> _Level:
    level = _Level()
    for child in element.iter():
        kind = local(child)
        if kind == "numFmt" and (attribute(child, "val") or "") != "custom":
            level.form = attribute(child, "val") or "decimal"
        elif kind == "lvlText":
            level.text = attribute(child, "val") or ""
        elif kind == "start":
            level.start = _start(attribute(child, "val"))
    return level


def _read_style_lists(styles: Element) -> dict[str, tuple[str | None, int]]:
    own: dict[str, tuple[str | None, int]] = {}
    based_on: dict[str, str] = {}
    for style in styles:
        if local(style) != "style":
            continue
        key = attribute(style, "styleId") or ""
        for child in style:
            if local(child) == "basedOn":
                based_on[key] = attribute(child, "val") or ""
            elif local(child) == "pPr":
                for part in child:
                    if local(part) == "numPr":
                        values = {local(item): attribute(item, "val") for item in part}
                        own[key] = (values.get("numId"), _level(values.get("ilvl")))
    for key in based_on:
        seen, style_key = {key}, key
        while style_key not in own and style_key in based_on and based_on[style_key] not in seen:
            style_key = based_on[style_key]
            seen.add(style_key)
        if style_key in own:
            own.setdefault(key, own[style_key])
    return own


def _int(text: str | None, default: int = 0) -> int:
    number = find_whole_number(text)
    return default if number is None else number


def _level(text: str | None) -> int:
    """A level that Word has: 0 to 8."""
    return max(0, min(_int(text), _LEVELS - 1))


def _start(text: str | None) -> int:
    """The first number of a list; Word counts up to 32,767."""
    return max(0, min(_int(text, 1), 32_767))
