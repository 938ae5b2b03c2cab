"""What programs read of an agency beside RSS: CSV, JSON Feed, sitemaps, keys; and the days, sizes and digits of pages."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from prongsai.apps.accounts.models import User
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from prongsai.apps.portal import keys
from prongsai.apps.portal.answers import Kept, Memory, has_tag, memory
from prongsai.apps.portal.document import Document
from prongsai.apps.portal.executives import look_at_front
from prongsai.apps.portal.tongue import Tongue
from prongsai.apps.portal.urls import BuddhistYear
from prongsai.core.errors import PersonError
from tests.apps.factories import give_post, make_agency, make_post, make_user
from tests.apps.portal.published import AT, PDF, item_of, open_year, publish

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil")']
ODD = ['"อ้าง" ,จุลภาค', "บรรทัด\nสอง", "\r\nเริ่ม", "๒๕๖๖ ก\u0e4d\u0e32", "<b>&amp;", "😀", "\u200b", "x\x0by"]


@pytest.fixture
def year(db):
    return open_year(codes=4)


def table(client, name):
    response = client.get(f"/ban-suan/data/{name}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("\ufeff")  # else Excel reads Thai as something else
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


class TestCsv:
    @pytest.mark.parametrize("title", FORMULAS)
    def test_no_cell_begins_a_formula(self, client, year, title):
        publish(item_of(year), title)

        assert table(client, "publications")[0]["title"] == f"'{title}"

    @pytest.mark.parametrize("title", ODD)
    def test_any_title_is_one_cell(self, client, year, title):
        publish(item_of(year), title)
        publish(item_of(year, "O2"), "หลัง")

        assert [row["title"].lstrip("'") for row in table(client, "publications")] == [title, "หลัง"]

    def test_holds_what_may_be_read_and_nothing_else(self, client, year):
        publish(item_of(year), "เผยแพร่", content=PDF)
        for code, state in (("O2", "draft"), ("O3", "waiting"), ("O4", "scheduled")):
            publish(item_of(year, code), f"ลับ {state}", state)
        publish(year.agency, "ถอนแล้ว", "withdrawn")

        rows = table(client, "publications")

        assert [row["title"] for row in rows] == ["เผยแพร่"]
        assert rows[0]["sha256"]
        assert rows[0]["url"].endswith("/ban-suan/2566/o1/1/v1/")
        assert (
            client.get(
                rows[0]["file"].removeprefix("http://127.0.0.1:8000").removeprefix("http://localhost")
            ).status_code
            == 200
        )

    def test_moments_are_in_utc_and_days_as_iso(self, client, year):
        publish(
            item_of(year),
            published_at=datetime(2023, 9, 30, 17, 0, tzinfo=UTC),  # 1 October in Bangkok
            as_of_on=date(2024, 2, 29),
        )

        [row] = table(client, "publications")

        assert (row["published_at"], row["as_of"]) == ("2023-09-30T17:00:00Z", "2024-02-29")

    def test_items_are_all_there_with_how_much_is_published(self, client, year):
        publish(item_of(year))
        publish(item_of(year))
        publish(item_of(year, "O2"), state="draft")

        rows = table(client, "items")

        assert [(row["item"], row["published"]) for row in rows] == [("O1", "2"), ("O2", "0"), ("O3", "0"), ("O4", "0")]
        assert all(row["title"] and row["title_en"] for row in rows)

    def test_a_unit_that_was_renamed_is_in_the_next_answer(self, client, year):
        table(client, "items")
        year.agency.units.filter(pk=item_of(year).unit_id).update(name="=กองใหม่")

        assert {row["unit"] for row in table(client, "items")} == {"'=กองใหม่"}

    def test_an_agency_without_public_site_has_none(self, client, db):
        make_user(make_agency(slug="quiet"))
        for name in (
            "data/publications.csv",
            "data/items.csv",
            "data/changes.csv",
            "feed.json",
            "feed.xml",
            "sitemap.xml",
        ):
            assert client.get(f"/quiet/{name}").status_code == 404, name


class TestJsonFeed:
    @pytest.mark.parametrize("title", [*ODD, *FORMULAS])
    def test_any_title_is_read_back(self, client, year, title):
        publish(item_of(year), title)

        feed = json.loads(client.get("/ban-suan/feed.json").content)

        assert [item["title"] for item in feed["items"]] == [title]

    def test_names_each_version_once_newest_first(self, client, year):
        first = publish(item_of(year), "เก่า", content=PDF)
        publish(item_of(year, "O2"), "ใหม่")

        items = json.loads(client.get("/ban-suan/feed.json").content)["items"]

        assert [item["title"] for item in items] == ["ใหม่", "เก่า"]
        assert len({item["id"] for item in items}) == 2
        assert items[1]["attachments"][0]["size_in_bytes"] == first.size_bytes

    def test_has_an_end(self, client, year):
        for number in range(103):
            publish(item_of(year), f"ที่ {number}")

        items = json.loads(client.get("/ban-suan/feed.json").content)["items"]

        assert [items[0]["title"], items[-1]["title"], len(items)] == ["ที่ 102", "ที่ 3", 100]


class TestSitemap:
    def test_names_every_page_in_both_languages_once(self, client, year):
        publish(item_of(year))
        tree = etree.fromstring(client.get("/ban-suan/sitemap.xml").content)
        found = [one.text for one in tree.iter("{*}loc")]

        assert len(found) == len(set(found))
        for page in found:
            path = "/" + page.split("/", 3)[3]
            assert client.get(path).status_code == 200, path
        others = [one.get("href") for one in tree.iter("{http://www.w3.org/1999/xhtml}link")]
        assert len(others) == len(found)
        assert all("/ban-suan/en/" in other for other in others)

    def test_the_index_names_agencies_with_a_site_alone(self, client, year):
        make_agency(slug="quiet")
        memory.drop()

        found = client.get("/sitemap.xml").content.decode()

        assert "/ban-suan/sitemap.xml" in found
        assert "quiet" not in found


@pytest.mark.django_db
class TestKeys:
    def test_are_made_once_and_sign_what_openers_can_check(self):
        agency = make_agency()

        first = keys.ensure_key(agency=agency, actor=SYSTEM_ACTOR, at=AT)
        again = keys.ensure_key(agency=agency, actor=SYSTEM_ACTOR, at=AT + timedelta(days=1))

        assert first == again == keys.find_public_key(agency.pk)
        assert Event.objects.filter(action="signing_key_made").count() == 1
        signature = keys.sign(agency.pk, "เนื้อหา".encode())
        assert len(signature) == 64
        assert keys.is_signed_by(first.pem, signature, "เนื้อหา".encode())
        for content, mark in (
            ("เนื้อหา ".encode(), signature),
            ("เนื้อหา".encode(), bytes([signature[0] ^ 1]) + signature[1:]),
            (b"", b""),
        ):
            assert not keys.is_signed_by(first.pem, mark, content)

    def test_of_two_agencies_differ(self):
        one, other = (keys.ensure_key(agency=make_agency(), actor=SYSTEM_ACTOR, at=AT) for _ in range(2))

        assert one.fingerprint != other.fingerprint
        assert len(one.fingerprint) == 64

    def test_a_lost_secret_of_the_site_is_a_sentence(self, settings):
        agency = make_agency()
        keys.ensure_key(agency=agency, actor=SYSTEM_ACTOR, at=AT)
        settings.SECRET_KEY = "another" * 10

        with pytest.raises(PersonError) as refused:
            keys.sign(agency.pk, b"x")
        assert "PRONGSAI_SECRET_KEY_FILE" in refused.value.message_en

    def test_an_agency_without_one_has_no_file(self, client):
        open_year(codes=1)

        assert client.get("/ban-suan/signing-key.pem").status_code == 404


class TestTongue:
    def test_speaks_by_address_and_digits_by_the_agency(self):
        assert Tongue(thai_digits=True).n("O43 2566") == "O๔๓ ๒๕๖๖"
        assert Tongue(english=True, thai_digits=True).n(2566) == "2566"
        assert (Tongue().code, Tongue(english=True).code) == ("th", "en")

    @pytest.mark.parametrize(
        ("thai", "english", "said_th", "said_en"),
        [("ก", "a", "ก", "a"), ("ก", "", "ก", "ก"), (None, "a", "a", "a"), ("", None, "", "")],
    )
    def test_takes_the_other_words_where_its_own_are_missing(self, thai, english, said_th, said_en):
        assert (Tongue().pick(thai, english), Tongue(english=True).pick(thai, english)) == (said_th, said_en)

    @pytest.mark.parametrize(
        ("size", "words"),
        [
            (0, "1 kB"),
            (1, "1 kB"),
            (1499, "1 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (1_000_000, "1.0 MB"),
            (25_600_000, "26 MB"),
        ],
    )
    def test_sizes(self, size, words):
        assert Tongue().size(size) == words

    def test_a_moment_is_of_bangkoks_day(self):
        last = datetime(2023, 9, 30, 16, 59, tzinfo=UTC)

        assert Tongue().day(last) == Tongue().day(date(2023, 9, 30))
        assert Tongue().day(last + timedelta(minutes=1)) == Tongue().day(date(2023, 10, 1))
        assert "2566" in Tongue().day(last) or "66" in Tongue().day(last)
        assert (Tongue().day(None), Tongue().moment(None)) == ("", "")

    def test_periods(self):
        first, last = date(2022, 10, 1), date(2023, 9, 30)
        with translation.override("th"):
            tongue = Tongue()
            assert tongue.period(first, last) == f"{tongue.day(first)} – {tongue.day(last)}"
            assert tongue.period(first, first) == tongue.day(first)
            assert tongue.period(first, None).startswith("ตั้งแต่")
            assert tongue.period(None, last).startswith("ถึง")
            assert tongue.period(None, None) == ""


class TestMemory:
    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000), st.integers(1, 3)), max_size=40))
    def test_never_holds_more_than_it_may_and_gives_the_last_of_each(self, pages):
        kept, newest = Memory(most_bytes=5000), {}
        for number, size, agency in pages:
            one = Kept(Document(b"x" * size, agency=agency), str(size), b"", 0.0)
            kept.keep(f"/{number}/", one, kept.epoch())
            newest[f"/{number}/"] = one
        held = {path: one for path in newest if (one := kept.find(path)) is not None}

        assert sum(one.size for one in held.values()) <= 5000
        assert all(one is newest[path] for path, one in held.items())
        kept.drop()
        assert not any(kept.find(path) for path in newest)

    @pytest.mark.parametrize(
        ("given_tags", "has"),
        [
            ('"abc"', True),
            ('W/"abc"', True),
            ('"x", "abc"', True),
            ('"abc-gz"', True),
            ("*", True),
            (" * ", True),
            ("", False),
            ("abc", False),
            ('"abcd"', False),
            ('"ab', False),
        ],
    )
    def test_tags_as_browsers_send_them(self, rf, given_tags, has):
        assert has_tag(rf.get("/", headers={"if-none-match": given_tags}), "abc") is has


@pytest.mark.django_db
class TestExecutives:
    @pytest.mark.parametrize(
        ("first", "last", "shown"), [(0, 0, True), (0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)]
    )
    def test_stand_on_the_front_page_on_their_days(self, first, last, shown):
        agency = open_year(codes=1).agency
        person, on = make_user(agency, display_name="นายก คนหนึ่ง"), date(2023, 10, 1)
        last_on = None if last is None else on + timedelta(days=last)
        give_post(person, make_post(agency, "top_executive"), from_on=on + timedelta(days=first), until_on=last_on)

        found = look_at_front("ban-suan", on)

        assert [one.name for one in found.executives] == (["นายก คนหนึ่ง"] if shown else [])

    def test_substitutes_and_heads_of_units_do_not(self):
        agency = open_year(codes=1).agency
        give_post(make_user(agency), make_post(agency, "unit_head", "กองคลัง"))
        give_post(make_user(agency), make_post(agency, "top_executive"), capacity="delegated")

        assert look_at_front("ban-suan", date(2023, 10, 1)).executives == ()
        assert User.objects.count() == 2

    def test_come_the_highest_first(self):
        agency = open_year(codes=1).agency
        for kind in ("chief_administrator", "deputy_executive", "top_executive"):
            give_post(make_user(agency, display_name=kind), make_post(agency, kind))

        names = [one.name for one in look_at_front("ban-suan", date(2023, 1, 1)).executives]

        assert names == ["top_executive", "deputy_executive", "chief_administrator"]
        assert look_at_front("nobody", date(2023, 1, 1)) is None


@pytest.mark.parametrize(
    ("word", "fits"), [("2500", True), ("2699", True), ("2499", False), ("2700", False), ("๒๕๖๖", False)]
)
def test_years_of_addresses(word, fits):

    assert bool(re.fullmatch(BuddhistYear.regex, word)) is fits
