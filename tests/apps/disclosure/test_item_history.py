"""The history on an item's page: everything about the item and what was published for it, for those who may see it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from prongsai.apps.disclosure.actions import discard_version
from prongsai.apps.disclosure.item_history import list_history
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.year_actions import change_item, state_element
from prongsai.apps.history.queries import list_events_about
from tests.apps.disclosure.desk import AT, PAGE, clear, draft, make_desk, publish

pytestmark = pytest.mark.django_db


def deeds(item):
    return [str(one.what) for one in list_history(item, 100)]


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


class TestListHistory:
    def test_tells_of_the_item_its_elements_and_its_publications_latest_first(self, desk):
        item = desk.item()
        change_item(item=item, version=1, unit=desk.agency.units.first(), due_on=item.due_on, by=desk.clerk, at=AT)
        state_element(item=item, position=0, state="there", by=desk.clerk, at=AT)
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="ผิดปี", by=desk.clerk, at=AT)

        assert deeds(item) == [
            "ถอนข้อมูลที่เผยแพร่",
            "เผยแพร่ข้อมูล",
            "อนุมัติให้เผยแพร่",
            "ตรวจหาข้อมูลส่วนบุคคล",
            "เสนออนุมัติเผยแพร่",
            "ร่างข้อมูลที่จะเผยแพร่",
            "ระบุว่าองค์ประกอบของข้อมีหรือไม่",
            "แก้ไขผู้รับผิดชอบหรือกำหนดของข้อ",
        ]

    def test_says_who_and_when_and_to_what(self, desk):
        clear(draft(desk))

        machine, person = list_history(desk.item())

        assert (machine.who, person.who) == ("ระบบ", desk.clerk.display_name)
        assert (person.at, person.target) == (AT, "1 v1 โครงสร้างหน่วยงาน")

    def test_keeps_what_was_thrown_away(self, desk):
        discard_version(version=draft(desk), by=desk.clerk, at=AT)

        assert deeds(desk.item()) == ["ทิ้งร่างข้อมูล", "ร่างข้อมูลที่จะเผยแพร่"]

    def test_leaves_out_items_whose_code_begins_the_same_and_other_agencies(self, desk):
        draft(desk, code="O10")
        draft(make_desk(), code="O1")
        draft(desk, replace(PAGE, title="2566 O1/1"), code=None)

        assert deeds(desk.item("O1")) == []
        assert len(deeds(desk.item("O10"))) == 1

    def test_leaves_out_the_same_item_of_another_year(self, desk):
        draft(desk)

        other = make_desk(desk.agency, fiscal_year=2567)

        assert deeds(other.item("O1")) == []

    def test_shows_the_newest_only(self, desk):
        for _turn in range(4):
            draft(desk)

        found = list_history(desk.item(), most=3)

        assert [one.target[:1] for one in found] == ["4", "3", "2"]

    def test_a_person_who_is_gone_is_a_number(self, desk):
        draft(desk)
        number = desk.clerk.pk
        desk.clerk.memberships.all().delete()
        desk.clerk.delete()

        assert list_history(desk.item())[0].who == f"#{number}"


class TestPage:
    def url(self, desk):
        return reverse("disclosure:item_detail", args=(desk.item().pk,))

    def test_shows_it_with_a_way_to_all_of_it(self, client, desk):
        draft(desk)
        enter(client, desk.clerk)

        page = client.get(self.url(desk)).content.decode()

        assert "ประวัติของข้อนี้" in page
        assert "ร่างข้อมูลที่จะเผยแพร่" in page
        assert '/office/history/?about=2566%20O1"' in page

    def test_not_to_those_who_may_not_see_the_history(self, client, desk):
        draft(desk)
        enter(client, desk.officer)

        page = client.get(self.url(desk))

        assert page.status_code == 200
        assert "ประวัติของข้อนี้" not in page.content.decode()


class TestFilteredHistory:
    def test_shows_the_events_of_the_item_alone(self, client, desk):
        draft(desk, replace(PAGE, title="ของข้อหนึ่ง"))
        draft(desk, replace(PAGE, title="ของข้อสิบ"), code="O10")
        enter(client, desk.clerk)

        page = client.get("/office/history/", {"about": "2566 O1"}).content.decode()

        assert "ของข้อหนึ่ง" in page
        assert "ของข้อสิบ" not in page
        assert "เฉพาะประวัติของ" in page

    def test_goes_on_with_other_filters_and_into_the_file(self, client, desk):
        draft(desk, replace(PAGE, title="ของข้อหนึ่ง"))
        draft(desk, replace(PAGE, title="ของข้อสิบ"), code="O10")
        enter(client, desk.clerk)

        none = client.get("/office/history/", {"about": "2566 O1", "action": "publication_drafted", "text": "สิบ"})
        file = client.get("/office/history/export/jsonl/", {"about": "2566 O1"})

        assert "ของข้อหนึ่ง" not in none.content.decode()
        assert "ของข้อสิบ" not in none.content.decode()
        lines = b"".join(file.streaming_content).decode().splitlines()
        assert len(lines) == 1
        assert "ของข้อหนึ่ง" in lines[0]

    def test_a_label_is_no_pattern(self, desk):
        draft(desk)

        assert not list_events_about(desk.agency.slug, "2566 O_", ("publication",)).exists()
        assert not list_events_about(desk.agency.slug, "%", ("publication",)).exists()
