"""Puts onto a host what leads elsewhere or nowhere: moved, front pages, loops, absent pages, doors, faults, odd files."""

from collections.abc import Sequence

from benchmarks.audit.blind2 import absent, doors, faults, papers
from benchmarks.audit.blind2.exchange import Answer, fixed, see_other
from benchmarks.audit.blind2.host import Host
from benchmarks.audit.blind2.matter_text import TEXTS
from benchmarks.audit.blind2.opening import fresh
from benchmarks.audit.blind2.prose import file_name


def labelled(host: Host, made: absent.Label, target: str = "") -> None:
    """The answer at an address of its own."""
    handler, right, style, doubt = made
    host.link(target or host.address(), right, style, doubt, handler)


def missing(host: Host, by_id: absent.Label, by_path: absent.Label, many: int) -> None:
    """Addresses the site never had or has no more: what it says of them is its own habit."""
    host.no_id, host.no_path = by_id[0], by_path[0]
    for _ in range(many):
        target = host.address()
        if target in host.routes:
            continue
        habit = by_id if host.handler_of(target) is host.no_id else by_path
        host.link(target, habit[1], f"missing_{habit[2]}", habit[3])
    for folder in ("/images/stories/ita2562", "/datacenter/doc_download"):
        target = f"{folder}/{file_name(host.rng)}"
        host.link(target, by_path[1], f"missing_file_{by_path[2]}", by_path[3])


def removed(host: Host, many: int) -> None:
    """Single pages that answer otherwise than the site's habit."""
    for how in host.rng.sample(absent.NO_ID, many):
        labelled(host, how(host, host.rng))


def moved(host: Host, others: Sequence[Host], many: int) -> None:
    rng = host.rng
    ways = ("new_address", "new_address", "other_host", "chain", "file", "refresh", "script", "five_hops")
    for way in rng.sample(ways, many):
        to = host.address()
        host.routes[to] = fresh(host, rng.choice(TEXTS))
        if way == "new_address":
            host.link(host.address(), "moved", way, handler=see_other(to, rng.choice((301, 302, 303, 307, 308))))
        elif way == "other_host":
            there = rng.choice(others)
            on = there.address()
            there.routes[on] = fresh(there, rng.choice(TEXTS))
            host.link(host.address(), "moved", way, handler=see_other(there.base + on, 301))
        elif way in ("chain", "five_hops"):
            host.link(hops(host, to, 5 if way == "five_hops" else rng.randint(2, 3)), "moved", way)
        elif way == "file":
            name = f"/cdn/{file_name(rng)}"
            host.routes[name] = fixed(Answer(papers.pdf(rng, host.office), type="application/pdf"))
            host.link(f"/download.php?id={rng.randrange(99999)}", "moved", way, handler=see_other(name))
        elif way == "refresh":
            text = f'<html><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={to}"></head><body>กำลังไปยังหน้าใหม่</body></html>'
            host.link(
                host.address(),
                "moved opens",
                way,
                "a browser goes on by itself to a page of content",
                fixed(Answer(text.encode())),
            )
        else:
            text = f'<html><head><script>window.location.href="{to}";</script></head></html>'
            host.link(
                host.address(), "moved opens unsupported", way, "goes on by script alone", fixed(Answer(text.encode()))
            )


def hops(host: Host, to: str, many: int) -> str:
    """The first address of a chain of so many redirects that ends at to."""
    for _ in range(many):
        before = f"/go/{host.rng.randrange(10**7)}"
        host.routes[before] = see_other(to)
        to = before
    return to


def astray(host: Host, way: str) -> None:
    """A redirect whose end is no content."""
    if way == "to_gone":
        host.routes["/removed/deep/page.html"] = absent.honest_bare(host, host.rng)[0]
        host.link(host.address(), "gone", "redirects_to_404", handler=see_other("/removed/deep/page.html"))
    elif way == "to_fault":
        host.routes["/app/fault.php"] = fixed(Answer(b"<h1>500</h1>", 500))
        host.link(host.address(), "refused", "redirects_to_500", handler=see_other("/app/fault.php"))
    elif way == "to_private":
        inside = host.rng.choice(
            (
                "http://192.168.1.10/web/ita.php",
                "http://10.0.0.5/doc/1.pdf",
                "http://localhost/joomla/index.php",
                "http://169.254.169.254/latest/",
            )
        )
        host.link(host.address(), "blocked", "redirects_to_private", handler=see_other(inside))


def fronts(host: Host, many: int) -> None:
    names = {"joomla": ("/index.php",), "wordpress": ("/home/",), "php_mod": ("/index.php", "/main.php"), "aspnet": ("/default.aspx",), "old_tables": ("/index.html", "/index.htm"),
             "builder": ("/home",), "portal": ("/index.php",), "cards": ("/home", "/th")}[host.system]  # fmt: skip
    host.link("/", "homepage_only", "front_by_address")
    for name in [*names, "/?lang=th", "/#news"][: many - 1]:
        if "#" not in name:
            host.routes[name] = lambda request: host.routes["/"](request)
        host.link(name, "homepage_only", "front_by_other_name")


def loops(host: Host, way: str) -> None:
    one, two = host.address(), host.address()
    if way == "circle":
        host.routes[two] = see_other(one)
        host.link(one, "redirect_loop", way, handler=see_other(two))
    elif way == "self":
        host.link(one, "redirect_loop", way, handler=see_other(one, 301))
    elif way == "six_hops":
        host.routes[two] = fresh(host, TEXTS[0])
        host.link(hops(host, two, host.rng.randint(6, 9)), "redirect_loop", way)
    elif way == "growing":
        host.link("/lang/0", "redirect_loop", way)
        for n in range(40):
            host.routes[f"/lang/{n}"] = see_other(f"/lang/{n + 1}")


def door(host: Host, many: int) -> None:
    for how in host.rng.sample(doors.DOORS, many):
        labelled(host, how(host, host.rng))


def fault(host: Host) -> None:
    labelled(host, host.rng.choice(faults.FAULTS)(host, host.rng))


def odd_file(host: Host, way: str) -> None:
    rng = host.rng
    if way == "over_cap":
        big = b"%PDF-1.4\n" + b"0" * 26_000_000
        host.link(
            f"/upload/{file_name(rng)}",
            "unsupported",
            way,
            handler=lambda _request: Answer(big, type="application/pdf"),
        )
    elif way == "scripts_only":
        text = "<!doctype html><html><head><title>ระบบข้อมูล</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/static/js/main.3f2.js></script></body></html>"
        host.link(
            host.address(),
            "unsupported opens",
            way,
            "drawn by scripts: a browser shows it, a reader without one cannot",
            fixed(Answer(text.encode())),
        )
    elif way == "film":
        host.link(
            f"/media/{file_name(rng, 'mp4')}",
            "unsupported opens",
            way,
            "a person can watch it; nobody can read it",
            fixed(Answer(b"\x00\x00\x00\x18ftypmp42" + rng.randbytes(9000), type="video/mp4")),
        )
    else:
        made, ending, media = {
            "locked_pdf": (papers.locked_pdf, "pdf", "application/pdf"), "program": (papers.program, "exe", "application/x-msdownload"),
            "archive": (papers.archive, "zip", "application/zip"), "noise": (papers.noise, "dat", "application/octet-stream"),
        }[way]  # fmt: skip
        host.link(
            f"/upload/{file_name(rng, ending)}",
            "unsupported",
            way,
            handler=fixed(Answer(made(rng, host.office), type=media)),
        )
