"""The public's only door: what it shows, and that nothing else ever comes through it."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta

import pytest

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.gate_actions import Found, MaskedContent, note_found, take_masked
from prongsai.apps.disclosure.models import ChangeEntry, Copy, PublicAddress, Publication
from prongsai.apps.disclosure.publish_actions import publish_version, withdraw_publication
from prongsai.apps.disclosure.year_actions import open_year
from tests.apps.disclosure.desk import AT, PAGE, TABLE, again, approve, draft, file_draft, make_desk, publish, wait
from tests.apps.factories import make_agency

pytestmark = pytest.mark.django_db
SECRET = "ความลับ-7f3a"


def everything(agency):
    """All that the public can get, as one text."""
    found = [
        public.find_agency(agency.slug),
        public.list_years(agency),
        public.list_items(agency, 2566),
        [public.find_item(agency.slug, 2566, code) for code in ("O1", "O2", "o3")],
        public.list_news(agency),
        public.list_latest(agency),
        list(public.iter_publications(agency)),
        public.list_changes(agency),
        public.list_addresses(agency),
        [public.find_publication(agency, place, number) for place in ((2566, "O1"), None) for number in (1, 2, 3)],
        [
            public.find_version(agency, place, number, version)
            for place in ((2566, "O1"), None)
            for number in (1, 2)
            for version in (1, 2, 3)
        ],
    ]
    return repr(found)


class TestWhatIsShown:
    def test_an_agency_has_a_site_once_a_year_is_open(self, desk):
        assert public.find_agency(desk.agency.slug).pk == desk.agency.pk
        assert public.find_agency(make_agency().slug) is None
        assert [one.slug for one in public.list_agencies()] == [desk.agency.slug]
        assert public.list_agencies(after=desk.agency.slug) == []

    def test_years_say_how_many_items_have_something(self, desk):
        publish(desk)
        publish(desk, TABLE)
        publish(desk, TABLE, code="O2")
        open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)

        newest, year = public.list_years(desk.agency)

        assert (newest.fiscal_year, newest.items_with_content) == (2567, 0)
        assert (year.address, year.item_count, year.items_with_content) == (f"/{desk.agency.slug}/2566/", 43, 2)

    def test_items_come_in_the_frameworks_order_with_what_is_public(self, desk):
        publish(desk)
        draft(desk, TABLE)

        items = public.list_items(desk.agency, 2566)

        assert [one.code for one in items[:2]] == ["O1", "O2"]
        assert [one.current.title for one in items[0].publications] == ["โครงสร้างหน่วยงาน"]
        assert (items[0].has_content, items[1].has_content) == (True, False)

    def test_an_item_is_found_in_any_case_with_all_versions(self, desk):
        old = publish(desk)
        again(desk, old)

        item = public.find_item(desk.agency.slug, 2566, "o1")

        (one,) = item.publications
        assert [version.number for version in one.versions] == [2, 1]
        assert [version.state for version in one.versions] == ["published", "replaced"]
        assert one.current.title == "ฉบับแก้ไข"
        assert one.versions[1].body == PAGE.body
        assert public.find_item(desk.agency.slug, 2566, "O99") is None
        assert public.find_item(desk.agency.slug, 2565, "O1") is None

    def test_a_file_by_its_address_alone(self, desk):
        version = publish(desk, file_draft())

        file = public.find_file(desk.agency, (2566, "o1"), 1, 1, version.file_name)

        assert file.address == f"/{desk.agency.slug}/2566/o1/1/v1/แผนผัง-ปี-66.pdf"
        assert public.open_file(file).startswith(b"%PDF")
        assert public.find_file(desk.agency, (2566, "o1"), 1, 1, "อื่น.pdf") is None

    def test_news(self, desk):
        publish(desk, replace(PAGE, title="ข่าวแรก"), code=None)
        publish(desk, replace(PAGE, title="ข่าวสอง"), code=None)

        assert [one.current.title for one in public.list_news(desk.agency)] == ["ข่าวสอง", "ข่าวแรก"]
        assert [one.number for one in public.list_news(desk.agency, before=2)] == [1]
        assert public.find_publication(desk.agency, None, 2).address == f"/{desk.agency.slug}/news/2/"

    def test_the_latest_first(self, desk):
        publish(desk, at=AT + timedelta(days=3))
        publish(desk, TABLE, at=AT + timedelta(days=5))
        publish(desk, PAGE, code=None, at=AT + timedelta(days=4))

        assert [one.kind for one in public.list_latest(desk.agency)] == ["table", "page", "page"]
        assert len(public.list_latest(desk.agency, limit=1)) == 1
        assert [one.place.item for one in public.list_latest(desk.agency, only_news=True)] == [None]

    def test_the_log_of_changes_of_all_or_of_one_item(self, desk):
        old = publish(desk)
        again(desk, old)
        publish(desk, TABLE, code="O2")

        assert [one.kind for one in public.list_changes(desk.agency)] == [
            "published",
            "replaced",
            "published",
            "year_opened",
        ]
        assert [one.version for one in public.list_changes(desk.agency, place=(2566, "o1"))] == [2, 1]
        assert [one.number for one in public.list_changes(desk.agency, after=2, newest_first=False)] == [3, 4]

    def test_the_stamp_grows_with_each(self, desk):
        before = public.find_stamp(desk.agency).number

        publish(desk)

        assert public.find_stamp(desk.agency).number == before + 1
        assert public.find_stamp_of(desk.agency.slug) == public.find_stamp(desk.agency)

    @pytest.mark.parametrize("count", [1, 12])
    def test_few_queries_however_much_is_public(self, desk, count, django_assert_max_num_queries):
        for _ in range(count):
            again(desk, publish(desk, file_draft()))

        with django_assert_max_num_queries(3):
            public.list_items(desk.agency, 2566)
        with django_assert_max_num_queries(5):
            public.find_item(desk.agency.slug, 2566, "o1")
        with django_assert_max_num_queries(3):
            public.find_publication(desk.agency, (2566, "o1"), 1)
        with django_assert_max_num_queries(2):
            public.list_latest(desk.agency)


class TestWhatIsNot:
    @pytest.mark.parametrize("state", ["draft", "waiting", "approved", "scheduled", "returned"])
    def test_nothing_of_a_version_in_the_making(self, desk, state):
        publish(desk)
        what = replace(PAGE, title=SECRET + "1", body=SECRET + "2")
        for version in (
            draft(desk, what),
            draft(desk, what, code=None),
            draft(desk, file_draft(SECRET, SECRET + ".pdf")),
        ):
            if state != "draft":
                version = wait(desk, version)
            if state in ("approved", "scheduled"):
                version = approve(desk, version)
            if state == "scheduled":
                type(version).objects.filter(pk=version.pk).update(state=state, publish_at=AT)
            if state == "returned":
                type(version).objects.filter(pk=version.pk).update(state=state, returned_why=SECRET)

        assert SECRET not in everything(desk.agency)

    def test_nothing_of_a_new_version_until_it_is_published(self, desk):
        old = publish(desk)
        draft(desk, replace(PAGE, title=SECRET), publication=old.publication)

        assert SECRET not in everything(desk.agency)
        assert public.find_version(desk.agency, (2566, "O1"), 1, 2) is None
        assert public.find_publication(desk.agency, (2566, "O1"), 1).current.number == 1

    def test_of_what_was_withdrawn_only_the_note(self, desk):
        what = replace(file_draft("แผนผัง", SECRET + ".pdf"))
        version = publish(desk, what)
        page = publish(desk, replace(PAGE, body=SECRET), code=None)
        for one in (version, page):
            withdraw_publication(publication=one.publication, why="ผิดปี", by=desk.clerk, at=AT)

        addresses = PublicAddress.objects.filter(path__contains=SECRET)
        assert addresses.count() == 1  # remembered, and answers no more
        found = everything(desk.agency).replace(addresses.get().path, "")
        assert SECRET not in found
        note = public.find_publication(desk.agency, (2566, "O1"), 1).current
        assert (note.is_withdrawn, note.withdrawn_why, note.files, note.body) == (True, "ผิดปี", (), "")
        assert public.find_file(desk.agency, (2566, "O1"), 1, 1, SECRET + ".pdf") is None
        assert public.list_news(desk.agency) == []
        assert not public.find_item(desk.agency.slug, 2566, "O1").has_content

    def test_of_a_masked_version_only_the_mask(self, desk):
        what = replace(TABLE, title="รายชื่อ " + SECRET, table=(("ชื่อ", "เลข"), ("ก", SECRET)))
        version = approve(desk, wait(desk, draft(desk, what)))
        seen = version.content_sha256
        note_found(version=version, content_sha256=seen, found=(Found("national_id", "แถว 1"),), at=AT)
        masked = MaskedContent("รายชื่อ XXX", "", (("ชื่อ", "เลข"), ("ก", "X-XXXX")))
        take_masked(version=version, seen_sha256=seen, masked=masked, by=desk.clerk, at=AT)

        publish_version(version=version, by=desk.clerk, at=AT)

        assert SECRET not in everything(desk.agency)
        assert SECRET not in repr(list(ChangeEntry.objects.values()))
        current = public.find_publication(desk.agency, (2566, "O1"), 1).current
        assert (current.title, current.table[1][1], current.is_masked) == ("รายชื่อ XXX", "X-XXXX", True)

    def test_of_a_masked_file_only_the_copy(self, desk):
        version = approve(desk, wait(desk, draft(desk, file_draft("แผนผัง", SECRET + ".pdf"))))
        seen = version.content_sha256
        note_found(version=version, content_sha256=seen, found=(Found("national_id", "หน้า 1"),), at=AT)
        masked = MaskedContent(file=b"%PDF-masked", file_name="แผนผัง-ปกปิด.pdf", content_type="application/pdf")
        take_masked(version=version, seen_sha256=seen, masked=masked, by=desk.clerk, at=AT)

        publish_version(version=version, by=desk.clerk, at=AT)

        assert SECRET not in everything(desk.agency)
        (file,) = public.find_publication(desk.agency, (2566, "O1"), 1).current.files
        assert (file.kind, file.name, public.open_file(file)) == ("masked", "แผนผัง-ปกปิด.pdf", b"%PDF-masked")
        assert public.find_file(desk.agency, (2566, "O1"), 1, 1, SECRET + ".pdf") is None
        assert Copy.objects.count() == 1

    def test_nothing_of_another_agency(self, desk):
        other = make_desk()
        publish(other, replace(PAGE, title=SECRET))
        publish(other, replace(PAGE, title=SECRET), code=None)

        assert SECRET not in everything(desk.agency)

    def test_no_row_leaves(self, desk):
        publish(desk)

        def walk(value):
            if is_dataclass(value):
                for field in fields(value):
                    yield from walk(getattr(value, field.name))
            elif isinstance(value, tuple | list):
                for one in value:
                    yield from walk(one)
            else:
                yield value

        asked = [public.find_agency(desk.agency.slug), public.find_item(desk.agency.slug, 2566, "o1")]
        found = list(walk([*asked, *public.iter_publications(desk.agency), *public.list_changes(desk.agency)]))

        assert {type(one) for one in found} <= {str, int, bool, type(None), datetime, type(AT.date())}

    def test_a_publication_pointed_at_a_draft_shows_nothing(self, desk):
        version = draft(desk, replace(PAGE, title=SECRET))
        Publication.objects.update(current=version)

        assert SECRET not in everything(desk.agency)
        assert public.list_items(desk.agency, 2566)[0].publications == ()
        assert public.list_years(desk.agency)[0].items_with_content == 0
