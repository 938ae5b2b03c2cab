"""What the last visit saw, read from its kept copy: the next visit says in words what changed."""

from datetime import UTC, datetime

import pytest

from prongsai.apps.evidence import memory as memory_module
from prongsai.apps.evidence.memory import DatabaseMemory
from prongsai.audit.fetch_port import Answer, Request
from prongsai.audit.outcome import Opened
from prongsai.audit.watching import changes_since
from tests.apps.evidence.seen import add_link, keep
from tests.apps.factories import first_measure, make_agency, make_plan

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://www.bansuan.go.th/report.html"
HTML = "<title>แผน</title><p>แผนปฏิบัติการป้องกันการทุจริต</p><p>มีทั้งหมดสิบสองโครงการ</p>"


@pytest.fixture
def store(tmp_path, monkeypatch):
    from prongsai.adapters.snapshots import SnapshotStore

    with SnapshotStore(tmp_path / "snapshots") as one:
        monkeypatch.setattr(memory_module, "open_snapshots", lambda: one)
        yield one


BODY = HTML.encode()


def remembered(store, body=BODY, content_type="text/html; charset=utf-8", **fields):
    answer = Answer(Request(URL), status=200, headers=(("Content-Type", content_type),), body=body, body_as_sent=body)
    agency = make_agency()
    row = add_link(first_measure(make_plan(agency)), URL)
    name = store.keep([(answer, AT)], link_id=str(row.pk))
    keep(row, **{"snapshot": name, "content_type": content_type, "title": "แผน", "final_url": URL, **fields})
    return DatabaseMemory(agency).last_visit(URL)


def since(last, text):
    opened = Opened("opens", "opens", title="แผน", text=text, text_sha256="c" * 64)
    answer = Answer(Request(URL), status=200, headers=(("Content-Type", "text/html"),), body=BODY)
    return changes_since(last, opened, answer, sha256="b" * 64, at=AT)


def test_text_and_title_come_from_the_kept_copy(store):
    last = remembered(store)

    assert last.title == "แผน"
    assert last.text == "แผนปฏิบัติการป้องกันการทุจริต\nมีทั้งหมดสิบสองโครงการ"


def test_the_next_visit_says_what_changed(store):
    last = remembered(store)
    after = "แผนปฏิบัติการป้องกันการทุจริต\nมีทั้งหมดสิบสามโครงการ และเพิ่มโครงการอบรม"

    notes = since(last, after)

    assert notes
    assert any("สิบสาม" in note.message_th for note in notes)
    assert all(note.message_en for note in notes)


def test_an_unchanged_page_says_nothing(store):
    last = remembered(store)

    assert since(last, last.text) == ()


def test_a_windows_874_page_is_read_in_its_letters(store):
    last = remembered(store, HTML.encode("cp874"), "text/html; charset=windows-874")

    assert "สิบสองโครงการ" in last.text


@pytest.mark.parametrize(
    "fields", [{"snapshot": ""}, {"snapshot": "no-such-record"}, {"content_type": "application/pdf"}]
)
def test_without_a_readable_copy_there_is_no_text(store, fields):
    assert remembered(store, **fields).text == ""
