"""Who is visited one at a time, and when: pace groups, the spread of a cycle over its window, the next try of a link.

No clock and no chance: what looks random is a hash of names, so two machines compute the same moments.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from prongsai.audit.verdict import UNKNOWN_VERDICTS, Verdict
from prongsai.core.link import host_lists
from prongsai.core.link.host_name import without_www

BATCH_LINKS = 100
"""Links of one batch at most: what a worker that dies can leave behind, and 100 seconds at the usual pace."""

_FAMILIES: dict[str, str] = {
    entry: family
    for family, entries in {
        "google": "google.com google.co.th googleusercontent.com googleapis.com googledrive.com gstatic.com forms.gle g.page "
        "goo.gle goo.gl withgoogle.com plus.google.com maps.app.goo.gl photos.app.goo.gl forms.app.goo.gl",
        "facebook": "facebook.com fb.com fb.me fb.watch m.me messenger.com",
        "line": "line.me lin.ee line.naver.jp",
        "youtube": "youtube.com youtu.be youtube-nocookie.com",
        "x": "twitter.com x.com t.co",
        "microsoft": "onedrive.live.com live.com 1drv.ms sharepoint.com office.com forms.office.com officeapps.live.com "
        "sway.office.com outlook.com microsoftonline.com",
        "dropbox": "dropbox.com dropboxusercontent.com db.tt",
        "mega": "mega.nz mega.co.nz",
        "thaischool": "thaischool.in.th thaischool1.in.th thaischoolonline.com",
    }.items()
    for entry in entries.split()
}
_SHARED = host_lists.THIRD_PARTY | host_lists.SOCIAL_MEDIA | host_lists.URL_SHORTENERS | frozenset(_FAMILIES)

_PLAIN_HOST = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?=[:/?#]|$)(?![^/?#]*@)")
"""A host written plainly; anything else is left to urllib, which takes 20 times as long."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pace:
    """How politely a cycle is visited and what it does when a visit gives nothing.

    `gap_s` lies between two visits of one group. A worker's hold on a group runs out `lease_s` after its last sign
    of life. A link whose verdict is unknown is tried `tries` times in a cycle, the first time again after
    `retry_s`, then each time `retry_factor` later. A group that gives no answer `away_after` times in a row is left
    alone for as long; after `away_tries` such rests the cycle gives it up.
    """

    gap_s: float = 1.0
    batch_links: int = BATCH_LINKS
    lease_s: float = 60.0
    tries: int = 3
    retry_s: float = 120.0
    retry_factor: float = 5.0
    retry_cap_s: float = 3600.0
    away_after: int = 3
    away_tries: int = 5
    crashes: int = 3


@lru_cache(maxsize=512)
def host_of(url: str) -> str:
    """The host of an address, lower case, without port and a closing dot; "" where there is none."""
    plain = _PLAIN_HOST.match(url)
    if plain:
        return plain[1]
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def pace_group(host: str) -> str:
    """The group a host is paced with, by its name alone: `platform:google`, else the host without its www.

    All hosts of a drive, a social network or a vendor's platform are one group, whoever the page belongs to.
    """
    for end in _endings(host):
        if end in _FAMILIES:
            return f"platform:{_FAMILIES[end]}"
        if end in _SHARED:
            return f"platform:{end}"
    return without_www(host) or "no-host"


def group_hosts(hosts: Iterable[str], addresses: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The pace group of each host; hosts that answer at a common IP address share one, named by the smallest of them.

    `addresses` gives the IP addresses of the hosts for which they are known. Platforms keep their own group: their
    names already say that they are one, and their addresses change by the minute.
    """
    groups = {host: pace_group(host) for host in hosts}
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while (up := leader.get(name, name)) != name:
            leader[name] = leader.get(up, up)
            name = leader[name]
        return name

    seen_at: dict[str, str] = {}
    for host in sorted(groups):
        group = groups[host]
        if group.startswith("platform:"):
            continue
        for address in (addresses or {}).get(host, ()):
            first = find(seen_at.setdefault(address, group))
            mine = find(group)
            leader[max(first, mine)] = min(first, mine)
    return {host: find(group) for host, group in groups.items()}


def cut_batches(links: Iterable[Item], size: int = BATCH_LINKS) -> Iterator[list[Item]]:
    """The links in lists of at most `size`, in order."""
    batch: list[Item] = []
    for link in links:
        batch.append(link)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def start_offset_s(group: str, links: int, window_s: float, gap_s: float) -> float:
    """Seconds after the window opens at which the first link of a group is due: 0 up to the last moment that suffices.

    By hash of the group's name, so that a night's visits spread evenly and a group keeps its hour. A group with more
    links than the window has room for starts at once.
    """
    room = window_s - links * gap_s
    return _share(f"start {group}") * room if room > 0 else 0.0


def retry_after_s(key: str, tries: int, pace: Pace) -> float:
    """Seconds until a link (or group) `key` is due again after its `tries`-th failed try, counted from 1.

    Grows by `retry_factor` up to `retry_cap_s`; then between half and one and a half of it, by hash of key and try.
    """
    wait = min(pace.retry_s * pace.retry_factor ** max(tries - 1, 0), pace.retry_cap_s)
    return wait * (0.5 + _share(f"retry {key} {tries}"))


def is_worth_retrying(verdict: Verdict, status: int | None) -> bool:
    """Whether another try in the same cycle may tell more: unknown for a passing reason.

    A plain refusal of this address (403 and the like) and a type nobody reads stay what they are.
    """
    if verdict not in UNKNOWN_VERDICTS or verdict == "unsupported":
        return False
    return status is None or status in (408, 425, 429) or status >= 500


def is_away(verdict: Verdict, status: int | None) -> bool:
    """Whether the answer speaks of the whole host: none at all, or "too many requests" or "unavailable" from it."""
    return verdict in ("refused", "timed_out") and (status is None or status in (429, 503))


LinkState = Literal["waiting", "done", "dead"]


def state_after(verdict: Verdict, status: int | None, tries: int, pace: Pace) -> LinkState:
    """What a link becomes by a visit, after `tries` earlier ones that told nothing.

    `done` with what was seen, `waiting` for another try, or `dead`: given up in this cycle, the last verdict kept.
    """
    if not is_worth_retrying(verdict, status):
        return "done"
    return "waiting" if tries + 1 < pace.tries else "dead"


def _endings(host: str) -> Iterator[str]:
    """The host, then what is left of it after each dot."""
    while host:
        yield host
        host = host.partition(".")[2]


def _share(text: str) -> float:
    """A number from 0 up to but not including 1, evenly spread over texts."""
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big") / (1 << 56)
