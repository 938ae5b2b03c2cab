"""Builds the blind site and serves it."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.audit.blind import absent, doors, faults, good, unknown
from benchmarks.audit.blind.site import BlindSite
from benchmarks.audit.blind.skins import BARE, BOOTSTRAP, SKINS, VENDOR
from benchmarks.audit.labelled.tls import faulty_context
from benchmarks.audit.site.pdf_pool import pdf_pool
from benchmarks.audit.site.server import free_port, serve


def build(*, port: int, closed_port: int, tls_port: int, folder: Path) -> BlindSite:
    """All hosts, pages and labels; nothing is served yet."""
    site = BlindSite(port, closed_port, tls_port, pdf_pool(folder, seed=77, count=6))
    honest = [site.host(SKINS[n % len(SKINS)], unknown.HONEST[n % len(unknown.HONEST)]) for n in range(15)]
    soft = [site.host(SKINS[(n + 4) % len(SKINS)], unknown.SOFT[n % len(unknown.SOFT)]) for n in range(26)]
    newest, to_list = site.host(VENDOR, unknown.newest), site.host(VENDOR, unknown.to_list)
    to_home, home_again = site.host(SKINS[4], unknown.to_home), site.host(BOOTSTRAP, unknown.home_again)
    to_login, splash = site.host(SKINS[10], unknown.to_login), site.host(SKINS[4], unknown.iis)
    mobile, shell = site.host(BARE, unknown.iis), site.host(BARE, lambda host, asked: host.home())
    shell.unknown = lambda host, asked: host.pages["/"](asked)
    good.add_pages(site, [*honest, *soft, newest, to_list, to_home, home_again, to_login], 4)
    good.add_files(site, honest + soft)
    good.add_alike(site, honest[0])
    good.add_print_views(site, honest[:6])
    absent.add_soft_unknown(site, soft, 2)
    absent.add_removed(site, honest)
    absent.add_scripts(site, honest[:6])
    absent.add_parked(site)
    absent.add_newest(site, newest)
    absent.add_to_list(site, to_list)
    absent.add_gone(site, honest, soft)
    doors.add_moved(site, honest + soft[:8], mobile)
    doors.add_same_page(site, honest[5:9])
    doors.add_home(site, honest[:8] + soft[:8], to_home, home_again, splash)
    doors.add_logins(site, honest[3:8], to_login)
    doors.add_loops(site, honest[9:13])
    faults.add_refused(site, honest, mobile)
    faults.add_silent(site, honest[:2], mobile)
    faults.add_unreadable(site, honest, shell)
    faults.add_certificates(site, honest[:4])
    return site


@contextlib.contextmanager
def served(folder: Path) -> Iterator[BlindSite]:
    """The blind site while it is served."""
    port, closed_port, tls_port = free_port(), free_port(), free_port()
    site = build(port=port, closed_port=closed_port, tls_port=tls_port, folder=folder)
    with tempfile.TemporaryDirectory() as keys:
        tls = [(tls_port, faulty_context("self_signed", list(site.hosts), Path(keys)))]
        with serve(site, port=port, tls=tls):
            yield site
