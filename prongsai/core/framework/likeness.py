"""How alike a label is to the titles and spellings of topics, when letters, marks or the tail may be lost.

Both sides are reduced to a skeleton: no blanks, no marks above or below the line (the first thing that a PDF, a
scan or a phone keyboard loses), no years, no file endings. Skeletons are compared by three-letter pieces; a piece that
few topics have ("ของขวัญ") weighs more than one that most have ("รายงาน").
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from prongsai.core.framework.model import Framework
from prongsai.core.framework.topic import Topics
from prongsai.core.thai.digits import to_arabic_digits

_SAME_LETTER = str.maketrans({"ฏ": "ฎ", "ำ": "า", "ใ": "ไ", "ๅ": "า"})
_DROPPED = re.compile(r"[^a-z0-9ก-ฮะาเแโไ]")
_FILE_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|ods|jpe?g|png|zip|rar|html?|txt|csv)\s*$", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:ของ)?\s*(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)\s*[^\s()/]*"
)
_DEPARTMENT = re.compile(
    r"(?:ของ)?\s*(?:สำนักปลัด(?:เทศบาล|อบต\.?)?|กอง(?:คลัง|ช่าง|การศึกษา|สาธารณสุข|สวัสดิการสังคม|ยุทธศาสตร์และงบประมาณ"
    r"|วิชาการและแผนงาน|การเจ้าหน้าที่)[^\s()/]*|หน่วยตรวจสอบภายใน)"
)
_MONTH_NAMED = re.compile(
    "(?<=เดอน)(?:(?:มกรา|มนา|พฤษภา|กรกฎา|สงหา|ตลา|ธนวา)คม|(?:เมษา|มถนา|กนยา|พฤศจกา)ยน|กมภาพนธ"
    r"|(?:มค|กพ|เมย|พค|มย|กค|สค|กย|ตค|พย|ธค)(?=พศ|\d|$))"
)
"""A month that a label names after the word for month, in bare letters; which month it is says nothing of the item."""

_BUDGET_YEAR = re.compile(r"ปงบประมาณ")
_YEAR = re.compile(r"(?:(?<!ประจา)ป)?(?:พศ)?25\d\d|พศ\d\d(?!\d)")

_LATIN_RUN = re.compile(r"[a-z]{2,}")
_LATIN_COUNTS = 3

_YEARLY_SUFFIX = re.compile(r"(?:ประจาป)+(?:พศ)?25\d\d(?:25\d\d)?$")

_UNKNOWN_PIECE = 0.4
_LABEL_SHARE = 0.5
_OTHER_KIND = 0.7
"""A plan is no report, however alike the rest of the titles; a page may well say รายงาน before a plan's title."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a label is to one topic: `score` from 0 to 1, `exact` when a skeleton is the same."""

    topic: str
    score: float
    exact: bool
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: str
    text: str
    skeleton: str
    pieces: Mapping[str, int]
    weight: float


def skeleton_of(text: str) -> str:
    """The letters that survive bad copying: "ประจำปี พ.ศ. ๒๕๖๖.pdf" gives "ประจาป"."""
    text = _FILE_ENDING.sub("", to_arabic_digits(text))
    bare = _MONTH_NAMED.sub("", bare_letters(text))
    bare = _BUDGET_YEAR.sub("ป", bare)
    return _YEAR.sub("", bare)


def skeletons_of(text: str) -> tuple[str, ...]:
    """The skeleton, and where the label ends in "ประจำปี ๒๕๖๖" also the one without those words.

    "แผนการจัดซื้อจัดจ้างประจำปี 2566" is the plan of a year, not a title that has "ประจำปี" in it; which of the two a
    label is cannot be seen from the label, so both are compared.
    """
    whole = skeleton_of(text)
    bare = _BUDGET_YEAR.sub("ป", bare_letters(_FILE_ENDING.sub("", to_arabic_digits(text))))
    without = _YEAR.sub("", _YEARLY_SUFFIX.sub("", bare))
    return (whole, without) if without and without != whole else (whole,)


def bare_letters(text: str) -> str:
    """Lower case, without blanks, signs and marks above or below the line."""
    return _DROPPED.sub("", to_arabic_digits(text).lower().translate(_SAME_LETTER))


def without_agency(text: str) -> str:
    """The label without "ของเทศบาลตำบล...", "กองคลัง" and the like; unchanged when nothing else would be left."""
    shorter = _DEPARTMENT.sub(" ", _AGENCY.sub(" ", text))
    return shorter if len(bare_letters(shorter)) >= 3 else text


class TopicLikeness:
    """Compares labels with every phrase of every topic. Built once for a set of phrases, then asked often."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases`: pairs of topic and a title or spelling of it."""
        counted: list[tuple[str, str, str, Counter[str]]] = []
        topics_with: dict[str, set[str]] = {}
        for topic, text in dict.fromkeys(phrases):
            skeleton = skeleton_of(text)
            if not skeleton:
                continue
            pieces = _pieces(skeleton)
            counted.append((topic, text, skeleton, pieces))
            for piece in pieces:
                topics_with.setdefault(piece, set()).add(topic)
        count = len({topic for topic, *_ in counted}) or 1
        self._weights = {piece: log(1 + count / len(topics)) for piece, topics in topics_with.items()}
        self._phrases = [
            _Phrase(topic, text, skeleton, pieces, self._weigh(pieces)) for topic, text, skeleton, pieces in counted
        ]
        self._phrases_with: dict[str, list[int]] = {}
        for place, phrase in enumerate(self._phrases):
            for piece in phrase.pieces:
                self._phrases_with.setdefault(piece, []).append(place)

    def rank(self, label: str) -> list[Likeness]:
        """Topics by likeness, best first; only those with something in common."""
        best: dict[str, Likeness] = {}
        for skeleton in skeletons_of(label):
            for place, score in self._scores(skeleton).items():
                phrase = self._phrases[place]
                known = best.get(phrase.topic)
                if known is None or score > known.score:
                    best[phrase.topic] = Likeness(phrase.topic, score, phrase.skeleton == skeleton, phrase.text)
        return sorted(best.values(), key=lambda likeness: -likeness.score)

    def _scores(self, skeleton: str) -> dict[int, float]:
        """The score of every phrase that shares a piece, by the phrase's place."""
        phrases = self._phrases
        pieces = _pieces(skeleton)
        shared: dict[int, float] = {}
        for piece, times in pieces.items():
            weight = self._weights.get(piece, 0.0)
            for place in self._phrases_with.get(piece, ()):
                both = weight if times == 1 else weight * min(times, phrases[place].pieces[piece])
                shared[place] = shared.get(place, 0.0) + both
        whole = self._weigh(pieces)
        return {
            place: 1.0
            if phrases[place].skeleton == skeleton
            else (_LABEL_SHARE * common / whole + (1 - _LABEL_SHARE) * common / phrases[place].weight)
            * (_OTHER_KIND if skeleton.startswith("แผน") and phrases[place].skeleton.startswith("รายงาน") else 1.0)
            for place, common in shared.items()
        }

    def _weigh(self, pieces: Mapping[str, int]) -> float:
        return sum(times * self._weights.get(piece, _UNKNOWN_PIECE) for piece, times in pieces.items()) or 1.0


def likeness_for(framework: Framework) -> TopicLikeness:
    """The comparison with this year's titles and all spellings the topics are known by."""
    return _likeness_for(framework, framework.topics)


@lru_cache(maxsize=16)
def _likeness_for(framework: Framework, topics: Topics) -> TopicLikeness:
    phrases = [(topic.code, phrase) for topic in topics.topics for phrase in topic.phrases]
    for item in framework.items:
        phrases.extend((item.topic, title) for title in (item.title_th, *item.other_titles_th))
    return TopicLikeness(phrases)


@lru_cache(maxsize=16)
def heading_likeness(topics: Topics) -> TopicLikeness:
    """The comparison with headings; a heading's place in `topics.headings` stands as its topic."""
    pairs = [(str(place), name) for place, heading in enumerate(topics.headings) for name in heading.names]
    pairs.extend(("not_items", name) for name in topics.not_items)
    return TopicLikeness(pairs)


def _pieces(skeleton: str) -> Counter[str]:
    """Three-letter pieces; a run of Latin letters ("qa", "nogiftpolicy") counts as a piece of its own besides."""
    if not skeleton:
        return Counter()
    padded = f"^{skeleton}$"
    pieces = Counter(padded[at : at + 3] for at in range(len(padded) - 2))
    for run in _LATIN_RUN.findall(skeleton):
        pieces[f"<{run}>"] = _LATIN_COUNTS
    return pieces
