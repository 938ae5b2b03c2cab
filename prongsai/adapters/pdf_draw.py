"""Pictures of PDF pages, for OCR."""

from typing import Any

from prongsai.adapters.pdf_pdfium import LOCK

DOTS_PER_INCH = 150
_MOST_PIXELS = 12_000_000  # an A3 page at 150 dots per inch has 4.3 million


def draw_page(document: Any, index: int) -> Any:
    """Page `index` of a pypdfium2 document as a grey Pillow image at 150 dots per inch, smaller when it is very large."""
    with LOCK:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = DOTS_PER_INCH / 72
            pixels = width * height * scale * scale
            if pixels > _MOST_PIXELS:
                scale *= (_MOST_PIXELS / pixels) ** 0.5
            return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().copy()
        finally:
            page.close()


def page_shows_pictures(document: Any, index: int) -> bool:
    """Whether a page draws a picture, or shapes so many that they may be letters drawn as outlines."""
    import pypdfium2.raw as raw

    with LOCK:
        page = document[index]
        try:
            shapes = 0
            for position, found in enumerate(page.get_objects(max_depth=3)):
                if found.type == raw.FPDF_PAGEOBJ_IMAGE or position > 20_000:
                    return True
                shapes += found.type == raw.FPDF_PAGEOBJ_PATH
            return shapes > 200
        finally:
            page.close()
