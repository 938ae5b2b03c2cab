from dataclasses import dataclass, replace

import pytest

from prongsai.core.frozen import frozen


@frozen
class Quick:
    """As the slow one."""

    name: str
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Slow:
    """What a frozen dataclass is."""

    name: str
    places: tuple[int, ...] = ()


class TestFrozen:
    def test_is_a_value_like_a_frozen_dataclass(self):
        one, same, other = Quick("a", (1,)), Quick("a", places=(1,)), replace(Quick("a"), name="b")

        assert (one == same, one == other, len({one, same, other})) == (True, False, 2)
        assert hash(one) == hash(Slow("a", (1,)))
        assert repr(one) == repr(Slow("a", (1,))).replace("Slow", "Quick")

    def test_has_no_room_for_more(self):
        with pytest.raises(AttributeError):
            Quick("a").more = 1
