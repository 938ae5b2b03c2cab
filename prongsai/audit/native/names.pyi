from collections.abc import Mapping
from types import ModuleType

from prongsai.audit.judge.letters import Letters
from prongsai.audit.judge.matcher import Matcher
from prongsai.audit.word_finder import Place

class Namer:
    def __init__(self, matcher: Matcher, plain: ModuleType) -> None: ...
    def read(
        self, letters: Letters, found: list[Place], linked: Mapping[int, int]
    ) -> tuple[dict[str, dict[int, float]], set[str], bool, int, dict[str, float]]: ...
