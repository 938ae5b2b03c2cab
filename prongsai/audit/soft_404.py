"""Whether a page that answers 200 is one: told by how the site behaves, phrases only as support.

Behaviour: the site is asked once for an address that cannot exist (the probe) and once for its front page. A page
that has no text or file of its own beside them is not there. Words such as "not found" alone prove nothing (a page may
truly say "no complaints found"); they only lead to one more question, a sibling of the address that cannot exist.
"""

import re
from dataclasses import field

from prongsai.audit.address_parts import split_url
from prongsai.audit.fingerprint import Fingerprint
from prongsai.audit.front import says_nothing
from prongsai.audit.said import find_phrase
from prongsai.core.frozen import frozen

OWN_LETTERS_LEAST = 30
"""Fewer letters than this, in lines that neither probe nor front page has, are no content of one's own."""

FIGURES_BY_CHANCE = 2
"""Lines with numbers that a page may show each time by chance, where news change: dates and years of their titles."""

FEW_LETTERS = 600
"""A page that says less than this in all is a notice, one that says more has something to tell."""

OWN_LETTERS_WITH_PHRASE = 160
"""With a phrase that says "not found" a page needs this much to count as having content beside it."""

_OBJECTS = re.compile(
    rb"""<(?:img|iframe|embed|object|video|source|frame)\b[^>]*?\b(?:data-)?(?:src|data)\s*=\s*["']?([^"'\s>]+)""",
    re.IGNORECASE,
)

_SAYS_MISSING = re.compile(
    rb"(?:^|[/_.-])(?:(?:error|err|http|page|img|image|icon|bg)?[_-]?404[_-]?(?:error|page|not[_-]?found|[a-z]{0,8})?\.(?:png|gif|svg|webp)"
    rb"|(?:error[_-]?404|404[_-](?:error|page|not[_-]?found))\w{0,8}\.jpe?g|(?:page|file)?[_-]?not[_-]?found\w{0,8}\.(?:png|gif|svg|webp|jpe?g))$",
    re.IGNORECASE,
)
"""A picture that says "404" in place of words; a photograph or scan may be the 404th."""

_DRAWERS = re.compile(
    rb"""<(script|form|canvas|video|audio|textarea|select)\b(?:[^>]*?\bsrc\s*=\s*["']?([^"'\s>?]+))?""", re.IGNORECASE
)
_IS_CONTENT = frozenset(
    hash((kind, place)) for kind in (b"textarea", b"canvas", b"video", b"audio") for place in range(4)
)
"""Of what draws: a form to write in or a film is content without a word beside it; a script may be the site's counter."""
_FILES = re.compile(
    rb"""["'=]\s*([^"'=()\s<>]{1,300}\.(?:pdf|docx?|xlsx?|pptx?|zip|rar))(?:[#?][^"'()\s<>]*)?["'\s>]""", re.IGNORECASE
)
"""Documents named anywhere in a page: scripts that turn the leaves of a book or show a PDF are told so."""


@frozen
class PageFacts:
    """A page reduced to what the comparison needs: its fingerprint, the targets of its links, the things it embeds.

    `passwords` counts fields for a password, in the site's frame or in its own content; `drawn` is what may draw more than the text tells (scripts,
    forms and the like, see `drawers`); `way_in` is where a page
    that is only an entrance leads.
    """

    url: str
    status: int | None
    prints: Fingerprint
    targets: frozenset[int]
    objects: frozenset[int]
    body: int = 0  # hash of the body, for this run only
    passwords: int = 0
    drawn: frozenset[int] = frozenset()
    way_in: str = ""


@frozen
class HostFacts:
    """What a host answers to an address that cannot exist, and its front page; None where that could not be had.

    `noise` is how many letters the front page differs by from itself when asked for twice: news and banners that
    change by turns; `turning` is the same for the numbers shown, `do_pictures_turn` for what is embedded. Both are asked for only where they matter.
    `probe_noise` is the noise of answers to what cannot exist. `is_of_a_shape` says that the probe is a record that cannot exist, not a path: a program may have ignored the part
    of the address that was changed.
    """

    probe: PageFacts | None
    home: PageFacts | None
    noise: int = 0
    turning: int = 0
    probe_noise: int = 0
    is_of_a_shape: bool = False
    do_pictures_turn: bool = False

    @property
    def others(self) -> list[PageFacts]:
        """Those of the two that have text."""
        return [facts for facts in (self.probe, self.home) if facts is not None and facts.prints.letters]

    @property
    def probe_opens(self) -> bool:
        """The host answers 200 to what cannot exist."""
        return self.probe is not None and self.probe.status is not None and 200 <= self.probe.status < 300


@frozen
class OwnContent:
    """Letters that a page has beside the others: `written` for it, and in `links`; the same beside the probe only.

    `has_title`: its title names more than the site. `noise` and `turning` are the site's (see HostFacts). `text` is its own
    lines, empty where there are so many that nobody asks; `figures` counts lines with numbers that none of the others shows.
    `is_steady`: all this is of what the page shows at each visit; `changed` letters of its own were not,
    and `frame_noise` change on the site's other pages (`noise` is what the page's own are to be forgiven for that).
    """

    written: int
    links: int
    written_beside_probe: int
    links_beside_probe: int
    has_title: bool = True
    noise: int = 0
    text: str = ""
    figures: int = 0
    turning: int = 0
    is_steady: bool = False
    changed: int = 0
    frame_noise: int = 0

    @property
    def has_figures(self) -> bool:
        """More numbers of its own than change by turns: a table of them is content, though its words are a form's, and so is
        the same report of another year."""
        return self.figures > 2 * self.turning

    @property
    def is_links_alone(self) -> bool:
        """Nothing is written for it beside links to other pages: they may be drawn by turns."""
        return self.written < OWN_LETTERS_LEAST <= self.links

    @property
    def all_changes(self) -> bool:
        """All that it shows beside the site's frame, and more than changes there, is other at each visit."""
        return self.is_steady and self.is_nothing and self.changed >= 2 * OWN_LETTERS_LEAST + self.frame_noise * 3 // 2

    @property
    def by_chance(self) -> int:
        """Letters of links that may be there each time by chance, where more than the site's frame changes."""
        is_turning = self.is_steady and self.changed >= 2 * OWN_LETTERS_LEAST + self.frame_noise * 3 // 2
        return min(self.changed // 4, 3 * OWN_LETTERS_LEAST) if is_turning else 0

    @property
    def is_nothing(self) -> bool:
        """Nothing is written for it, and there are no more links than change by turns."""
        return (
            self.written < OWN_LETTERS_LEAST and self.links < OWN_LETTERS_LEAST + 3 * self.noise // 2 + self.by_chance
        )

    @property
    def is_nothing_beside_probe(self) -> bool:
        """The same, beside the answer to what cannot exist."""
        room = OWN_LETTERS_LEAST + 3 * self.noise // 2
        return self.written_beside_probe < OWN_LETTERS_LEAST and self.links_beside_probe < room


@frozen
class Likeness:
    """What the comparison says: a reason code of words.REASONS, or "" for a page of its own."""

    reason: str
    phrase: str = ""


def embedded(content: bytes, url: str = "") -> frozenset[int]:
    """Hashes of the addresses of pictures, frames, documents and other things a page embeds, its own address aside."""
    found = _OBJECTS.findall(content[:2_000_000])
    if b".pdf" in content or b".doc" in content or b".xls" in content or b".ppt" in content:
        found += _FILES.findall(content[:2_000_000])
    own = split_url(url).path.rpartition("/")[2].encode()
    return frozenset(
        hash(one)
        for one in found
        if (len(own) < 5 or own not in one) and not _SAYS_MISSING.search(one.partition(b"?")[0])
    )


def drawers(content: bytes) -> frozenset[int]:
    """Hashes of what draws or asks on a page: addresses of scripts, and the first, second ... of its forms, own scripts and so on."""
    counts: dict[bytes, int] = {}
    for name, source in _DRAWERS.findall(content[:2_000_000]):
        kind = source or name.lower()
        counts[kind] = counts.get(kind, 0) + 1
    return frozenset(
        hash((kind, 0 if b"." in kind else place)) for kind, many in counts.items() for place in range(many)
    )


def compare(page: PageFacts, host: HostFacts, *, own: OwnContent, title: str, text: str) -> Likeness:
    """Judge a page that answered 200 by what the host answers to the probe and as its front page.

    `text` is all it shows; where the host shows the same for anything, the words are looked for there.
    """
    others, room = host.others, max(own.noise, own.frame_noise)
    if not page.prints.letters and not page.objects:
        return Likeness("empty")
    if host.probe_opens and host.probe is not None and not page.objects - host.probe.objects:
        same_title = page.prints.title == host.probe.prints.title
        is_alike = own.is_nothing_beside_probe and not own.has_figures and _shows_most_of(page, host.probe, room)
        if is_alike and (same_title or not own.written_beside_probe):
            return _like_probe(page, host, host.probe, title, text)
    has_own_objects = bool(_own(page.objects, [facts.objects for facts in others])) or bool(
        _own(page.targets, [facts.targets for facts in others])
    )
    phrase = find_phrase(title, own.text) if own.written < OWN_LETTERS_WITH_PHRASE else ""
    if host.home is not None and host.home.prints.letters and not has_own_objects:
        few = own.written < OWN_LETTERS_LEAST + 3 * own.noise // 2
        lacks = host.home.prints.own_letters(page.prints)
        if few and not own.has_figures and 5 * lacks <= 2 * host.home.prints.letters and same(page, host.home, room):
            return Likeness("shows_home")
        if own.is_nothing and not phrase and not own.has_figures:
            drawn = _own(page.drawn, [facts.drawn for facts in others])
            is_heading_alone = bool(own.text) and not own.written and not drawn
            if own.all_changes and not drawn & _IS_CONTENT:
                return Likeness("only_turning")
            if (not own.has_title and not drawn & _IS_CONTENT) or is_heading_alone:
                return Likeness("only_frame")
    if phrase and not has_own_objects and others:
        return Likeness("says_not_found", phrase)
    return Likeness("")


def _shows_most_of(page: PageFacts, other: PageFacts, noise: int) -> bool:
    """Whether the page has nearly all that the other has: one that has not is a short page of its own, each line of which
    happens to stand on a long one too."""
    lacks = other.prints.own_letters(page.prints)
    return lacks < max(3 * OWN_LETTERS_LEAST, other.prints.letters // 4) + 3 * noise // 2


def _like_probe(page: PageFacts, host: HostFacts, probe: PageFacts, title: str, text: str) -> Likeness:
    """The page is as the probe. That may be the front page, and it may be a page that a program shows for anything."""
    if (
        host.home is not None
        and host.home.prints.letters
        and same(probe, host.home, 4 * max(host.noise, host.probe_noise) // 3)
    ):
        phrase = find_phrase(title, text) if page.prints.letters < FEW_LETTERS else ""
        return Likeness("says_not_found", phrase) if phrase else Likeness("like_home_as_probe")
    if host.is_of_a_shape and host.home is not None:
        beside_home = probe.prints.own_letters(host.home.prints)
        if beside_home > FEW_LETTERS and not find_phrase(title, ""):
            return Likeness("")  # the same record: what was changed in the address is of no account to the program
    return Likeness("like_probe")


@frozen
class Missing:
    """Answers of a site to addresses that cannot exist, and its front page: what they all share is how it says so.

    Two where they agree; `more` where they do not, or what two share by chance would be taken for the sentence.
    """

    one: PageFacts
    other: PageFacts
    home: PageFacts | None
    more: tuple[PageFacts, ...] = ()
    noise: int = field(init=False)
    """Letters by which they differ: news and banners that change by turns. Worked out once, and asked for each page."""

    def __post_init__(self) -> None:
        answers = self.answers
        noise = max(one.prints.own_letters(other.prints) for one in answers for other in answers)
        object.__setattr__(self, "noise", noise)

    @property
    def answers(self) -> tuple[PageFacts, ...]:
        """All of them, the front page aside."""
        return (self.one, self.other, *self.more)

    @property
    def turning(self) -> int:
        """Numbers by which the two differ: counters and clocks."""
        one, other = self.one.prints, self.other.prints
        return max(one.own_figures(other), other.own_figures(one))

    @property
    def do_pictures_turn(self) -> bool:
        """They embed other things at each visit."""
        return len({one.objects for one in self.answers}) > 1

    @property
    def shared(self) -> dict[int, int]:
        """Lines that all of them have."""
        common = self.one.prints.lines.keys() & self.other.prints.lines.keys()
        for one in self.more:
            common &= one.prints.lines.keys()
        return {line: self.one.prints.lines[line] for line in common}

    @property
    def shared_beside_home(self) -> dict[int, int]:
        """Those of them that the front page has not: the sentence, and what they share by chance."""
        home = self.home.prints.lines if self.home is not None else {}
        return {line: size for line, size in self.shared.items() if line not in home}

    @property
    def is_unsure(self) -> bool:
        """What they share beside the front page may be there by chance: more than one line, or one beside all of that page."""
        return len(self.shared_beside_home) > 1 or (bool(self.shared_beside_home) and self._shows_home())

    @property
    def is_home(self) -> bool:
        """The site answers with its front page: all of that stands on what the answers share."""
        seen = sum(
            size for line, size in self.shared.items() if self.home is not None and line in self.home.prints.lines
        )
        return self._shows_home() and sum(self.shared_beside_home.values()) < max(SENTENCE_LEAST, seen // 20)

    def _shows_home(self) -> bool:
        home = self.home.prints.lines if self.home is not None else {}
        seen = sum(size for line, size in self.shared.items() if line in home)
        letters = sum(home.values())
        return bool(home) and seen >= max(letters - OWN_LETTERS_LEAST - 3 * self.noise // 2, letters // 2)

    def is_said_by(self, page: PageFacts, *, is_steady: bool = False) -> bool:
        """Whether the page says all that both say and has no more beside them than changes by turns; a steady page's
        own lines do not change.

        Only asked where something changes by turns. A page of its own lacks the sentence that both show, or, where a
        site answers with its front page or an empty frame, the front page's text.
        """
        shared, its_own = self.shared, self.shared_beside_home
        has_sentence = sum(its_own.values()) >= SENTENCE_LEAST and not self.is_home
        wanted = its_own if has_sentence else shared
        seen = sum(size for line, size in wanted.items() if line in page.prints.lines)
        if not wanted or seen < sum(wanted.values()) - SENTENCE_LEAST:
            return False
        room = 2 * self.noise if has_sentence else max(map(self._beside_others, self.answers))
        room = 0 if is_steady else room
        own = self._beside_others(page)
        if own > OWN_LETTERS_LEAST + room or (is_steady and self._figures_beside(page) > FIGURES_BY_CHANCE):
            return False
        pictures = page.objects.difference(*(facts.objects for facts in (self.one, self.other, self.home) if facts))
        turning = max(
            not is_steady, len(self.one.objects - self.other.objects), len(self.other.objects - self.one.objects)
        )
        return len(pictures) <= turning

    def _figures_beside(self, page: PageFacts) -> int:
        """Lines with numbers that none of the answers and not the front page has."""
        return page.prints.own_figures(*(one.prints for one in (*self.answers, self.home) if one is not None))

    def _beside_others(self, page: PageFacts) -> int:
        """Letters of a page that none of the answers, itself aside, and not the front page has."""
        others = [one for one in (*self.answers, self.home) if one is not None and one is not page]
        return page.prints.own_letters(*(facts.prints for facts in others))


_HAS_NUMBER = re.compile(r"\d")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
SENTENCE_LEAST = 10
"""Letters that two answers share beside the front page: fewer are no sentence."""


def like_sibling(page: PageFacts, sibling: PageFacts, noise: int = 0, turning: int = 0) -> bool:
    """Whether a sibling address that cannot exist shows the same as the page: then the page is not there either."""
    if sibling.status is None or not 200 <= sibling.status < 300:
        return False
    if page.prints.own_figures(sibling.prints) > 2 * turning:
        return False
    own = page.prints.own_letters(sibling.prints)
    return own < OWN_LETTERS_LEAST + 3 * noise // 2 and not (page.objects - sibling.objects)


def sibling_address(url: str, token: str) -> str:
    """An address beside this one that cannot exist: the number or word that names the record changed to a token.

    Programs ignore much of an address (the words behind a number, the entry of the menu), so what names the record is
    looked for: a parameter called an id, else the last with a number; in a path the first number of its last part.
    What mail and social networks hang on an address names nothing: with that alone changed the same page would answer.
    """
    parts = split_url(url)
    pairs = [pair for pair in parts.query.split("&") if pair and not says_nothing(pair)]
    if pairs:
        place = _naming_pair(pairs)
        key, separator, value = pairs[place].partition("=")
        pairs[place] = f"{key}={_changed(value, token)}" if separator else _changed(key, token)
        return parts._replace(query="&".join(pairs), fragment="").geturl()
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    if not _HAS_NUMBER.search(last) and (number := _LAST_NUMBER.search(folder)):
        changed = folder[: number.start()] + _changed(number[0], token) + folder[number.end() :]
        return parts._replace(path=f"{changed}/{last}", query="", fragment="").geturl()
    stem, dot, ending = last.rpartition(".")
    changed = f"{_changed(stem, token)}.{ending}" if dot and stem else _changed(last, token)
    return parts._replace(path=f"{folder}/{changed}", query="", fragment="").geturl()


_RECORD_KEY = re.compile(
    r"id|no|num|nid|aid|pid|tid|bid|fid|did|uid|doc|file|f|n|p|key|code|slug|article|post|topic|record|(?:news|content|page|doc|file|data|detail|item|blog|post|article|document|download|info|show|view)_?-?(?:id|no|num|code)",
    re.IGNORECASE,
)
_MENU_KEY = re.compile(
    r"itemid|cat\w*|cid|menu\w*|mid|lang\w*|limit\w*|start|page|group\w*|type\w*|sort\w*|order\w*|tmpl|layout|format|option|view|task",
    re.IGNORECASE,
)


def _naming_pair(pairs: list[str]) -> int:
    """The place of the parameter that names the record: by its name, else the last that is not the menu's."""
    keys = [pair.partition("=")[0] for pair in pairs]
    values = [pair.partition("=")[2] for pair in pairs]
    named = [place for place, key in enumerate(keys) if _RECORD_KEY.fullmatch(key) and values[place]]
    rest = [place for place, key in enumerate(keys) if not _MENU_KEY.fullmatch(key)]
    for places in (named, rest[::-1]):
        for place in places:
            if _HAS_NUMBER.search(values[place]):
                return place
    return (named or rest[::-1] or [len(pairs) - 1])[0]


def _changed(value: str, token: str) -> str:
    digits = "9" + "".join(str(int(sign, 16) % 10) for sign in token)[:9]
    number = _HAS_NUMBER.search(value)
    if number is None:
        return f"{value[:20]}-{token}"
    return _FIRST_NUMBER.sub(digits, value[:60], count=1)


_FIRST_NUMBER = re.compile(r"\d+")


def same(one: PageFacts, other: PageFacts, noise: int) -> bool:
    """Neither has text that the other lacks, beyond what changes by turns."""
    room = OWN_LETTERS_LEAST + 3 * noise // 2
    return one.prints.own_letters(other.prints) < room and other.prints.own_letters(one.prints) < room


def _own(mine: frozenset[int], others: list[frozenset[int]]) -> frozenset[int]:
    for other in others:
        mine = mine - other
    return mine
