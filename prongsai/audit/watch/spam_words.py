"""The words of injected advertising, those of pages that speak about it, and how many of each a text holds.

Agencies write about gambling too: arrests, warnings, the state lottery. So single words never count: a phrase must
sell ("เครดิตฟรี", "เว็บตรงไม่ผ่านเอเย่นต์"), and words of law, police or warning in the same text weigh against it.
"""

import re
from dataclasses import dataclass

# What a text must hold before anything else is looked at. Each phrase below holds one of these.
STEMS: tuple[str, ...] = (
    "สล็อต", "สล๊อต", "บาคาร่า", "พนัน", "เว็บตรง", "แทงบอล", "คาสิโน", "เครดิตฟรี", "หวยออนไลน์", "ยูฟ่า", "แจ็คพอต", "เดิมพัน",
    "เอเย่นต์", "แตกง่าย", "แตกหนัก", "ฝากถอน", "ฝาก-ถอน", "ทดลองเล่น", "แทงหวย",
    "slot", "casino", "gacor", "togel", "judi", "bobet", "ufa", "joker", "betflik", "lsm99", "baccarat", "betting", "poker",
    "parlay", "maxwin", "rtp live", "alternatif", "free spin", "nổ hũ", "đổi thưởng", "nhà cái", "cá cược", "bet365", "1xbet", "fun88",
    "娱乐城", "赌", "博彩", "老虎机", "百家乐", "捕鱼", "棋牌", "投注", "カジノ",
    "viagra", "cialis", "levitra", "tramadol", "xanax", "prescription", "pharmacy", "ไวอากร้า", "ปลุกเซ็กส์",
    "เงินด่วน", "เงินกู้", "บูโร", "แบล็คลิสต์", "บัตรประชาชนใบเดียว", "payday", "loan",
)  # fmt: skip

# Words that sell only together, one of each, in a short text (a title, the words of a link).
_TOPICS = re.compile(
    "เว็บพนัน|สล[็๊]อต|บาคาร่า|คาสิโน|เดิมพัน|แทงบอล|slot|casino|poker|domino q|baccarat|sports? ?book|betting|judi|togel|parlay|nổ hũ|bắn cá|đánh bài"
    "|game bài|nhà cái|cá cược|赌|娱乐城|老虎机|百家乐|博彩|捕鱼|棋牌|カジノ"
)
_OFFERS = re.compile(
    "เว็บใหญ่|เว็บตรง|อันดับ ?1|อันดับหนึ่ง|ฝาก ?-?ถอน|ขั้นต่ำ|โบนัส|โปรโมชั่น|แตก|ทดลอง|ทางเข้า|สมัคร|ค่ายใหญ่|ฟรี|ครบวงจร ?24|ออนไลน์อันดับ|บริการเดิมพัน|ได้เงินจริง|มาแรง"
    "|bonus|deposit|terbaik|terpercaya|resmi|jackpot|real money|live dealer|withdraw|daftar|hari ini|uang asli|sign ?up|free spin"
    "|uy tín|đổi thưởng|tải|thần tài|khuyến mãi|注册|返水|首充|信誉|提现|送|平台|官网|入口"
)
_LONGEST_SHORT = 250


_SELLING_TH = (
    "สล็อตเว็บตรง", "สล๊อตเว็บตรง", "เว็บสล็อต", "สล็อตออนไลน์", "สล็อตแตกง่าย", "สล็อตฝากถอน", "สล็อตวอเลท", "ทดลองเล่นสล็อต",
    "เกมสล็อต", "สล็อตเครดิตฟรี", "สล็อตpg", "สล็อต pg", "เว็บตรงไม่ผ่านเอเย่นต์", "เว็บตรง ไม่ผ่านเอเย่นต์", "ไม่ผ่านเอเย่นต์",
    "เว็บตรงแตกง่าย", "เครดิตฟรี", "แตกง่าย", "แตกหนัก", "ฝากถอนไม่มีขั้นต่ำ", "ฝาก-ถอน ไม่มีขั้นต่ำ", "ฝากถอนออโต้", 
    "ทดลองเล่นฟรี", "สมัครแทงบอล", "แทงบอลออนไลน์", "เว็บแทงบอล", "บาคาร่าออนไลน์", "เว็บบาคาร่า", "คาสิโนออนไลน์", "คาสิโนสด",
    "เว็บพนันออนไลน์อันดับ", "เว็บพนันออนไลน์ที่ดีที่สุด", "เว็บหวยออนไลน์", "แทงหวยออนไลน์", "ทางเข้าufabet", "ทางเข้า ufabet", "ยูฟ่าเบท",
    "แจ็คพอตแตก", "ปั่นสล็อต", "เดิมพันออนไลน์", "สล็อต xo", "สล็อตเว็บใหญ่", "แทงหวย24",
)  # fmt: skip
_SELLING_OTHER = (
    "slot gacor", "slot online", "situs slot", "situs judi", "judi online", "judi bola", "link alternatif", "togel online",
    "bandar togel", "rtp live", "maxwin", "slot88", "slot deposit", "agen slot", "daftar slot", "pgslot", "pg slot",
    "superslot", "slotxo", "ufabet", "sbobet", "joker123", "betflik", "lsm99", "online casino", "casino bonus",
    "free spins", "best casino", "online slots", "play baccarat", "live casino", "sports betting site", "老虎机", "百家乐",
    "在线赌场", "网上赌场", "博彩网站", "真人娱乐城", "娱乐城", "博彩平台", "オンラインカジノ",
)  # fmt: skip
_SELLING_DRUGS = (
    "buy viagra", "cheap viagra", "generic viagra", "viagra online", "buy cialis", "cheap cialis", "generic cialis",
    "cialis online", "buy levitra", "buy tramadol", "tramadol online", "buy xanax", "xanax online", "no prescription",
    "without prescription", "canadian pharmacy", "online pharmacy", "สั่งซื้อไวอากร้า", "ขายไวอากร้า", "ขายยาปลุกเซ็กส์",
    "ยาปลุกเซ็กส์ราคาถูก", "ยาปลุกเซ็กส์ เก็บเงินปลายทาง",
)  # fmt: skip
_SELLING_LOANS = (
    "เงินด่วนออนไลน์", "เงินด่วนโอนไว", "เงินด่วนได้จริง", "เงินด่วน 30 นาที", "เงินกู้นอกระบบโอนไว", "เงินกู้ออนไลน์อนุมัติไว", "อนุมัติไวไม่เช็คบูโร",
    "ไม่เช็คเครดิตบูโร", "ไม่เช็คแบล็คลิสต์", "แค่บัตรประชาชนใบเดียว", "payday loan", "payday loans", "instant loan", "loans no credit check",
    "fast cash loan",
)  # fmt: skip

# An address that sells. Parts of longer words (timeslot, ufa in "ufapark") do not count.
_SELLING_ADDRESS = re.compile(
    r"ufabet|ufa[0-9]{2,}|pg-?slot|slot-?(?:gacor|online|xo|pg|wallet|thai|auto|deposit|demo|dana|777|[0-9]{2,})|superslot"
    r"|(?:^|[^a-z])(?:situs|judi|agen|link)-?(?:slot|judi|online|bola|togel)|gacor|togel|sbobet|joker-?(?:123|388|gaming)"
    r"|betflik|lsm-?99|(?:^|[^a-z])bet-?[0-9]{2,4}(?:[^a-z0-9]|$)|baccarat|casino|lucabet|sexybaccarat|sagame|huaylike|lottovip"
    r"|bet365|1xbet|fun88|188bet|dafabet|viagra|cialis|levitra|(?:^|[^a-z])tramadol|payday-?loan|สล็อต|บาคาร่า|แทงบอล",
)

# Law, police, warning, prevention: the words of a text that speaks about such things instead of selling them.
_AGAINST = (
    "จับกุม", "จับกลุ่ม", "กวาดล้าง", "ปราบปราม", "ผิดกฎหมาย", "ดำเนินคดี", "ตำรวจ", "สภ.", "เตือนภัย", "แจ้งเตือน", "ระวัง", "หลอกลวง", "มิจฉาชีพ",
    "รณรงค์", "ต่อต้าน", "ป้องกัน", "แก้ไขปัญหา", "โทษปรับ", "จำคุก", "พ.ร.บ.การพนัน", "พระราชบัญญัติ", "ปิดกั้น", "ปิดเว็บ", "ทลาย", "ตรวจค้น", "ผู้ต้องหา",
    "งดเล่น", "โทษของ", "พิษภัย", "ภัยของ", "ภัยใกล้ตัว", "ภัยร้าย", "ลด ละ เลิก", "อบายมุข", "ยาเสพติด", "สำนักงานอาหารและยา", "อย.", "ใบอนุญาต", "กองทุน", "สหกรณ์", "ธ.ก.ส",
    "สลากกินแบ่งรัฐบาล", "ร้องเรียน", "เบาะแส", "เสพติดการพนัน", "illegal", "police", "arrest", "warning", "prevention", "addiction", "law", "ยึดตู้", "บุกจับ", "รวบ", "ลักลอบ",
    "บ่อน", "pemerintah", "polisi", "berantas",
)  # fmt: skip

KINDS = {
    "gambling": ("การพนัน", "gambling"),
    "drugs": ("ขายยา", "medicines"),
    "loans": ("เงินกู้", "loans"),
}
_PHRASES: dict[str, str] = (
    dict.fromkeys((*_SELLING_TH, *_SELLING_OTHER), "gambling")
    | dict.fromkeys(_SELLING_DRUGS, "drugs")
    | dict.fromkeys(_SELLING_LOANS, "loans")
)
_ANY_PHRASE = re.compile("|".join(map(re.escape, sorted(_PHRASES, key=len, reverse=True))))
_TOPIC = re.compile(
    "พนัน|เดิมพัน|judi|betting|poker|สล[็๊]อต|คาสิโน|บาคาร่า|หวย|แทงบอล|casino|gambl|slot|viagra|ไวอากร้า|ปลุกเซ็กส์|เงินกู้|เงินด่วน|loan"
)
_NEAR = 200  # letters: a menu that says "ป้องกันการทุจริต" speaks of something else
_ANY_AGAINST = re.compile("|".join(map(re.escape, sorted(_AGAINST, key=len, reverse=True))))


@dataclass(frozen=True, slots=True)
class Selling:
    """The selling phrases of a text, each once, in order; what kind most of them are; how many words speak against."""

    phrases: tuple[str, ...]
    kind: str
    against: int

    @property
    def score(self) -> int:
        """Phrases less words against; those weigh double, for one page may quote several phrases it warns of."""
        return len(self.phrases) - 2 * self.against


def has_stem(text: str) -> bool:
    """Whether a text in lower case may hold anything of this module at all."""
    return any(stem in text for stem in STEMS)


def find_selling(text: str) -> Selling:
    """What sells in a text (any letter case), and what near it speaks against it."""
    lower = text.lower()
    phrases = tuple(dict.fromkeys(_ANY_PHRASE.findall(lower)))
    if not phrases and len(lower) <= _LONGEST_SHORT:
        topic, offer = _TOPICS.search(lower), _OFFERS.search(lower)
        phrases = (f"{topic[0]} … {offer[0]}",) if topic and offer else ()
    kinds = [_PHRASES.get(phrase, "gambling") for phrase in phrases]
    kind = max(KINDS, key=kinds.count) if kinds else ""
    return Selling(phrases, kind, count_against(lower) if phrases else 0)


def count_against(text: str) -> int:
    """How many different words of law and warning stand near what is spoken of, in a text in lower case."""
    found: set[str] = set()
    end = 0
    for topic in sorted([*_TOPIC.finditer(text), *_ANY_PHRASE.finditer(text)], key=lambda one: one.start()):
        start, end = max(topic.start() - _NEAR, end), topic.end() + _NEAR
        found.update(_ANY_AGAINST.findall(text, max(0, start), end))
    return len(found)


def sells_by_address(address: str) -> bool:
    """Whether a host or path names what is sold; `address` in lower case, escapes undone."""
    return _SELLING_ADDRESS.search(address) is not None
