from types import ModuleType

from prongsai.audit.judge.year_evidence import YearSeen

class Weigher:
    def __init__(self, plain: ModuleType) -> None: ...
    def weigh(self, seen: list[YearSeen]) -> tuple[dict[int, float], dict[int, YearSeen]]: ...
