from types import ModuleType

from prongsai.audit.judge.year_evidence import YearsSeen

class Reader:
    def __init__(self, plain: ModuleType) -> None: ...
    def read(self, text: bytes, zone: str, found: YearsSeen) -> None: ...
