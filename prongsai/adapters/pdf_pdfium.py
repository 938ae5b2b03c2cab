"""Words, ruling lines and links of PDF pages through PDFium.

PDFium is not safe for threads: every call is made under LOCK.
"""

import ctypes
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prongsai.adapters.pdf_letters import Letter, words_of_letters
from prongsai.intake.pdf_port import Box, PdfLink, UnusablePdf, Word

LOCK = threading.RLock()
_MAX_LETTERS = 200_000  # of one page; a page of a report has 3,000
_MAX_OBJECTS = 100_000
_THIN = 3.0  # points: a filled rectangle this thin is drawn to be a line
_PASSWORD = 4


def open_document(content: bytes, *, max_pages: int) -> Any:
    """A pypdfium2 document; raises UnusablePdf when locked, broken or too long."""
    import pypdfium2
    import pypdfium2.raw as raw

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            locked = raw.FPDF_GetLastError() == _PASSWORD or "assword" in str(error)
            raise UnusablePdf("encrypted" if locked else "damaged") from error
        pages = len(document)
        if pages == 0 or pages > max_pages:
            document.close()
            raise UnusablePdf("damaged" if pages == 0 else "too_many_pages", pages)
        return document


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a page's content lie on the page as it is shown."""

    left: float
    bottom: float
    width: float  # before turning
    height: float
    turned: int  # degrees clockwise: 0, 90, 180, 270

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the content, from the top left of the shown page."""
        x, y = x - self.left, y - self.bottom
        if self.turned == 90:
            return y, x
        if self.turned == 180:
            return self.width - x, y
        if self.turned == 270:
            return self.height - y, self.width - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box by two opposite corners."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as shown."""
        return (self.height, self.width) if self.turned in {90, 270} else (self.width, self.height)


def read_frame(page: Any) -> Frame:
    """The frame of a page."""
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right - left, top - bottom, page.get_rotation() % 360)


def read_words(page: Any, frame: Frame, rules: tuple[Box, ...]) -> tuple[Word, ...]:
    """The words of a page in PDFium's order."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        count = min(raw.FPDFText_CountChars(handle), _MAX_LETTERS)
        if count <= 0:
            return ()
        return words_of_letters(list(_letters(raw, handle, count, frame)), rules)
    finally:
        text_page.close()


def _letters(raw: Any, handle: Any, count: int, frame: Frame) -> Iterator[Letter]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    clips: dict[int, Box | None] = {}
    upright, over = frame.turned == 0, frame.bottom + frame.height  # most pages: no turning, sums done in place
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        generated = raw.FPDFText_IsGenerated(handle, index) == 1
        if code in {0, 0xFFFE, 0xFFFF} or 0xD800 <= code <= 0xDFFF:
            continue
        # PDFium marks a hyphen at the end of a line as 2; in an address it is a letter like any other.
        char = "\n" if code in {10, 13} else "-" if code == 2 else chr(code)
        if generated or char in " \u00a0":
            yield Letter(char, None, 0.0, 0.0, 0.0, 0, generated)
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        if upright:
            ink = Box(left.value - frame.left, over - top.value, right.value - frame.left, over - bottom.value)
            origin_x, baseline = x.value - frame.left, over - y.value
            height = box.top - box.bottom
        else:
            ink = frame.box(left.value, bottom.value, right.value, top.value)
            origin_x, baseline = frame.point(x.value, y.value)
            loose = frame.box(box.left, box.bottom, box.right, box.top)
            height = loose.y1 - loose.y0
        drawn_by = raw.FPDFText_GetTextObject(handle, index)
        source = ctypes.c_void_p.from_buffer(drawn_by).value or 0
        if source not in clips:
            clips[source] = _clip_box(raw, drawn_by, frame) if source else None
        clip = clips[source]
        if clip is not None and not (clip.y0 - 0.5 <= baseline <= clip.y1 + 0.5):
            continue  # the marks of a line that was cut off by the page's end
        yield Letter(char, ink, origin_x, baseline, height, source, False)


def _clip_box(raw: Any, handle: Any, frame: Frame) -> Box | None:
    """The box that an object is clipped to, None when it is not."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    found: Box | None = None
    for path in range(min(max(raw.FPDFClipPath_CountPaths(clip), 0), 20)):
        points = []
        for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), 200)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append(frame.point(x.value, y.value))
        if points:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            found = box if found is None else _within(found, box)
    return found


def _within(first: Box, second: Box) -> Box:
    return Box(max(first.x0, second.x0), max(first.y0, second.y0), min(first.x1, second.x1), min(first.y1, second.y1))


def read_rules(page: Any, frame: Frame) -> tuple[tuple[Box, ...], bool]:
    """Ruling lines of a page as thin boxes, and whether it shows pictures."""
    import pypdfium2.raw as raw

    rules: list[Box] = []
    pictures = 0
    for handle, kind, matrix in itertools.islice(_objects(raw, page.raw), _MAX_OBJECTS):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules_of_path(raw, handle, matrix, frame))
    return tuple(clipped for rule in rules if (clipped := _clip(rule, frame)) is not None), pictures > 0


def _clip(rule: Box, frame: Frame) -> Box | None:
    """The part of a line that lies on the page, None when none does."""
    width, height = frame.shown
    box = Box(max(rule.x0, 0.0), max(rule.y0, 0.0), min(rule.x1, width), min(rule.y1, height))
    return box if box.x0 <= box.x1 and box.y0 <= box.y1 else None


Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(raw: Any, page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Every object of the page and of the forms drawn on it, with the matrix of the form."""
    stack: list[tuple[Any, int, Matrix]] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        stack.append((raw.FPDFPage_GetObject(page, index), 0, _PLAIN))
        while stack:
            handle, depth, matrix = stack.pop()
            kind = raw.FPDFPageObj_GetType(handle)
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield handle, kind, matrix
            elif depth < 8:
                inner = _times(_matrix(raw, handle), matrix)
                for position in reversed(range(raw.FPDFFormObj_CountObjects(handle))):
                    stack.append((raw.FPDFFormObj_GetObject(handle, position), depth + 1, inner))


def _matrix(raw: Any, handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _rules_of_path(raw: Any, handle: Any, form: Matrix, frame: Frame) -> list[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    segments = raw.FPDFPath_CountSegments(handle)
    if segments <= 0 or segments > 4_000 or not (fill.value or stroke.value):
        return []
    matrix = _times(_matrix(raw, handle), form)
    points = _points(raw, handle, segments, matrix, frame)
    if not stroke.value:
        # Filled only: a line when thin, a shading otherwise. Each sub-path is judged by itself.
        return [box for path in _subpaths(points) if (box := _thin_box(path)) is not None]
    rules = []
    for path in _subpaths(points):
        for (x0, y0), (x1, y1) in itertools.pairwise(path):
            if abs(x0 - x1) <= 1.0 or abs(y0 - y1) <= 1.0:
                rules.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) >= 2.0]


def _points(
    raw: Any, handle: Any, segments: int, matrix: Matrix, frame: Frame
) -> list[tuple[bool, bool, tuple[float, float]]]:
    """(starts a sub-path, closes it, point) of each segment; curves count by their end point."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        starts = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        closes = bool(raw.FPDFPathSegment_GetClose(segment))
        point = frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        points.append((starts, closes, point))
    return points


def _subpaths(points: list[tuple[bool, bool, tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    paths: list[list[tuple[float, float]]] = []
    for starts, closes, point in points:
        if starts or not paths:
            paths.append([point])
        else:
            paths[-1].append(point)
        if closes and len(paths[-1]) > 1:
            paths[-1].append(paths[-1][0])
    return paths


def _thin_box(path: list[tuple[float, float]]) -> Box | None:
    xs, ys = [x for x, _ in path], [y for _, y in path]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    if min(wide, high) > _THIN or max(wide, high) < 4.0:
        return None
    if wide >= high:
        return Box(box.x0, box.middle_y, box.x1, box.middle_y)
    return Box(box.middle_x, box.y0, box.middle_x, box.y1)


def read_links(document: Any, page: Any, frame: Frame) -> tuple[PdfLink, ...]:
    """Link annotations of a page that lead to an address."""
    import pypdfium2.raw as raw

    links: list[PdfLink] = []
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while len(links) < 2_000 and raw.FPDFLink_Enumerate(page.raw, position, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(max(size, 1))
        raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
        address = buffer.value.decode("utf-8", errors="replace")
        rectangle = raw.FS_RECTF()
        if address and raw.FPDFLink_GetAnnotRect(link, rectangle):
            box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            links.append(PdfLink(box, address))
    return tuple(links)
