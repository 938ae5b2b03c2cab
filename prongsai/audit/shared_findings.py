"""What hosts share among their visits, kept by the host that was asked: a redirect's target is asked once for all."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from prongsai.audit.steps import Shared


@dataclass(slots=True)
class SharedFinding:
    """One thing found for a host, or being found; `waiting` are those who need it. `default` is given if that fails."""

    default: Any
    is_found: bool = False
    value: Any = None
    waiting: list[Any] = field(default_factory=list)


class SharedFindings:
    """Findings stay while a host in hand uses them, then as long as fewer than `most_unused` hosts' lie unused."""

    def __init__(self, most_unused: int = 512) -> None:
        self._most_unused = most_unused
        self._found: dict[str, dict[str, SharedFinding]] = {}
        self._users: dict[str, set[str]] = {}
        self._used_by: dict[str, set[str]] = {}
        self._unused: OrderedDict[str, None] = OrderedDict()

    @property
    def hosts(self) -> set[str]:
        """The hosts of which something is kept."""
        return set(self._found)

    def get(self, step: Shared, user: str) -> tuple[SharedFinding, bool]:
        """The finding a visit of the host `user` needs, and whether it is new: then who asks has to find it."""
        self._users.setdefault(step.host, set()).add(user)
        self._used_by.setdefault(user, set()).add(step.host)
        self._unused.pop(step.host, None)
        of_host = self._found.setdefault(step.host, {})
        known = of_host.get(step.name)
        if known is not None:
            return known, False
        of_host[step.name] = finding = SharedFinding(step.default)
        return finding, True

    def leave(self, user: str) -> None:
        """The host `user` has no visits left."""
        for host in self._used_by.pop(user, ()):
            users = self._users[host]
            users.discard(user)
            if not users:
                del self._users[host]
                self._unused[host] = None
        while len(self._unused) > self._most_unused:
            host, _ = self._unused.popitem(last=False)
            del self._found[host]
