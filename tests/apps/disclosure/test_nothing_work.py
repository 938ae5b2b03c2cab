"""Units that wrote "nothing this month" through the chain: offered as a statement, taken with one button, public only by a person."""

from datetime import date

import pytest
from django.http import Http404

from prongsai.apps.agencies.models import Unit
from prongsai.apps.disclosure import queries
from prongsai.apps.disclosure.actions import take_back
from prongsai.apps.disclosure.models import Version
from prongsai.apps.disclosure.nothing_work import list_offers, statement_title
from prongsai.apps.disclosure.publish_actions import publish_version, withdraw_publication
from prongsai.apps.disclosure.work_actions import take_nothing_from_work
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.handover.actions import excuse_part, return_work
from prongsai.apps.handover.models import Handover
from prongsai.apps.history.models import Event
from prongsai.core import plan as core
from prongsai.core.handover import STEPS, Refusal
from tests.apps.disclosure.desk import clear, make_desk
from tests.apps.factories import measure_facts
from tests.apps.handover.office import AT, check, hand_in, make_office, step

pytestmark = pytest.mark.django_db
NOVEMBER = core.Deadline("monthly", from_on=date(2022, 11, 1), until_on=date(2022, 11, 30), as_printed="ทุกเดือน")
NOTHING = "เดือนนี้ไม่มีการจัดซื้อจัดจ้าง"


def office_with(units=("สำนักปลัด",), deadline=NOVEMBER, steps=STEPS):
    measure = measure_facts(
        evidence=(),
        steps=(),
        item_codes=("O16", "O17"),
        responsible=tuple(core.Responsible(name) for name in units),
        follow_ups=(core.FollowUp(1, "สรุปผลการจัดซื้อจัดจ้าง", "task", deadline),),
    )
    made = make_office(measures=(measure,), steps=steps)
    made.year = open_year(agency=made.agency, fiscal_year=2566, by=None, at=AT)
    return made


def item_of(office, code="O16"):
    return queries.item_for(office.clerk, office.year.items.get(code=code).pk)


def say(office, note=NOTHING, unit="สำนักปลัด", **values):
    return hand_in(office, unit, note=note, links=(), **values)


def go_on(office, units=("สำนักปลัด",), to="acknowledge"):
    for unit in units:
        check(office, unit)
    for name in ("compile", "endorse", "acknowledge"):
        step(office, name)
        if name == to:
            break


def offers(office, code="O16"):
    return list_offers(item_of(office, code), STEPS)


def take(office, code="O16"):
    handover = queries.handover_of(item_of(office, code), office.handover().pk)
    return take_nothing_from_work(handover=handover, item=item_of(office, code), by=office.clerk, at=AT)


class TestOffers:
    def test_what_the_whole_chain_approved_with_text_period_and_approver(self):
        office = office_with()
        say(office)
        go_on(office)

        (one,) = offers(office)

        assert one.body == NOTHING
        assert (one.period_from, one.period_to) == (date(2022, 11, 1), date(2022, 11, 30))
        assert (one.approved_by, one.approved_at) == (str(office.executive), AT)
        assert one.title.endswith("(พฤศจิกายน 2565): ไม่มีรายการ")
        assert one.handover_id == office.handover().pk

    def test_for_each_item_the_measure_names_and_no_other(self):
        office = office_with()
        say(office)
        go_on(office)

        assert len(offers(office, "O16")) == len(offers(office, "O17")) == 1
        assert offers(office, "O1") == []

    @pytest.mark.parametrize("to", ["compile", "endorse"])
    def test_not_before_the_last_has_approved(self, to):
        office = office_with()
        say(office)
        go_on(office, to=to)

        assert offers(office) == []

    def test_not_what_was_returned(self):
        office = office_with()
        say(office)
        go_on(office)
        part = office.part()
        return_work(
            handover=office.handover(), part_ids=[part.pk], reason="มีรายการ", step="publish", by=office.clerk, at=AT
        )

        assert offers(office) == []

    def test_not_a_note_that_says_something_else(self):
        office = office_with()
        say(office, "ดำเนินการแล้ว ไม่มีปัญหาอุปสรรค")
        go_on(office)

        assert offers(office) == []

    def test_not_beside_evidence(self):
        office = office_with()
        hand_in(office, note=NOTHING)
        go_on(office)

        assert offers(office) == []

    def test_not_for_work_without_a_period(self):
        office = office_with(deadline=core.Deadline("date", due_on=date(2023, 1, 31)))
        say(office)
        go_on(office)

        assert offers(office) == []

    def test_of_several_units_only_when_all_say_so(self):
        units = ("สำนักปลัด", "กองคลัง")
        office = office_with(units)
        say(office)
        say(office, "จัดซื้อ 3 รายการ ตามประกาศ", "กองคลัง")
        go_on(office, units)
        assert offers(office) == []

        both = office_with(units)
        say(both)
        say(both, "ไม่มีรายการ", "กองคลัง")
        go_on(both, units)
        (one,) = offers(both)
        assert one.body == f"- สำนักปลัด: {NOTHING}\n- กองคลัง: ไม่มีรายการ"

    def test_a_unit_that_was_let_off_is_not_waited_for(self):
        office = office_with(("สำนักปลัด", "กองคลัง"))
        excuse_part(part=office.part("กองคลัง"), reason="ไม่เกี่ยวข้อง", by=office.clerk, at=AT)
        say(office)
        go_on(office)

        (one,) = offers(office)

        assert one.body == NOTHING

    def test_by_a_short_chain_the_heads_word_is_enough(self):
        office = office_with(steps=("check", "publish"))
        say(office)
        check(office)

        (one,) = list_offers(item_of(office), ("check", "publish"))

        assert one.approved_by == str(office.head)

    def test_is_one_query(self, django_assert_num_queries):
        office = office_with()
        say(office)
        go_on(office)
        item = item_of(office)

        with django_assert_num_queries(1):
            assert len(list_offers(item, STEPS)) == 1


class TestTake:
    def test_becomes_an_approved_statement_and_is_not_public(self):
        office = office_with()
        say(office)
        go_on(office)

        version = take(office)

        assert (version.kind, version.state, version.body) == ("nothing", "approved", NOTHING)
        assert (version.approved_by, version.approval.step) == (office.executive, "acknowledge")
        assert version.approved_sha256 == version.content_sha256
        assert version.publication.current_id is None
        event = Event.objects.latest("pk")
        assert event.action == "publication_taken_from_work"
        assert event.after["handover"] == office.handover().pk

    def test_is_offered_no_more_until_it_is_thrown_away(self):
        office = office_with()
        say(office)
        go_on(office)
        version = take(office)
        assert offers(office) == []
        assert len(offers(office, "O17")) == 1  # the other item has none of it

        version.publication.delete()

        assert len(offers(office)) == 1

    def test_pressed_twice_is_one(self):
        office = office_with()
        say(office)
        go_on(office)
        take(office)

        with pytest.raises(Refusal, match="นำคำแจ้งนี้มาแล้ว"):
            take(office)

        assert Version.objects.count() == 1

    def test_published_by_a_person_it_takes_the_work_along(self):
        office = office_with()
        say(office)
        go_on(office)
        version = take(office)
        clear(version)

        publish_version(version=version, by=office.clerk, at=AT)

        assert office.handover().state == "published"
        assert offers(office) == []

    def test_withdrawn_it_is_not_offered_again(self):
        office = office_with()
        say(office)
        go_on(office)
        version = take(office)
        clear(version)
        publish_version(version=version, by=office.clerk, at=AT)
        withdraw_publication(publication=version.publication, why="มีรายการภายหลัง", by=office.clerk, at=AT)

        assert offers(office) == []

    def test_taken_back_to_change_it_loses_the_approval(self):
        office = office_with()
        say(office)
        go_on(office)
        version = take_back(version=take(office), by=office.clerk, at=AT)

        assert (version.state, version.approval) == ("draft", None)

    def test_work_returned_after_taking_cannot_be_published(self):
        office = office_with()
        say(office)
        go_on(office)
        version = take(office)
        clear(version)
        part = office.part()
        return_work(
            handover=office.handover(), part_ids=[part.pk], reason="มีรายการ", step="publish", by=office.clerk, at=AT
        )

        with pytest.raises(Refusal, match="งานต้นเรื่องถูกส่งกลับ"):
            publish_version(version=version, by=office.clerk, at=AT)

    @pytest.mark.parametrize("to", ["compile", "endorse"])
    def test_refuses_what_the_chain_has_not_approved(self, to):
        office = office_with()
        say(office)
        go_on(office, to=to)

        with pytest.raises(Refusal, match="ยังไม่ผ่านการเห็นชอบ"):
            take(office)

    def test_refuses_an_item_the_measure_does_not_name(self):
        office = office_with()
        say(office)
        go_on(office)

        with pytest.raises(Refusal, match="ไม่ได้ผูกกับข้อ O1"):
            take(office, "O1")

    def test_refuses_what_says_something_else(self):
        office = office_with()
        say(office, "จัดซื้อแล้ว")
        go_on(office)

        with pytest.raises(Refusal, match="ไม่ได้แจ้งว่าไม่มีรายการ"):
            take(office)

    def test_of_another_agency_is_not_found(self):
        office, other = office_with(), office_with()
        say(other)
        go_on(other)

        with pytest.raises(Http404):
            queries.handover_of(item_of(office), other.handover().pk)


class TestTitle:
    def test_names_a_month_or_the_days(self):
        item = make_desk().item("O16")

        assert "(ธันวาคม 2565)" in statement_title(item, date(2022, 12, 1), date(2022, 12, 31))
        assert "1 ตุลาคม 2565 ถึง 31 มีนาคม 2566" in statement_title(item, date(2022, 10, 1), date(2023, 3, 31))
        assert "1 ธันวาคม 2565 ถึง 15 ธันวาคม 2565" in statement_title(item, date(2022, 12, 1), date(2022, 12, 15))

    def test_fits_the_field_whatever_the_item_is_called(self, monkeypatch):
        item = make_desk().item("O16")
        item.code = "O" + "1" * 400

        assert len(statement_title(item, date(2022, 12, 1), date(2022, 12, 31))) == 300


class TestPage:
    def enter(self, client, user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def test_one_button_makes_it_ready(self, client):
        office = office_with()
        say(office)
        go_on(office)
        self.enter(client, office.clerk)
        url = f"/office/year/items/{item_of(office).pk}/"
        page = client.get(url).content.decode()
        assert "ส่วนงานแจ้งว่าไม่มีรายการ" in page
        assert NOTHING in page

        done = client.post(f"{url}nothing/{office.handover().pk}/", follow=True)

        version = Version.objects.get()
        assert done.redirect_chain == [(f"/office/year/versions/{version.pk}/", 302)]
        assert "ยังไม่เผยแพร่จนกว่าจะกดเผยแพร่" in done.content.decode()
        assert version.state == "approved"
        assert version.gate.outcome == "clean"
        assert "ส่วนงานแจ้งว่าไม่มีรายการ" not in client.get(url).content.decode()

    def test_a_second_press_says_so(self, client):
        office = office_with()
        say(office)
        go_on(office)
        self.enter(client, office.clerk)
        take(office)

        page = client.post(f"/office/year/items/{item_of(office).pk}/nothing/{office.handover().pk}/", follow=True)

        assert "นำคำแจ้งนี้มาแล้ว" in page.content.decode()

    def test_is_shown_only_to_whoever_publishes(self, client):
        office = office_with()
        say(office)
        go_on(office)
        self.enter(client, office.officer)

        url = f"/office/year/items/{item_of(office).pk}/"

        assert "ส่วนงานแจ้งว่าไม่มีรายการ" not in client.get(url).content.decode()
        assert client.post(f"{url}nothing/{office.handover().pk}/").status_code == 404

    def test_of_another_agencys_work_nothing_happens(self, client):
        office, other = office_with(), office_with()
        say(other)
        go_on(other)
        self.enter(client, office.clerk)

        answer = client.post(f"/office/year/items/{item_of(office).pk}/nothing/{other.handover().pk}/")

        assert answer.status_code == 404
        assert not Version.objects.exists()

    def test_personal_data_in_a_note_stops_at_the_gate(self, client):
        office = office_with()
        say(office, "ไม่มีรายการ ติดต่อ 0812345678")
        go_on(office)
        self.enter(client, office.clerk)

        client.post(f"/office/year/items/{item_of(office).pk}/nothing/{office.handover().pk}/")

        version = Version.objects.get()
        assert not hasattr(version, "gate")
        assert version.personal_findings.exists()

    def test_units_are_named_as_they_were_when_they_handed_in(self):
        units = ("สำนักปลัด", "กองคลัง")
        office = office_with(units)
        say(office)
        say(office, "ไม่มีรายการ", "กองคลัง")
        go_on(office, units)
        Unit.objects.filter(name="กองคลัง").update(name="กองการเงิน")

        (one,) = offers(office)

        assert "กองคลัง" in one.body
        assert Handover.objects.filter(pk=one.handover_id).exists()
