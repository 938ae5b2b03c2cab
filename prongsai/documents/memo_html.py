"""Draws a memo as one self-contained web page: the preview beside the download buttons."""

from base64 import b64encode
from html import escape

from prongsai.documents.memo import GARUDA_WORDS, LABELS, TITLE, TO, Memo, MemoOpinion, MemoSigner, dated_line

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 3rem; color: #1b1b1b; background: #fff;
  font: 1.125rem/1.65 "Sarabun", "TH Sarabun New", "TH SarabunPSK", "Noto Sans Thai", "Leelawadee UI", sans-serif; }
header { display: flex; align-items: flex-end; min-height: 57px; position: relative; }
header img { height: 57px; position: absolute; left: 0; bottom: 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; flex: 1; text-align: center; }
dl { margin: .6rem 0 0; display: grid; grid-template-columns: auto 1fr; gap: 0 .5rem; }
dt { font-weight: 700; font-size: 1.25rem; }
dd { margin: 0; border-bottom: 1px dotted #1b1b1b; padding-left: .4rem; align-self: end; min-height: 1.9rem; }
.to { margin: .5rem 0; }
p { margin: .5rem 0 0; } .text { text-indent: 2.5em; } .item { padding-left: 3.6em; text-indent: -1.1em; margin: 0; }
.signer { margin: 3.5rem 0 0 30%; text-align: center; } .signer p { margin: 0; } .signed { font-size: 1rem; }
section { margin-top: 2rem; break-inside: avoid; } h2 { font-size: 1.125rem; margin: 0; }
.write { border-bottom: 1px dotted #1b1b1b; height: 2.2rem; }
@media (max-width: 30rem) { .signer { margin-left: 0; } .item { padding-left: 1.4em; } }
"""
_DOTS = "." * 40


def draw_memo_html(memo: Memo) -> str:
    """The page; everything free is escaped."""
    picture = ""
    if memo.garuda_png:
        data = b64encode(memo.garuda_png).decode()
        picture = f'<img alt="{GARUDA_WORDS}" src="data:image/png;base64,{data}">'
    values = (("from", memo.from_unit), ("number", memo.number), ("date", memo.dated), ("subject", memo.subject))
    head = "".join(f"<dt>{LABELS[key]}</dt><dd>{escape(value)}</dd>" for key, value in values)
    text = "".join(f'<p class="{"item" if one.is_item else "text"}">{escape(one.text)}</p>' for one in memo.paragraphs)
    return (
        f'<!doctype html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(memo.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<header>{picture}<h1>{TITLE}</h1></header>\n<dl>{head}</dl>\n"
        f'<p class="to">{TO}&emsp;{escape(memo.to)}</p>\n{text}\n<div class="signer">{_signer(memo.signer)}</div>\n'
        f"{''.join(_opinion(one) for one in memo.opinions)}</main>\n</body>\n</html>\n"
    )


def _signer(signer: MemoSigner) -> str:
    return f"<p>({escape(signer.name) or _DOTS})</p><p>{escape(signer.post) or _DOTS}</p>"


def _opinion(one: MemoOpinion) -> str:
    lines = "".join(f'<p class="item">{escape(line)}</p>' for line in one.lines)
    if one.signed:
        end = "".join(f'<p class="signed">{escape(line)}</p>' for line in one.signed.splitlines())
    else:
        lines += '<div class="write"></div>' * 3
        day = "".join(piece or "." * 12 for piece in dated_line(one.dated_on))
        end = f"<p>วันที่ {escape(day)}</p>"
    return f'<section><h2>{escape(one.heading)}</h2>{lines}<div class="signer">{_signer(one.signer)}{end}</div></section>\n'
