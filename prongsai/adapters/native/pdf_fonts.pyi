from typing import Any

from prongsai.adapters.native.pdf_structure import PdfStructure

class Font:
    is_wide: bool
    space_width: int
    def __init__(self, pdf: PdfStructure, entries: dict[str, Any]) -> None: ...
