"""The walk over our own public pages, and over a site out there that links to them: real pages, a real server."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from prongsai.apps.submission import walking
from prongsai.apps.submission.models import SiteWalk
from prongsai.apps.submission.proposals import propose
from prongsai.apps.submission.queries import list_items
from prongsai.apps.submission.walking import item_addresses, make_walk, own_front, paths_of, read_own_page
from tests.apps.disclosure.desk import AT, make_desk, publish

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


def walk_from(desk, start):
    targets = list(item_addresses(desk.year).values())
    row = SiteWalk.objects.create(year=desk.year, start=start, asked_at=AT, targets=targets)
    return make_walk(row, at=LATER)


def test_every_items_page_is_found_from_the_front_page(desk):
    row = walk_from(desk, own_front(desk.year))
    assert row.made_at == LATER
    assert set(row.paths) == set(item_addresses(desk.year).values())
    assert row.pages_opened < 60
    for path in paths_of(row).values():
        assert 1 <= len(path.steps) <= 3


def test_each_step_of_a_path_is_a_link_of_the_page_before(desk):
    row = walk_from(desk, own_front(desk.year))
    path = paths_of(row)[item_addresses(desk.year)["O12"]]
    here = path.start
    for step in path.steps:
        page = read_own_page(here)
        words = {" ".join(link.words.split()) for link in page.links}
        assert step.words in words
        here = step.address
    assert read_own_page(here).title.startswith("O12 ")


def test_the_explanation_goes_into_the_proposal_of_what_is_public(desk):
    publish(desk)
    row = walk_from(desk, own_front(desk.year))
    proposals = propose(desk.year, list_items(desk.year), row)
    assert proposals["O1"].has
    assert proposals["O1"].explanation.startswith("จากหน้าแรกของ")
    assert "O1" in proposals["O1"].explanation
    assert (proposals["O2"].has, proposals["O2"].explanation, proposals["O2"].is_found) == (False, "", True)


def test_a_page_that_is_not_there(desk):
    assert read_own_page(walking.absolute("/nobody/")) is None


def test_an_old_site_that_links_to_the_public_pages(desk, settings, monkeypatch):
    front, first = own_front(desk.year), item_addresses(desk.year)["O1"]  # the server is a thread without a database

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            pages = {
                "/": '<a href="/ita">ITA</a> <a href="/about">เกี่ยวกับเรา</a>',
                "/ita": f'<a href="{first}">โครงสร้าง O1</a> <a href="{front}">ระบบ</a>',
            }
            body = f"<html><title>เว็บเดิม</title>{pages.get(self.path, '')}</html>".encode()
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setattr(walking, "PACE_S", 0.01)
    host = f"127.0.0.1:{server.server_port}"
    from dataclasses import replace

    settings.PRONGSAI = replace(settings.PRONGSAI, audit_allow_hosts=frozenset({"127.0.0.1"}))
    try:
        row = walk_from(desk, f"http://{host}/")
    finally:
        server.shutdown()
        server.server_close()
    assert not row.failed_why
    assert row.pages_opened > 1
    [path] = paths_of(row).values()
    assert [step.words for step in path.steps] == ["ITA", "โครงสร้าง O1"]


def test_a_front_page_that_cannot_be_opened_is_said(desk):
    row = walk_from(desk, "http://127.0.0.1:9/")
    assert row.made_at is None
    assert "127.0.0.1:9" in row.failed_why
    assert row.failed_why_en
