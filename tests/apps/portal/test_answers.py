"""How public pages are answered: tags, packing, no cookie, few queries, and how stale a page may be."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.agencies.models import Agency
from prongsai.apps.portal import answers
from prongsai.apps.portal.answers import Kept, Memory, memory
from prongsai.apps.portal.document import Document
from tests.apps.factories import make_user
from tests.apps.portal.published import PDF, item_of, open_year, publish, tell

pytestmark = pytest.mark.django_db
ITEM = "/ban-suan/2566/o1/"


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes only when told to."""

    class Clock:
        now = 1000.0

    monkeypatch.setattr(answers.time, "monotonic", lambda: Clock.now)
    return Clock


def queries(client, path, **headers):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(path, headers=headers)
    return len(seen), response


class TestTags:
    def test_what_the_reader_has_is_not_sent_again_and_asks_no_database(self, client):
        publish(item_of(open_year()))
        tag = client.get(ITEM)["ETag"]

        count, again = queries(client, ITEM, if_none_match=tag)

        assert (count, again.status_code, again.content) == (0, 304, b"")
        assert again["ETag"] == tag

    def test_a_tag_of_packed_bytes_is_another_and_serves_as_well(self, client):
        publish(item_of(open_year()))

        packed = client.get(ITEM, headers={"accept-encoding": "gzip"})
        plain = client.get(ITEM)

        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] != plain["ETag"]
        assert client.get(ITEM, headers={"if-none-match": packed["ETag"]}).status_code == 304

    def test_another_tag_gets_the_page(self, client):
        publish(item_of(open_year()))

        assert client.get(ITEM, headers={"if-none-match": '"x", W/"y"'}).status_code == 200


class TestStaleness:
    def test_a_page_in_memory_costs_one_look(self, client):
        publish(item_of(open_year()))
        client.get(ITEM)

        assert queries(client, ITEM)[0] == 1
        assert queries(client, ITEM)[0] == 1

    def test_a_change_by_another_process_shows_at_the_next_question(self, client):
        item = item_of(open_year())
        client.get(ITEM)
        publish(item, "มาใหม่")  # rows of a test: nothing is dropped, as no transaction ends

        assert "มาใหม่" in client.get(ITEM).content.decode()

    def test_who_holds_the_page_is_told_so_for_a_few_seconds_without_a_look(self, client, clock):
        item = item_of(open_year())
        tag = client.get(ITEM)["ETag"]
        publish(item, "มาใหม่")
        clock.now += answers.TRUSTED_S - 0.1
        assert queries(client, ITEM, if_none_match=tag)[0] == 0
        clock.now += 0.2

        assert "มาใหม่" in queries(client, ITEM, if_none_match=tag)[1].content.decode()

    def test_a_look_that_finds_no_change_renews_the_trust(self, client, clock):
        publish(item_of(open_year()))
        tag = client.get(ITEM)["ETag"]
        clock.now += answers.TRUSTED_S + 0.1
        assert queries(client, ITEM)[0] == 1
        clock.now += answers.TRUSTED_S - 0.1

        count, again = queries(client, ITEM, if_none_match=tag)
        assert (count, again.status_code) == (0, 304)

    def test_who_publishes_drops_the_pages_of_the_agency_at_once(self, client, django_capture_on_commit_callbacks):
        item = item_of(open_year())
        tag = client.get(ITEM)["ETag"]

        with django_capture_on_commit_callbacks(execute=True):
            publish(item, "มาใหม่")

        assert "มาใหม่" in client.get(ITEM, headers={"if-none-match": tag}).content.decode()

    def test_a_page_drawn_while_something_was_dropped_is_not_kept(self):
        kept = Kept(Document(b"old", agency=1), "t", b"", 0.0)
        pages = Memory()
        epoch = pages.epoch()
        pages.drop(1)

        pages.keep("/a/", kept, epoch)

        assert pages.find("/a/") is None

    def test_the_memory_has_an_end(self):
        pages = Memory(most_bytes=4000)
        for number in range(10):
            pages.keep(f"/{number}/", Kept(Document(b"x" * 1000, agency=1), "t", b"", 0.0), pages.epoch())

        assert [path for path in (f"/{number}/" for number in range(10)) if pages.find(path)] == ["/8/", "/9/"]

    def test_another_agencys_pages_stay(self):
        pages = Memory()
        for agency in (1, 2):
            pages.keep(f"/{agency}/", Kept(Document(b"x", agency=agency), "t", b"", 0.0), pages.epoch())
        pages.drop(1)

        assert (pages.find("/1/"), pages.find("/2/") is not None) == (None, True)


class TestNobodyIsKnown:
    def test_no_cookie_is_set_and_none_matters(self, client):
        publish(item_of(open_year()), content=PDF)
        client.force_login(
            make_user(Agency.objects.get(), display_name="ลับมาก"), backend="django.contrib.auth.backends.ModelBackend"
        )

        for path in (
            "/ban-suan/",
            ITEM,
            "/ban-suan/2566/",
            "/ban-suan/feed.xml",
            "/ban-suan/2566/o1/1/v1/ประกาศ.pdf",
            "/ban-suan/none/x/",
        ):
            memory.drop()
            response = client.get(path)
            assert not response.cookies, path
            assert "Cookie" not in response.get("Vary", ""), path
            assert "private" not in response["Cache-Control"], path
            if not response.streaming:
                assert "ลับมาก" not in response.content.decode(), path

    def test_only_looking_is_answered(self, client):
        open_year()

        assert client.post("/ban-suan/").status_code == 405
        assert client.head("/ban-suan/").status_code == 200


class TestQueries:
    def test_hot_pages_ask_at_most_four(self, client):
        year = open_year()
        item = item_of(year)
        for number in range(20):
            publish(item, f"เรื่อง {number}", content=PDF)

        for path, most in ((ITEM, 4), ("/ban-suan/2566/", 4), ("/ban-suan/2566/o1/3/", 4), ("/ban-suan/", 4)):
            memory.drop()
            assert queries(client, path)[0] <= most, path


class TestOldPagesOfOthers:
    def test_the_national_front_lists_agencies_and_leads_people_who_work_here_on(self, client):
        agency = open_year().agency
        make_user()

        page = client.get("/")
        assert 'href="ban-suan/"' in page.content.decode()
        assert not page.cookies
        client.force_login(make_user(agency), backend="django.contrib.auth.backends.ModelBackend")

        assert client.get("/")["Location"] == "/office/"

    def test_without_any_public_site_it_leads_to_the_office(self, client, db):
        make_user()

        assert client.get("/")["Location"] == "/office/"


def test_the_stamp_of_another_agency_drops_nothing(client, django_capture_on_commit_callbacks):
    open_year()
    other = open_year(
        Agency.objects.create(slug="other", name="อื่น", kind="tao", province="ตาก", created_at="2023-01-01T00:00Z"),
        codes=1,
    )
    tag = client.get(ITEM)["ETag"]

    with django_capture_on_commit_callbacks(execute=True):
        tell(other.agency, "published", "/other/news/1/")

    assert queries(client, ITEM, if_none_match=tag)[0] == 0
