"""The whole site: which hosts there are, with which habits, and every labelled link."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.audit.blind2 import absent, opening, special, turning_away
from benchmarks.audit.blind2.certificate import Fault, faulty
from benchmarks.audit.blind2.exchange import see_other
from benchmarks.audit.blind2.faults import wire
from benchmarks.audit.blind2.host import Host, System
from benchmarks.audit.blind2.label import Labelled
from benchmarks.audit.blind2.matter_text import TEXTS
from benchmarks.audit.blind2.serve import Server, free_ports, serving

ORDINARY, DEAD = 36, 90  # so many ordinary offices; the number of an address where nobody listens
LOOPS = ("circle", "self", "six_hops", "growing")
ODD_FILES = ("over_cap", "scripts_only", "film", "locked_pdf", "program", "archive", "noise", "locked_pdf")
ASTRAY = ("to_gone", "to_fault", "to_private", "to_private")
FAULTS: tuple[Fault, ...] = get_args(Fault)
NOT_PUBLIC = ("http://127.7.9.9:{port}/ita.html", "http://10.1.2.3/plan.pdf", "http://192.168.1.1/ita/o1.php", "http://172.16.0.5:8080/index.php?id=3", "http://localhost/joomla/index.php/ita",
              "http://[::1]/page/1", "http://0.0.0.0/news/1", "http://2130706433/news/1", "http://169.254.169.254/latest/meta-data/", "http://localhost:8080/web/plan2566.pdf", "http://192.168.0.99/upload/o10.pdf",
              "https://10.10.10.10/e-office/doc/1", "http://[fd00::12]/doc", "http://100.64.3.2/file.pdf")  # fmt: skip
NO_NAME = ("http://www.nongsaikaeo-expired.invalid/index.php?id=12", "http://khoksung.invalid/ita/2566.pdf", "https://www.bandon.invalid/plan", "http://eservice.thasai.invalid/", "http://old.nabua.invalid/data/1.htm")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """What is served and what a person would say of it."""

    hosts: list[Host]
    loose: list[Labelled]  # links to addresses that are no host of ours
    port: int
    tls_port: int

    @property
    def links(self) -> list[Labelled]:
        return [link for host in self.hosts for link in host.links] + self.loose

    @property
    def allowed(self) -> list[str]:
        """The addresses that the auditor is allowed to visit although they are not public."""
        return [host.ip for host in self.hosts] + [ip_of(DEAD)]


def ip_of(number: int) -> str:
    return f"127.7.0.{number + 1}"


def ordinary(number: int, port: int, tls_port: int) -> Host:
    system: System = get_args(System)[number % 8]
    return Host(number, system, port, tls_port, login_box=number % 7 < 4, turning=number % 5 in (1, 3))


def furnish(host: Host, others: list[Host]) -> None:
    """Everything on an ordinary office's site; what it says of unknown addresses is labelled last, once all is known."""
    number, rng = host.number, host.rng
    opening.menu_pages(host)
    opening.pages(host, 9, 5)
    opening.files(host, 2)
    opening.detours(host, 2)
    turning_away.moved(host, others, 3)
    turning_away.fronts(host, 2)
    turning_away.removed(host, 3)
    turning_away.door(host, 2)
    turning_away.fault(host)
    if number % 2:
        turning_away.labelled(host, absent.empty_category(host, rng))
        turning_away.loops(host, LOOPS[number // 2 % 4])
    else:
        turning_away.odd_file(host, ODD_FILES[number // 2 % 8])
        turning_away.astray(host, ASTRAY[number // 2 % 4])
    if number % 6 == 0:
        special.said_by_file(host)
    if number % 4 == 0:
        for act in ("silent",) if number % 8 else ("drip",):
            turning_away.labelled(host, wire(act)(host, rng))
    if number % 4 == 1:
        turning_away.labelled(host, absent.withdrawn(host, rng))
    if number % 5 == 0:
        secure(host)
    by_path = absent.NO_PATH[number % len(absent.NO_PATH)](host, rng)
    by_id = rng.choice((absent.honest_framed, *absent.NO_ID))(host, rng)
    turning_away.missing(host, by_id, by_path, 3)


def secure(host: Host) -> None:
    """Pages behind a certificate that browsers warn of."""
    for _ in range(2):
        host.link(
            host.address(),
            "bad_certificate",
            "bad_certificate",
            handler=opening.fresh(host, host.rng.choice(TEXTS)),
            base=host.secure_base,
        )
    target, plain = host.address(), host.address()
    host.routes[target] = opening.fresh(host, host.rng.choice(TEXTS))
    host.link(plain, "bad_certificate", "http_to_bad_certificate", handler=see_other(host.secure_base + target, 301))


def whole_hosts(first: int, port: int, tls_port: int, others: list[Host]) -> list[Host]:
    """The hosts that are one thing as a whole."""
    made = [Host(first + n, get_args(System)[n % 8], port, tls_port) for n in range(17)]
    special.closed(made[0])
    special.database(made[1])
    special.down(made[2])
    special.firewall(made[3])
    special.parked(made[4])
    special.overrun(made[5])
    special.intranet(made[6], redirect=False)
    special.intranet(made[7], redirect=True)
    special.accounts(made[8])
    special.drive(made[9], made[8])
    special.shortener(made[10], others)
    special.moved_domain(made[11], others[3], keeps_path=True)
    special.moved_domain(made[12], others[4], keeps_path=False)
    special.splash(made[13])
    special.forbidding(made[14])
    special.all_scripts(made[15])
    special.closed(made[16])
    for host in (made[13], made[14]):
        opening.menu_pages(host)
        opening.pages(host, 8, 4)
    return made


def loose(port: int) -> list[Labelled]:
    """Links to nobody: addresses inside, names without an address, closed ports."""
    links = [(url.format(port=port), "blocked", "not_public") for url in NOT_PUBLIC]
    links += [(url, "timed_out", "no_such_name") for url in NO_NAME]
    links += [(f"http://{ip_of(DEAD)}:{port}/page{n}.html", "refused", "nobody_listens") for n in range(4)]
    return [Labelled(f"loose-{n:03}", url, (right,), style) for n, (url, right, style) in enumerate(links)]


def build(port: int, tls_port: int, offices: int = ORDINARY) -> Site:
    """The same links at each call; only the ports differ."""
    hosts = [ordinary(number, port, tls_port) for number in range(offices)]
    special_hosts = whole_hosts(offices, port, tls_port, hosts) if offices > 4 else []
    for host in hosts:
        furnish(host, [other for other in hosts if other is not host] or hosts)
    return Site(hosts + special_hosts, loose(port), port, tls_port)


@contextmanager
def served(folder: Path, offices: int = ORDINARY) -> Iterator[Site]:
    """The site up for the length of the block; folder keeps the certificates."""
    port, tls_port = free_ports(2)
    site = build(port, tls_port, offices)
    tls: dict[str, ssl.SSLContext] = {
        host.ip: faulty(folder, host.ip, FAULTS[n % 3]) for n, host in enumerate(site.hosts)
    }
    with serving(Server({host.ip: host.handle for host in site.hosts}, port, tls_port, tls)):
        yield site
