from typing import Any

from prongsai.adapters.native.pdf_structure import PdfStructure

class PageRuns:
    def __init__(self, pdf: PdfStructure, known_fonts: dict[int, Any]) -> None: ...
