"""OpenDocument files with made-up personal data in every place where it can hide, written part by part."""

import io
import zipfile

from tests.adapters.gate.files import ACCOUNT, ID, ID_DIGITS, MOBILE, OTHER_ID, person_picture, picture_bytes

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'office:version="1.3"'
)
KINDS = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}


def open_file(
    kind: str,
    body: str,
    *,
    styles: str = "",
    page_styles: str = "",
    meta: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """An ODT, ODS or ODP: `body` inside its body, `styles` its automatic styles, `page_styles` its master pages, `parts` put in."""
    files: dict[str, bytes] = {
        "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>".encode(),
        "styles.xml": f"<office:document-styles {_SPACES}><office:styles/><office:master-styles>{page_styles}</office:master-styles>"
        "</office:document-styles>".encode(),
        "meta.xml": f"<office:document-meta {_SPACES}><office:meta>{meta}</office:meta></office:document-meta>".encode(),
        **(parts or {}),
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in sorted(files)
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>{listed}</manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), mimetype, zipfile.ZIP_STORED)
        for name, content in files.items():
            packed.writestr(name, content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def p(text: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>' if style else f"<text:p>{text}</text:p>"


def cell(text: str, *, value: str = "", repeated: int = 1, extra: str = "") -> str:
    """A cell; with `value` a number."""
    kind = f' office:value-type="float" office:value="{value}"' if value else ""
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-cell{kind}{times}{extra}>{p(text) if text else ''}</table:table-cell>"


def row(*cells: str, extra: str = "") -> str:
    return f"<table:table-row{extra}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "แผ่น1", columns: str = "<table:table-column/>", style: str = "") -> str:
    look = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{look}>{columns}{"".join(rows)}</table:table>'


def style(name: str, family: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


def picture(name: str = "Pictures/1.png", *, title: str = "") -> str:
    """A picture anchored in a paragraph."""
    told = f"<svg:title>{title}</svg:title>" if title else ""
    return f'<draw:frame svg:width="4cm" svg:height="1cm"><draw:image xlink:href="{name}"/>{told}</draw:frame>'


def card() -> bytes:
    return picture_bytes(person_picture())


HIDING_STYLES = (
    style("Hid", "text", '<style:text-properties text:display="none"/>')
    + style("White", "text", '<style:text-properties fo:color="#ffffff"/>')
    + style("Blue", "paragraph", '<style:paragraph-properties fo:background-color="#000080"/>')
    + style("Gone", "table", '<style:table-properties table:display="false"/>')
    + style("Off", "drawing-page", '<style:drawing-page-properties presentation:visibility="hidden"/>')
    + style("Tiny", "text", '<style:text-properties fo:font-size="1pt"/>')
)
ANNOTATION = f"<office:annotation><dc:creator>ผู้ตรวจ หนึ่ง</dc:creator>{p(f'โทร {MOBILE}')}</office:annotation>"
CHANGES = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>ผู้แก้ สอง</dc:creator></office:change-info>"
    f"{p(f'บัตร {OTHER_ID}')}</text:deletion></text:changed-region></text:tracked-changes>"
)
HIDING_TEXT = (
    CHANGES
    + f'<office:forms><form:form><form:text form:current-value="โทร {MOBILE}"/></form:form></office:forms>'
    + p(f'ก่อน <text:span text:style-name="Hid">ซ่อน {OTHER_ID}</text:span> หลัง{ANNOTATION} จบ')
    + p(f"บัตร <text:span>{ID[:5]}</text:span>{ID[5:]}")
    + p(f'ติดต่อ <text:a xlink:href="tel:0812345678">โทร</text:a> <text:hidden-text text:string-value="{MOBILE}"/>')
    + p(f'ลงชื่อ {picture("Pictures/sign.png")} (นายสมชาย ใจดี)')
    + p(f'ภาพ {picture("Pictures/map.png", title=f"โทร {MOBILE}")}')
    + p(f'<text:user-field-get text:name="เบอร์">{MOBILE}</text:user-field-get>')
    + p("<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p(f"โอนเข้าบัญชีธนาคาร {ACCOUNT}") + "</text:note-body></text:note>")
    + sheet(row(cell("เลขประจำตัวประชาชน"), *[cell(digit, value=digit) for digit in ID_DIGITS]))
)  # fmt: skip
