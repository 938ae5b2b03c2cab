"""Cuts a Thai text into the pieces that speak of time: numbers, months, years, and words such as ภายใน and ไตรมาส.

Everything else becomes a `gap`. Works on folded text (`fold_thai`) with Arabic digits; positions are those of that text.
"""

import re
from dataclasses import dataclass
from functools import cache

from prongsai.core.thai import month_spelling

NUMBER_WORDS = [
    "ศูนย์",
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
    "สิบ",
    "สิบเอ็ด",
    "สิบสอง",
    "สิบสาม",
    "สิบสี่",
    "สิบห้า",
    "สิบหก",
    "สิบเจ็ด",
    "สิบแปด",
    "สิบเก้า",
    "ยี่สิบ",
]
MORE_NUMBER_WORDS = {
    "สามสิบ": 30,
    "สี่สิบห้า": 45,
    "สี่สิบ": 40,
    "หกสิบ": 60,
    "เก้าสิบ": 90,
    "หนึ่งร้อยยี่สิบ": 120,
    "หนึ่งร้อยแปดสิบ": 180,
}


@dataclass(slots=True)
class Token:
    """A piece of text. `kind` names it; `a`, `b`, `c` are its numbers; `word` a variety; `is_damaged` for repaired spelling."""

    kind: str
    start: int
    end: int
    text: str
    a: int = 0
    b: int = 0
    c: int = 0
    word: str = ""
    is_damaged: bool = False


def tokenize(text: str) -> list[Token]:
    """Tokens in order, gaps included, blanks left out."""
    tokens: list[Token] = []
    position = 0
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if start == end:
            continue
        _add_gap(tokens, text, position, start)
        position = end
        tokens.append(_token(kind, match, start, end))
    _add_gap(tokens, text, position, len(text))
    return [part for i, token in enumerate(tokens) for part in _with_mistyped_month(tokens, i, token)]


def read_count(text: str) -> int:
    """A number in digits or in Thai words; 0 when it is neither."""
    if text.isdigit():
        return int(text)
    if text in MORE_NUMBER_WORDS:
        return MORE_NUMBER_WORDS[text]
    return NUMBER_WORDS.index(text) if text in NUMBER_WORDS else 0


def _add_gap(tokens: list[Token], text: str, start: int, end: int) -> None:
    between = text[start:end]
    if between and not between.isspace():
        tokens.append(Token("gap", start, end, between))


def _with_mistyped_month(tokens: list[Token], i: int, token: Token) -> tuple[Token, ...]:
    """A gap that ends in a word one letter away from a month, beside a number or year: "๕ เมษายม ๒๕๖๖"."""
    if token.kind != "gap":
        return (token,)
    near = {tokens[k].kind for k in (i - 1, i + 1) if 0 <= k < len(tokens)}
    if not near & {"number", "buddhist", "yearword", "monthword"}:
        return (token,)
    word = token.text.split()[-1]
    month = month_spelling.mistyped_month(word)
    if month is None:
        return (token,)
    start = token.start + token.text.rindex(word)
    found = Token("month", start, start + len(word), word, a=month, word="damaged", is_damaged=True)
    before = token.text[: token.text.rindex(word)]
    return (Token("gap", token.start, start, before), found) if before.strip() else (found,)


def _token(kind: str, match: re.Match[str], start: int, end: int) -> Token:
    token = Token(kind, start, end, match.group())
    groups = match.groupdict()
    if kind.startswith(("damaged", "cut")):
        token.word = kind.rstrip("0123456789")
        token.kind, token.a, token.is_damaged = "month", int(kind[len(token.word) :]), True
    elif kind in ("fullmonth", "colloquial", "abbreviated", "english"):
        token.word = "full" if kind == "fullmonth" else kind
        token.kind, token.a = "month", month_spelling.month_number(token.text) or 0
    elif kind == "number":
        token.text = token.text.rstrip("stndrhSTNDRH")  # 14th
        token.a = int(token.text)
    elif kind in ("isodate", "stamp", "dmy", "fraction", "duration", "quarter", "round", "recur"):
        _FILLERS[kind](token, groups)
    return token


def _fill_iso(token: Token, groups: dict[str, str]) -> None:
    token.a, token.b, token.c = (int(part) for part in re.split("[-/]", groups["isoday"]))
    token.word = groups["isotime"] or ""


def _fill_stamp(token: Token, groups: dict[str, str]) -> None:
    token.a, token.b, token.c = int(token.text[:4]), int(token.text[4:6]), int(token.text[6:8])


def _fill_dmy(token: Token, groups: dict[str, str]) -> None:
    token.a, token.b = int(groups["dmyday"]), int(groups["dmymonth"])
    token.c, token.word = int(groups["dmyyear"]), groups["dmyyear"]


def _fill_fraction(token: Token, groups: dict[str, str]) -> None:
    token.a, token.b = int(groups["over"]), int(groups["under"])
    token.word = groups["under"]


def _fill_duration(token: Token, groups: dict[str, str]) -> None:
    token.a, token.word = read_count(groups["durcount"]), groups["durunit"].replace(" ", "")


def _fill_quarter(token: Token, groups: dict[str, str]) -> None:
    text = groups["quarterno"] or groups["quarterq"]
    token.a = {"แรก": 1, "สุดท้าย": 4}.get(text, read_count(text))
    token.b = int(groups["quarterto"] or 0)
    token.word = groups["quarteryear"] or ""


def _fill_round(token: Token, groups: dict[str, str]) -> None:
    months, part = groups["roundmonths"] or groups["sixmonths"], groups["roundpart"] or groups["sixpart"] or ""
    if groups["halfpart"]:
        months, part = "6", groups["halfpart"]
    if groups["roundno"]:
        months, part = "6", "หลัง" if groups["roundno"] in ("2", "สอง", "หลัง", "สุดท้าย") else "แรก"
    token.a = read_count(months) if months else 12
    token.word = {"แรก": "first", "หลัง": "second", "สุดท้าย": "second"}.get(part, "")


def _fill_recur(token: Token, groups: dict[str, str]) -> None:
    token.word = next(name[5:] for name in groups if name.startswith("every") and groups[name])
    if token.word == "months":
        count = int(groups["everymonthsno"])
        token.word = {1: "monthly", 3: "quarterly", 6: "half_yearly", 12: "yearly"}.get(count, "")
        token.is_damaged = not token.word


_FILLERS = {
    "isodate": _fill_iso,
    "stamp": _fill_stamp,
    "dmy": _fill_dmy,
    "fraction": _fill_fraction,
    "duration": _fill_duration,
    "quarter": _fill_quarter,
    "round": _fill_round,
    "recur": _fill_recur,
}

_AM = "(?: ?[ำา]| ำ| า)?"
FISCAL_YEAR_WORD = rf"(?:ประจ{_AM} ?)?(?:ป[ีิ]?|รอบปี) ?งบ(?: ?ประ ?มา ?ณ)?(?:รายจ่าย)?"


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted([*NUMBER_WORDS[1:], *MORE_NUMBER_WORDS], key=len, reverse=True)
    spelled = "|".join(words)
    month = (
        f"{month_spelling.full_pattern()}|{month_spelling.abbreviated_pattern()}|{month_spelling.colloquial_pattern()}"
    )
    number = r"(?<![\d])"
    no_number = r"(?!\d)"
    # Letters that can start nothing are passed by at once, which saves a third of the time.
    can_start = "(?=[0-9a-zก-งจ-ชต-ทธบปพภมยรลวศสหเ-ไ~-]|อังคาร|อาทิตย์)"
    alternatives = (
        # Numbers that are no dates, swallowed whole
        r"(?P<phone>(?:โทร(?:ศัพท์|สาร)?|แฟกซ์|fax|tel)[ .:]*(?:\d[\d \-,()]*\d)|(?<!\d)0\d{1,2} ?- ?\d{3,4}(?: ?- ?\d{3,4})?(?!\d)|(?<!\d)0\d{8,9}(?!\d))",
        r"(?P<isodate>(?<!\d)(?P<isoday>(?:19|20|2[456])\d\d(?P<isosep>[-/])\d{1,2}(?P=isosep)\d{1,2})(?!\d)(?:[ t](?P<isotime>\d{1,2}:\d\d(?::\d\d)?))?)",
        r"(?P<stamp>(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d))",
        r"(?P<dmy>(?<![\d./])(?P<dmyday>\d{1,2}) ?(?P<dmysep>[-/.]) ?(?P<dmymonth>\d{1,2}) ?(?P=dmysep) ?(?P<dmyyear>\d{4}|\d{2})(?![\d/]|\.\d|-\d(?!\d?/\d)))",
        r"(?P<section>(?<!\d)\d+(?:\.\d+){2,}|(?:ข้อ|มาตรา|หน้า|ฉบับที่|ลำดับที่|ลำดับ|แบบที่|หมวด|หมวดที่|บทที่|ตอนที่) ?\d+(?: ?/ ?\d+)?(?!\d))",
        # Names of forms and items: the 1 of "แบบ สขร. 1 ตุลาคม 2566" and the 12 of "O12 มีนาคม 2566" are no days
        r"(?P<formname>สขร\.? ?\d{1,2}(?![\d/])|(?<![a-z\d])(?:m?oit|eb|o)[ .-]?\d{1,2}(?!\d))",
        r"(?P<money>(?<!\d)\d{1,3}(?: ?,\d{3})+(?:\.\d+)?|(?<!\d)\d+\.\d+(?![\d]))",
        r"(?P<order>(?:เลขที่|คำสั่งที่|ครั้งที่|งวดที่|ฉบับที่|(?<!วัน)(?<!มาส)(?<!รอบ)(?<!เดือน)ที่(?: [ก-ฮ]{1,3}\.?){0,2}) ?\d+(?:\.\d+)*(?: ?/ ?[ว\d]+)+)",
        r"(?P<clock>(?<![\d:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))",
        # Rounds, quarters, recurrences and durations
        r"(?P<round>รอบ(?:ที่)? ?(?P<roundmonths>\d{1,2}|หก|สิบสอง|เก้า|สาม) ?เดือน(?: ?(?P<roundpart>แรก|หลัง|สุดท้าย))?|รอบ(?:ที่)? ?(?P<roundno>[12](?!\d)|หนึ่ง|สอง|แรก|หลัง|สุดท้าย)|ครึ่ง ?ปี ?(?P<halfpart>แรก|หลัง)|(?P<sixmonths>6|หก) ?เดือน ?(?P<sixpart>แรก|หลัง)|รอบ(?:ประจำ)? ?ปี(?! ?งบ| ?พ\.?ศ| ?\d|ที่|ก่อน|ถัด))",
        rf"(?P<quarter>ไตร ?มาส(?:ที่)? ?(?P<quarterno>\d(?!\d)|{spelled}|แรก|สุดท้าย)(?: ?- ?(?:ไตรมาส(?:ที่)? ?)?(?P<quarterto>[1-4])(?![\d/]))?(?: ?/ ?(?P<quarteryear>\d{{4}}|\d{{2}})(?!\d))?|(?<![a-z])q(?P<quarterq>[1-4])(?!\d)(?:(?<=\d) ?/ ?(?:\d{{4}}|\d{{2}}))?)",
        _recurrence_pattern(),
        rf"(?P<duration>(?P<durcount>{number}\d{{1,3}}|{spelled}) ?(?P<durunit>วัน ?ทำ ?การ|วัน(?!ที่|พุธ|จันทร์|อังคาร|ศุกร์|พฤหัส|เสาร์|อาทิตย์)|สัปดาห์|อาทิตย์|เดือน(?! ?(?:{month})| ?\d{{1,2}} ?(?:ปี ?(?:พ ?\.? ?ศ ?\.? ?)?|พ ?\.? ?ศ ?\.? ?)\d)|ปี(?! ?งบ| ?การ ?ศึกษา| ?พ ?\.? ?ศ| ?\d{{4}})|ชั่วโมง|ชม\.?))",
        # Months
        f"(?P<fullmonth>{month_spelling.full_pattern()})",
        f"(?P<abbreviated>{month_spelling.abbreviated_pattern()})",
        month_spelling.damaged_pattern(),
        f"(?P<colloquial>{month_spelling.colloquial_pattern()})",
        f"(?P<english>{month_spelling.english_pattern()})",
        month_spelling.cut_pattern(),
        # Years
        r"(?P<academic>(?:ประจำ)?ปี ?การ ?ศึกษา)",
        rf"(?P<fiscal>{FISCAL_YEAR_WORD})",
        r"(?P<throughout>(?:ตลอด|ทั้ง|เต็ม)(?:ทั้ง)? ?(?:(?:รอบ)?(?:ประจำ)?ปี ?งบ(?: ?ประมาณ)?|ปี)(?! ?การ))",
        rf"(?P<yearword>(?:ประจ{_AM} ?)?ปี(?! ?งบ))",
        r"(?P<buddhist>พ ?\. ?ศ ?\.?|พศ\.?(?![ก-๎])|พุทธศักราช)",
        r"(?P<christian>(?<![ก-๎.])ค ?\. ?ศ ?\.?|คริสต์ศักราช)",
        # Words that say what a date is for
        r"(?P<within>ภาย ?ใน|ไม่ ?เกิน|ไม่ช้ากว่า|ไม่เกินกว่า|กำหนดส่ง|ให้แล้วเสร็จ(?:ใน)?|แล้วเสร็จ(?:ใน)?|ให้ทัน)",
        r"(?P<before>ก่อน)",
        r"(?P<during>ระหว่าง|ตั้งแต่|ในช่วง|ช่วง(?:เวลา)?|ในเดือน(?=[ \d]|[มกพเสตธ]))",
        r"(?P<edge>(?:วัน)?สิ้น(?:สุด)? ?(?=เดือน|ปี|ไตรมาส|รอบ)|ต้น ?(?=เดือน|ปี|ไตรมาส)|ปลาย ?(?=เดือน|ปี)|กลาง ?(?=เดือน|ปี))",
        r"(?P<to>จนถึง|ถึง|[-~](?!\d{3}-))",
        r"(?P<weekday>วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์) ?(?:ที่)?|(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์) ?ที่(?= ?\d))",
        r"(?P<dayword>วัน ?ที[่]?|วันที่)",
        r"(?P<monthword>(?:ประจ[ำา] ?)?เดือน)",
        r"(?P<law>พ ?\.ร ?\.บ ?\.?|พรบ\.?|พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|พ\.ร\.ก\.|พ\.ร\.ฎ\.|ระเบียบ|ข้อบังคับ|กฎกระทรวง|กฎหมาย|รัฐธรรมนูญ|ประกาศ(?:กระทรวง|กรม|คณะ|สำนัก)|ประมวลจริยธรรม|ข้อกำหนด|แก้ไขเพิ่มเติม|หลักสูตร|มาตรา)",
        # Numbers
        rf"(?P<fraction>{number}(?P<over>\d{{1,5}}) ?/ ?(?P<under>\d{{1,4}})(?![\d/])(?! (?:{month}|{month_spelling.english_pattern()})))",
        r"(?P<badnumber>(?<![a-z\d])\d{1,4}[\\|']\d{1,4}(?!\d)|(?<![a-z0-9])2[5s](?=[0-9olisgb]{2}(?![a-z0-9]))(?=\d?[olisgb])[0-9olisgb]{2})",
        rf"(?P<number>{number}\d{{1,9}}{no_number}(?:(?:st|nd|rd|th)(?![a-z\d]))?)",
        r"(?P<longnumber>\d{10,})",
    )
    return re.compile(f"{can_start}(?:{'|'.join(alternatives)})", re.IGNORECASE)


def _recurrence_pattern() -> str:
    every = "ทุก ?(?:ๆ|ๆ ?)? ?"
    of_month = r"ของ ?(?:ทุก ?ๆ? ?)?เดือน(?:ถัดไป)?(?! ?[มกพสตธ]\S*[คยพ])(?! ?(?:เม|มิ|มี))"
    monthly = (
        rf"{every}(?:วัน)?(?:สิ้น|ต้น|กลาง|ปลาย)? ?เดือน(?! ?ละ)|{every}วันที่ ?\d{{1,2}}(?: ?(?:และ|,|-|หรือ) ?\d{{1,2}})* ?{of_month}"
        rf"|(?:วันที่ ?)?(?<!\d)\d{{1,2}} ?{of_month}|เดือน ?ละ(?: ?[1หนึ่ง]+ ?ครั้ง)?|(?:เป็น)?ราย ?เดือน|ประจำทุก ?เดือน"
    )
    quarterly = rf"{every}(?:สิ้น ?)?ไตร ?มาส|ราย ?ไตร ?มาส|ไตร ?มาส ?ละ"
    half = "ปีละ ?(?:2|สอง) ?ครั้ง|ทุก ?(?:ครึ่งปี|หกเดือน)|รายครึ่งปี"
    yearly = rf"(?:ของ ?)?{every}(?:สิ้น ?)?ปี(?:งบประมาณ)?|ราย ?ปี(?! ?งบ)|ปี ?ละ"
    weekly = f"{every}สัปดาห์|ราย ?สัปดาห์|สัปดาห์ ?ละ|{every}วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)(?!สุดท้าย)"
    daily = rf"{every}วัน(?!ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|สิ้น)|ราย ?วัน(?!ที่)"
    months = rf"{every}(?P<everymonthsno>\d{{1,2}}) ?เดือน"
    return (
        f"(?P<recur>(?P<everymonths>{months})|(?P<everyhalf_yearly>{half})|(?P<everymonthly>{monthly})|(?P<everyquarterly>{quarterly})"
        f"|(?P<everyyearly>{yearly})|(?P<everyweekly>{weekly})|(?P<everydaily>{daily}))"
    )
