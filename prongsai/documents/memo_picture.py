"""The garuda an agency brings, drawn anew as a PNG: what was hidden in the file does not come along.

The type is told by content. A raster picture is decoded and written again; an SVG is refused when it runs, links or
loads anything, else drawn by typst, which knows no scripts and no network.
"""

import io
import warnings

from prongsai.core.errors import PersonError

LARGEST_BYTES = 2_000_000
LARGEST_PIXELS = 40_000_000
DRAWN_PIXELS = 1_000
"""Height of the stored picture: 1.5 cm at 1,700 dots an inch, 3 cm at 850. A drawing is not reused inside itself: `use` could multiply it without end."""

_FRAME = b"""#set page(width: 144pt, height: 72pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.drawing), format: "svg", width: 144pt, height: 72pt, fit: "contain")"""
_SVG_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "use",
        "symbol",
        "clipPath",
        "mask",
        "linearGradient",
        "radialGradient",
        "stop",
        "title",
        "desc",
        "metadata",
        "style",
    ]
)
_SVG = "http://www.w3.org/2000/svg"


def picture_as_png(content: bytes, name: str) -> bytes:
    """The picture as a PNG of ours, DRAWN_PIXELS high at most. Raises PersonError for anything but PNG, JPG and SVG."""
    if len(content) > LARGEST_BYTES:
        raise PersonError(
            f'ไฟล์ "{name}" ใหญ่เกิน {LARGEST_BYTES // 1_000_000} MB กรุณาย่อภาพ',
            f'"{name}" is over {LARGEST_BYTES // 1_000_000} MB: make the picture smaller',
        )
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _from_pixels(content, name)
    if b"<svg" in content[:4096]:
        return _from_svg(content, name)
    raise _unusable(name)


def _from_pixels(content: bytes, name: str) -> bytes:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture that unpacks to far more than it is
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            if picture.width * picture.height > LARGEST_PIXELS or min(picture.size) < 16:
                raise _unusable(name)
            # A telephone stores a photo as the sensor lay and says beside it how to turn it.
            drawn = ImageOps.exif_transpose(picture).convert("RGBA")
    except PersonError:
        raise
    except Exception as error:  # a broken picture may raise nearly anything
        raise _unusable(name) from error
    if drawn.height > DRAWN_PIXELS:
        drawn = drawn.resize((max(1, drawn.width * DRAWN_PIXELS // drawn.height), DRAWN_PIXELS))
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


def _from_svg(content: bytes, name: str) -> bytes:
    """Drawn into a frame of fixed size, whatever size the drawing says it has, and cut to what is not blank."""
    import typst
    from PIL import Image

    drawing = _require_plain_svg(content, name)
    try:
        drawn = typst.compile(_FRAME, format="png", ppi=DRAWN_PIXELS, sys_inputs={"drawing": drawing})
    except Exception as error:  # typst says what it dislikes only in words
        raise _unusable(name) from error
    picture = Image.open(io.BytesIO(drawn)).convert("RGBA")
    filled = picture.getchannel("A").getbbox()
    if filled is None:
        raise _unusable(name)
    written = io.BytesIO()
    picture.crop(filled).save(written, "PNG", optimize=True)
    return written.getvalue()


def _require_plain_svg(content: bytes, name: str) -> str:
    """The drawing, parsed and written again. Raises PersonError for what is no plain drawing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unusable(name) from error
    if root.tag != f"{{{_SVG}}}svg" or b"<!ENTITY" in content:
        raise _unusable(name)
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag.startswith(f"{{{_SVG}}}") and etree.QName(one).localname not in _SVG_ELEMENTS:
            raise _unusable(name)
        for key, value in one.attrib.items():
            if str(key).rpartition("}")[2] == "href" and not str(value).startswith("#"):
                raise _unusable(name)
            if "url(" in str(value).replace("url(#", "").replace('url("#', "").replace("url('#", ""):
                raise _unusable(name)
        if etree.QName(one).localname == "style" and ("@import" in (one.text or "") or "url(" in (one.text or "")):
            raise _unusable(name)
    return etree.tostring(root, encoding="unicode")


def _unusable(name: str) -> PersonError:
    return PersonError(
        f'ไฟล์ "{name}" ใช้เป็นภาพตราไม่ได้ กรุณาใช้ภาพ PNG, JPG หรือ SVG ที่เป็นภาพวาดล้วน',
        f'"{name}" cannot be used: bring a PNG, a JPG, or an SVG that is a plain drawing',
    )
