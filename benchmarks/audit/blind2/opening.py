"""Puts onto a host the pages and files that open, some by a detour."""

import gzip
import re
from random import Random
from urllib.parse import unquote

from benchmarks.audit.blind2 import papers
from benchmarks.audit.blind2.exchange import Answer, Handler, Request, fixed
from benchmarks.audit.blind2.host import Host
from benchmarks.audit.blind2.matter_text import TEXTS, Matter
from benchmarks.audit.blind2.matter_thin import THIN
from benchmarks.audit.blind2.prose import file_name

DOUBT_DETOUR = "the same page by a detour: opened, or moved by the letter"


def fresh(host: Host, matter: Matter) -> Handler:
    return host.framed(*matter(host.rng, host.office))


def pages(host: Host, texts: int, thin: int) -> None:
    """Ordinary pages, a sample of each kind."""
    for matter in host.rng.sample(TEXTS, texts) + host.rng.sample(THIN, thin):
        target = host.link(host.address(), "opens", matter.__name__, handler=fresh(host, matter))
        if host.number % 3 == 0:  # a busy office: the numbers beside a page's own are pages too
            for step in (-1, 1):
                host.routes.setdefault(neighbour(target, step), fresh(host, host.rng.choice(TEXTS)))


def neighbour(target: str, step: int) -> str:
    """The address with its longest number moved by step."""
    number = max(re.findall(r"\d+", target), key=len)
    return target.replace(number, str(int(number) + step), 1)


def menu_pages(host: Host) -> None:
    """The pages that the site's own menu and boxes lead to."""
    for target in host.menu_links:
        if target != "#":
            host.routes.setdefault(target, fresh(host, host.rng.choice(TEXTS)))


def files(host: Host, many: int) -> None:
    """PDF, DOCX, XLSX, pictures and text, with the headers real servers give them."""
    rng = host.rng
    for _ in range(many):
        kind, ending, media, made = rng.choice((
            ("pdf", "pdf", "application/pdf", papers.pdf), ("pdf", "pdf", "application/pdf", papers.pdf),
            ("scanned_pdf", "pdf", "application/pdf", papers.scanned_pdf), ("pdf_as_octets", "pdf", "application/octet-stream", papers.pdf),
            ("pdf_as_html", "pdf", "text/html", papers.pdf), ("docx", "docx", papers.WORD, papers.word), ("xlsx", "xlsx", papers.EXCEL, papers.excel),
            ("docx_as_octets", "docx", "application/octet-stream", papers.word), ("picture", "jpg", "image/jpeg", papers.picture),
            ("pdf_no_type", "pdf", "", papers.pdf),
        ))  # fmt: skip
        name = file_name(rng, ending)
        target = rng.choice(
            (
                f"/upload/{name}",
                f"/files/com_news/{name}",
                f"/download.php?file={name}",
                f"/getfile.aspx?f={rng.randrange(99999)}",
            )
        )
        extra = (("Content-Disposition", f'attachment; filename="{name}"'),) if "?" in target else ()
        host.link(
            target, "opens", f"file_{kind}", handler=fixed(Answer(made(rng, host.office), type=media, headers=extra))
        )


def tracked(host: Host) -> None:
    """What mail and social networks hang on an address, or a place within the page."""
    target = host.address()
    host.routes[target] = fresh(host, host.rng.choice(TEXTS))
    mark = "&" if "?" in target else "?"
    host.link(
        target + mark + host.rng.choice(("fbclid=IwAR0abc", "utm_source=line&utm_medium=social", "gclid=Cj0K")),
        "opens",
        "tracking_parameter",
    )
    other = host.address()
    host.link(other + "#download", "opens", "place_in_page", handler=fresh(host, host.rng.choice(TEXTS)))


def cookie_wall(host: Host) -> None:
    """The first visit sets a cookie and comes back to the same address."""
    inner, target = fresh(host, host.rng.choice(TEXTS)), host.address()
    away = Answer(b"", 302, headers=(("Location", target), ("Set-Cookie", "PHPSESSID=5f2a; path=/")))
    host.link(
        target,
        "opens",
        "cookie_then_same",
        handler=lambda request: inner(request) if request.has_cookie("PHPSESSID") else away,
    )


def session_in_address(host: Host) -> None:
    inner, target = fresh(host, host.rng.choice(TEXTS + THIN)), host.address()
    session = f"{host.rng.randrange(16**12):012x}"
    with_session = target + ("&" if "?" in target else "?") + f"PHPSESSID={session}"
    host.routes[with_session] = inner
    answer = Answer(b"", 302, headers=(("Location", with_session), ("Set-Cookie", f"PHPSESSID={session}; path=/")))
    host.link(target, "opens moved", "session_in_address", DOUBT_DETOUR, fixed(answer))


def slash(host: Host) -> None:
    target = (
        f"/{host.rng.choice(('ita', 'plan', 'oit', 'budget'))}{host.rng.randint(2563, 2568)}-{host.rng.randrange(99)}"
    )
    host.routes[target + "/"] = fresh(host, host.rng.choice(TEXTS))
    host.link(
        target,
        "opens moved",
        "slash_added",
        DOUBT_DETOUR,
        fixed(Answer(b"", 301, headers=(("Location", target + "/"),))),
    )


def language(host: Host) -> None:
    """A page that exists in Thai and in English, chosen by ?lang or a folder."""
    english = next(matter for matter in TEXTS if matter.__name__ == "english")
    target = host.address()
    host.routes[target] = fresh(host, host.rng.choice(TEXTS))
    host.link(
        target + ("&" if "?" in target else "?") + "lang=en", "opens", "language_switch", handler=fresh(host, english)
    )
    path = f"/page-{host.rng.randrange(999)}"
    host.routes["/th" + path] = fresh(host, host.rng.choice(TEXTS))
    host.link(
        path,
        "opens moved",
        "language_folder",
        DOUBT_DETOUR,
        fixed(Answer(b"", 302, headers=(("Location", "/th" + path), ("Set-Cookie", "lang=th")))),
    )


def frameset(host: Host) -> None:
    name = f"/ita{host.rng.randrange(2560, 2568)}{host.rng.randrange(99)}"
    host.routes[name + "/main.htm"] = fresh(host, host.rng.choice(TEXTS))
    text = f'<html><head><title>ITA</title></head><frameset cols="180,*"><frame src="menu.htm"><frame src="{name}/main.htm" name="main"></frameset></html>'
    host.link(name + "/index.htm", "opens", "frameset", handler=fixed(Answer(text.encode())))


def slow(host: Host) -> None:
    inner = fresh(host, host.rng.choice(TEXTS))
    host.link(host.address(), "opens", "slow", handler=lambda request: late(inner(request)))


def late(answer: Answer) -> Answer:
    return Answer(answer.body, answer.status, answer.type, answer.headers, delay_s=1.5)


def packed(host: Host) -> None:
    inner = fresh(host, host.rng.choice(TEXTS))

    def handle(request: Request) -> Answer:
        plain = inner(request)
        return Answer(gzip.compress(plain.body), type=plain.type, headers=(("Content-Encoding", "gzip"),))

    host.link(host.address(), "opens", "gzip", handler=handle)


def raw_thai(host: Host) -> None:
    """An address copied with its Thai letters."""
    target = next((one for one in (host.address() for _ in range(40)) if "%" in one), None)
    if target:
        host.routes[target] = fresh(host, host.rng.choice(TEXTS))
        host.link(unquote(target), "opens", "thai_letters_in_address")


def sub_front(host: Host) -> None:
    """The front of a part of the site is no front page of the host."""
    host.link(
        f"/childcenter{host.rng.randrange(90)}/",
        "opens",
        "front_of_a_part",
        handler=fresh(host, host.rng.choice(TEXTS[:8])),
    )


DETOURS = (tracked, cookie_wall, session_in_address, slash, language, frameset, slow, packed, raw_thai, sub_front)


def detours(host: Host, many: int) -> None:
    for put in Random(f"detours-{host.number}").sample(DETOURS, many):
        put(host)
