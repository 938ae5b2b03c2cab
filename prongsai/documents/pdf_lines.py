"""Where a line of a printed Thai paragraph may end: the paragraph as units that stay whole.

typst's own Thai line breaking splits real words, and offers a break on either side of every box; so the product
decides every break itself. Rules kept: a line ends only between words; ๆ, ฯ, closing brackets and signs do not begin
a line; opening brackets and quotes do not end one; a number stays with its unit mark and its counted word; "พ.ศ." and
its year, "ข้อที่" and its number stay together. An address breaks after / ? & = and before a dot's next part. Only what is wider than its
column is parted further, between whole characters (a consonant with its marks).
"""

import re
from collections.abc import Callable, Iterable

from prongsai.documents.words import cut_words

Measure = Callable[[str], float]

BLANK = " "
_NOT_FIRST = (
    frozenset("ๆฯะาำๅ)]}>»”’›,.;:!?%…‰°/\\|_=&+*–—-๚๛")
    | frozenset(map(chr, range(0xE34, 0xE3B)))
    | frozenset(map(chr, range(0xE47, 0xE4F)))
    | {"\u0e31"}
)
_NOT_LAST = frozenset("([{<«“‘‹เแโใไ#@฿$")
_BULLETS = frozenset("-–—•➤▶►●○■□◆·*")
_THAI = re.compile("[\u0e01-\u0e4f]")
_NUMBER = re.compile(r"[0-9๐-๙]")
_NUMBERING = re.compile(r"[(]?[0-9๐-๙]{1,3}[.)]$|[(][0-9๐-๙]{1,3}$")
_COUNTED = re.compile(
    "ปี|เดือน|วัน|สัปดาห์|ชั่วโมง|นาที|ครั้ง|คน|ราย|บาท|สตางค์|งาน|ภารกิจ|โครงการ|กิจกรรม|ฉบับ|เรื่อง|ข้อ|แห่ง|ช่องทาง|คู่มือ|หน้า|แผ่น|"
    "ชุด|เล่ม|คะแนน|ล้าน|แสน|หมื่น|พัน|ร้อย|เท่า|หมู่บ้าน|ครัวเรือน|ตร\\.ม\\.|กม\\.|น\\.|"
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    "(?:[มกตพธส]|มี|เม|มิ)\\.[คพยก]\\."
)
_BEFORE_NUMBER = re.compile(
    "[พค]\\.ศ\\.|ข้อ|ที่|ข้อที่|มาตรา|หมวด|หน้า|ร้อยละ|ครั้งที่|ฉบับที่|ลำดับที่|ไตรมาส|ไตรมาสที่|หมู่|หมู่ที่|เลขที่|โทร\\.|ตัวชี้วัดที่"
)
_BEFORE_YEAR = re.compile(
    ".*(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ปีงบประมาณ|งบประมาณ)"
)
_YEAR = re.compile("[0-9๐-๙]{4}(?![0-9๐-๙,.])")
_PERSON_TITLES = frozenset(("นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", "ว่าที่ร้อยตรี"))
_LONGEST_NAME = 24
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ADDRESS_PART = re.compile(r"[a-z]+://|\.?[^./?&=#_-]+[/?&=#_-]*|[./?&=#_-]+", re.IGNORECASE)
_CLUSTER = re.compile(
    "[เแโใไ]?[^\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*|.",
    re.DOTALL,
)


def split_units(text: str, *, width: float, measure: Measure) -> list[str]:
    """The paragraph as units for a column `width` wide: BLANK, or a text that no line break may fall into.

    `measure` gives a text's width in the same unit. Joined, the units are the text with white space runs as one blank.
    """
    units: list[str] = []
    for unit in _join_tokens(_list_tokens(text)):
        if unit == [BLANK]:
            units.append(BLANK)
        else:
            units += _fit(unit, width, measure)
    return units


def pack_lines(units: list[str], *, width: float, measure: Measure) -> list[str]:
    """Units of one line put together, as many as a line `width` wide holds; joined again they are the same text.

    A line with one piece is laid out in a tenth of the time and memory of one with ten.
    """
    packed: list[str] = []
    filled = 0.0
    blank = measure(BLANK)
    for at, unit in enumerate(units):
        if unit == BLANK:
            continue
        room, is_parted = measure(unit), at > 0 and units[at - 1] == BLANK
        if packed and filled + is_parted * blank + room <= width:
            packed[-1] += BLANK + unit if is_parted else unit
            filled += is_parted * blank + room
        else:
            packed += [BLANK, unit] if packed and is_parted else [unit]
            filled = room
    return packed


def _join_names(tokens: list[str]) -> list[str]:
    """After a title, first name and surname as one token each: names are in no word list and would be cut anywhere."""
    joined: list[str] = []
    runs_left = 0  # runs of touching Thai tokens that are still part of a name
    at = 0
    while at < len(tokens):
        if tokens[at] in _PERSON_TITLES:
            runs_left = 2
        elif not (runs_left and (tokens[at] == BLANK or _is_thai(tokens[at]))):
            runs_left = 0
        if not runs_left or tokens[at] == BLANK:
            joined.append(tokens[at])
            at += 1
            continue
        end = at
        while end < len(tokens) and _is_thai(tokens[end]):
            end += 1
        name = "".join(tokens[at:end])
        joined += [name] if len(name) <= _LONGEST_NAME else tokens[at:end]
        runs_left, at = runs_left - 1, end
    return joined


def _is_thai(token: str) -> bool:
    return token in _PERSON_TITLES or all(map(_THAI.match, token))


def _list_tokens(text: str) -> list[str]:
    """Words, signs, blanks and parts of addresses; a run of white space is one BLANK, none at either end."""
    tokens: list[str] = []
    plain = BLANK.join(text.split())
    at = 0
    for found in _ADDRESS.finditer(plain):
        tokens += _cut_plain(plain[at : found.start()])
        tokens += [_Part(part) for part in _ADDRESS_PART.findall(found.group()) or [found.group()]]
        at = found.end()
    return _join_names(tokens + _cut_plain(plain[at:]))


class _Part(str):
    """A part of an address: a line may end after it."""

    __slots__ = ()


def _cut_plain(text: str) -> list[str]:
    tokens: list[str] = []
    for word in cut_words(text):
        tokens += [piece for piece in re.split("( )", word) if piece] if BLANK in word and word != BLANK else [word]
    return tokens


def _join_tokens(tokens: list[str]) -> Iterable[list[str]]:
    """Tokens grouped so that a break is allowed between any two groups; a blank that may break stands alone."""
    group: list[str] = []
    open_quote = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token == BLANK:
            if _is_firm_blank("".join(group), before, after):
                group.append(token)
            else:
                if group:
                    yield group
                yield [BLANK]
                group = []
            continue
        counts = (token, after) == ("ที่", BLANK) and at + 2 < len(tokens) and _NUMBER.match(tokens[at + 2])
        if group and group[-1] != BLANK and not counts and _may_break(before, token, open_quote):
            yield group
            group = []
        group.append(token)
        if token.count('"') % 2:
            open_quote = not open_quote
    if group:
        yield group


def _is_firm_blank(group: str, before: str, after: str) -> bool:
    """A blank a line must not end at: "ต่าง ๆ", "พ.ศ. ๒๕๖๖", "ธันวาคม ๒๕๖๙", "๖ เดือน", "๑. เจ้าหน้าที่", "- ข่าว".

    `group` is what has stood together since the last blank or break, ending in the token `before`.
    """
    if after[:1] in {"ๆ", "ฯ"}:
        return True
    if _NUMBER.match(after) and _BEFORE_NUMBER.fullmatch(before):
        return True
    if _YEAR.match(after) and _BEFORE_YEAR.fullmatch(before):
        return True
    if _NUMBER.match(before[-1:]) and _COUNTED.match(after):
        return True
    return group in _BULLETS or bool(_NUMBERING.match(group))


def _may_break(before: str, token: str, open_quote: bool) -> bool:
    """Whether a line may end between two tokens that touch."""
    last, first = before[-1], token[0]
    if isinstance(before, _Part) and isinstance(token, _Part):
        return True
    if first in _NOT_FIRST or last in _NOT_LAST:
        return False
    if first == '"' or last == '"':
        return not open_quote if last == '"' else not open_quote and last not in _NOT_LAST
    if _NUMBER.match(last) or _NUMBER.match(first):
        # "๖เดือน", "ข้อ๑", "๑/๒๕๖๖", "พ.ศ.๒๕๖๖", "O7": a number stays with what touches it; after / only words part
        return last in "/-–" and not _NUMBER.match(first)
    if last in _BULLETS or last == ".":
        return False
    return bool(_THAI.match(last) or _THAI.match(first) or last in ")]}/,;:!?%”’»ๆฯ")


def _fit(unit: list[str], width: float, measure: Measure) -> list[str]:
    """The unit in one piece, or in as few as the column asks for: first between its words, then inside them."""
    whole = "".join(unit)
    if measure(whole) <= width:
        return [whole]
    fitted: list[str] = []
    for token in unit:
        if token == BLANK:
            fitted.append(BLANK)
        elif fitted and fitted[-1] != BLANK and token[0] in _NOT_FIRST and measure(fitted[-1] + token) <= width:
            fitted[-1] += token
        else:
            fitted += [token] if measure(token) <= width else _chop(token, width, measure)
    return fitted


def _chop(token: str, width: float, measure: Measure) -> list[str]:
    """Pieces at most `width` wide, cut between whole characters; one character alone may be wider."""
    pieces = [""]
    for cluster in _CLUSTER.findall(token):
        if pieces[-1] and measure(pieces[-1] + cluster) > width:
            pieces.append("")
        pieces[-1] += cluster
    return pieces
