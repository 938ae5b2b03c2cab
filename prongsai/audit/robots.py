"""robots.txt: what a site asks programs to leave alone (RFC 9309).

No answer decides here: a robots.txt that is missing (4xx) allows everything, `parse_robots("")`; one that could not be
had (5xx, no connection) allows nothing for now, `Robots.closed()`.
"""

import re
from dataclasses import dataclass, field

MOST_BYTES = 500_000
"""RFC 9309 2.5: at least 500 KiB must be read; the rest is left out."""

LONGEST_DELAY_S = 60.0
"""A longer Crawl-delay is read as this: with some agencies' 3600 a list of their links would take weeks."""

_MOST_RULES = 5_000
_MOST_STARS = 20
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_AGENT = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_MISSPELT = {"useragent": "user-agent", "user agent": "user-agent", "dissallow": "disallow", "disalow": "disallow"}


@dataclass(frozen=True, slots=True)
class _Rule:
    allows: bool
    pieces: tuple[str, ...]
    is_whole: bool
    length: int

    def matches(self, path: str) -> bool:
        """Whether the path begins so; "*" stands for anything, "$" at the end for the path's end. Never backtracks."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        place = len(first)
        last = others.pop() if others and self.is_whole else None
        for piece in others:
            found = path.find(piece, place)
            if found < 0:
                return False
            place = found + len(piece)
        if last is not None:
            return len(path) - len(last) >= place and path.endswith(last)
        return not self.is_whole or place == len(path)


@dataclass(frozen=True, slots=True)
class _Group:
    rules: tuple[_Rule, ...] = ()
    delay_s: float | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site. Agents are product names such as "prongsai", also out of a whole User-Agent line."""

    groups: dict[str, _Group] = field(default_factory=dict)

    def allows(self, url_path: str, user_agent: str) -> bool:
        """Whether the site lets this program open the path (with its query): the longest rule decides, a tie allows.

        /robots.txt itself is always allowed.
        """
        path = _tidy(url_path if url_path.startswith("/") else "/" + url_path)
        if path == "/robots.txt":
            return True
        best: _Rule | None = None
        for rule in self._group(user_agent).rules:
            is_better = best is None or (rule.length, rule.allows) > (best.length, best.allows)
            if is_better and rule.matches(path):
                best = rule
        return best is None or best.allows

    def crawl_delay_s(self, user_agent: str) -> float | None:
        """Seconds between two requests that the site asks for, at most LONGEST_DELAY_S; None when it does not say."""
        return self._group(user_agent).delay_s

    @classmethod
    def closed(cls) -> "Robots":
        """What to go by while a robots.txt cannot be had: nothing is allowed (RFC 9309 2.3.1.4)."""
        return parse_robots("User-agent: *\nDisallow: /")

    def _group(self, user_agent: str) -> _Group:
        agent = _agent_of(user_agent)
        return self.groups.get(agent) or self.groups.get("*") or _Group()


def parse_robots(text: str) -> Robots:
    """The rules in a robots.txt. Never raises: lines that are no rule, an HTML page for example, are passed over.

    Groups that name the same agent are one. Misspellings that search engines forgive are forgiven.
    """
    rules: dict[str, list[_Rule]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    count = 0
    for line in text[:MOST_BYTES].removeprefix("\ufeff").splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        name, value = match[1].lower(), match[2].strip()
        name = _MISSPELT.get(name, name)
        if name == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agent = "*" if value.startswith("*") else _agent_of(value)
            if agent:
                agents.append(agent)
                rules.setdefault(agent, [])
        elif name in {"allow", "disallow"}:
            in_rules = True
            rule = _rule(value, allows=name == "allow")
            if rule and agents and count < _MOST_RULES:
                count += 1
                for agent in agents:
                    rules[agent].append(rule)
        elif name == "crawl-delay":
            in_rules = True
            delay = _delay(value)
            if delay is not None:
                delays.update((agent, max(delay, delays.get(agent, 0.0))) for agent in agents)
    return Robots({agent: _Group(tuple(found), delays.get(agent)) for agent, found in rules.items()})


def _agent_of(text: str) -> str:
    """The product name at the start of a User-Agent line, lower case: "prongsai" of "Prongsai/1.0 (+https://…)"."""
    match = _AGENT.match(text.strip())
    return match[0].lower() if match else ""


def _rule(value: str, *, allows: bool) -> _Rule | None:
    """None for an empty pattern (which forbids nothing) and for one made to be slow."""
    if not value:
        return None
    is_whole = value.endswith("$")
    pattern = _tidy(value.removesuffix("$"))
    if not pattern.startswith(("/", "*")):
        pattern = "/" + pattern
    pieces = tuple(re.sub(r"\*+", "*", pattern).split("*"))
    if len(pieces) > _MOST_STARS:
        return None
    return _Rule(allows, pieces, is_whole, len(pattern) + is_whole)


def _delay(value: str) -> float | None:
    match = re.match(r"\d{1,9}(?:\.\d{1,6})?", value)
    return min(float(match[0]), LONGEST_DELAY_S) if match else None


def _tidy(path: str) -> str:
    """One spelling for comparing: Thai as %XX of UTF-8, letters that need no escape without one, hex digits in capitals."""
    if not path.isascii():
        path = "".join(
            letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
            for letter in path
        )
    return _ESCAPE.sub(_tidy_escape, path) if "%" in path else path


def _tidy_escape(match: re.Match[str]) -> str:
    letter = chr(int(match[0][1:], 16))
    return letter if letter in _UNRESERVED else match[0].upper()
