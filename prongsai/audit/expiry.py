"""Which kept visits may go: the agency sets for how long, and some always stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class KeptVisit:
    """What the rule may know of one kept visit. `at` is aware; `is_answered` False when the fetch failed."""

    name: str
    url: str
    at: datetime
    is_answered: bool = True
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """An assessment window, both ends aware moments: what was public in it is what was scored."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class ExpiryRule:
    """The agency's rule. Visits younger than `keep_days` stay, and so do those `in_certificates` by name.

    Of each address these always stay: the newest visit, the newest that was answered, and the answered visit in force
    when each window opened and when it closed. What a kept visit refers to stays with it.
    """

    keep_days: int
    windows: tuple[Window, ...] = ()
    in_certificates: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.keep_days < 0:
            raise ValueError(f"keep_days is {self.keep_days}, must be 0 or more")


def choose_expired(visits: Iterable[KeptVisit], rule: ExpiryRule, *, now: datetime) -> frozenset[str]:
    """Names of the visits that may go at the aware moment `now`."""
    known = list(visits)
    kept = {visit.name for visit in known if visit.at > now - timedelta(days=rule.keep_days)} | rule.in_certificates
    by_url: dict[str, list[KeptVisit]] = {}
    for visit in known:
        by_url.setdefault(visit.url, []).append(visit)
    for of_url in by_url.values():
        of_url.sort(key=lambda visit: (visit.at, visit.name))
        answered = [visit for visit in of_url if visit.is_answered]
        kept.add(of_url[-1].name)
        kept.update(visit.name for visit in answered[-1:])
        for window in rule.windows:
            for moment in (window.opens_at, window.closes_at):
                in_force = [visit for visit in answered if visit.at <= moment]
                kept.update(visit.name for visit in in_force[-1:])
    kept |= {visit.refers_to for visit in known if visit.refers_to and visit.name in kept}
    return frozenset(visit.name for visit in known if visit.name not in kept)


def describe_rule(rule: ExpiryRule) -> tuple[str, str]:
    """The rule as one sentence, Thai and English: it stands in the chain beside what it let go."""
    return (
        f"เก็บหลักฐานไว้ {rule.keep_days} วัน หลักฐานล่าสุดของแต่ละที่อยู่ หลักฐานช่วงการประเมิน {len(rule.windows)} ช่วง และหลักฐานที่ออกใบรับรองแล้วไม่ลบ",
        f"Snapshots stay {rule.keep_days} days; the newest of each address, those in force in {len(rule.windows)} assessment windows and those named in certificates stay.",
    )
