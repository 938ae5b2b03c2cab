"""A year opened by mistake is closed; one that anybody worked in stays open."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from prongsai.apps.disclosure.models import ChangeEntry, DisclosureYear, ElementState, PublicAddress, YearItem
from prongsai.apps.disclosure.year_actions import change_item, open_year, state_element
from prongsai.apps.disclosure.year_closing import _MADE_BY_THE_MACHINE, WHY, YearInUse, close_year, require_empty
from prongsai.apps.history.models import Event
from prongsai.apps.search.models import Entry
from prongsai.apps.submission.models import (
    Clarification,
    Contest,
    FinalLook,
    FormEntry,
    Frozen,
    PreliminaryScore,
    SiteWalk,
)
from tests.apps.disclosure.desk import AT, draft, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong(desk):
    return open_year(agency=desk.agency, fiscal_year=2567, by=desk.clerk, at=AT)


def first(year):
    return year.items.select_related("year__agency").get(code="O1")


class TestClosing:
    def test_takes_the_year_away_and_tells_it(self, desk, wrong):
        count = wrong.items.count()
        number = ChangeEntry.objects.latest("number").number

        close_year(year=wrong, by=desk.clerk, at=AT)

        assert list(DisclosureYear.objects.values_list("fiscal_year", flat=True)) == [2566]
        assert set(YearItem.objects.values_list("year", flat=True)) == {desk.year.pk}
        event = Event.objects.latest("pk")
        assert (event.action, event.object_id) == ("year_closed", "2567")
        assert event.before == {"fiscal_year": 2567, "items": count}
        told = ChangeEntry.objects.latest("number")
        assert (told.number, told.kind, told.fiscal_year) == (number + 1, "withdrawn", 2567)
        assert "โดยไม่ได้ตั้งใจ" in told.why

    def test_leaves_nothing_of_it_to_be_found(self, desk, wrong):
        others = Entry.objects.filter(agency=desk.agency, kind="public_item", fiscal_year=2566).count()
        assert Entry.objects.filter(agency=desk.agency, fiscal_year=2567, kind="public_item").exists()

        close_year(year=wrong, by=desk.clerk, at=AT)

        assert not Entry.objects.filter(agency=desk.agency, fiscal_year=2567).exists()
        assert Entry.objects.filter(agency=desk.agency, kind="public_item", fiscal_year=2566).count() == others

    def test_takes_what_the_machine_made_along(self, desk, wrong):
        item = first(wrong)
        ElementState.objects.create(item=item, position=0, by_machine="not_there", machine_at=AT)
        SiteWalk.objects.create(year=wrong, start="https://www.example.go.th/", asked_at=AT)
        FinalLook.objects.create(year=wrong, kind="two_days", closes_at=AT, due_at=AT - timedelta(days=2), made_at=AT)

        close_year(year=wrong, by=desk.clerk, at=AT)

        assert not ElementState.objects.exists()
        assert not SiteWalk.objects.exists()
        assert not FinalLook.objects.exists()

    def test_leaves_a_later_year_that_came_from_it(self, desk, wrong):
        later = open_year(agency=desk.agency, fiscal_year=2568, by=desk.clerk, at=AT)
        assert later.items.filter(origin__year=wrong).exists()

        close_year(year=wrong, by=desk.clerk, at=AT)

        assert later.items.exists()
        assert not later.items.exclude(origin=None).exists()

    def test_may_be_opened_again(self, desk, wrong):
        close_year(year=wrong, by=desk.clerk, at=AT)

        again = open_year(agency=desk.agency, fiscal_year=2567, by=desk.clerk, at=AT)

        assert again.items.exists()
        assert PublicAddress.objects.filter(path=f"/{desk.agency.slug}/2567/").count() == 1


class TestInUse:
    def refused(self, desk, year, words):
        with pytest.raises(YearInUse, match=words):
            close_year(year=year, by=desk.clerk, at=AT)
        assert DisclosureYear.objects.filter(pk=year.pk).exists()
        assert not Event.objects.filter(action="year_closed").exists()

    def test_with_a_draft_names_its_item(self, desk, wrong):
        draft(replace(desk, year=wrong))

        self.refused(desk, wrong, "item O1 has a draft")

    def test_with_something_published(self, desk, wrong):
        publish(replace(desk, year=wrong))

        self.refused(desk, wrong, "item O1 has a draft or something published")

    def test_with_a_persons_word_on_an_element(self, desk, wrong):
        state_element(item=first(wrong), position=0, state="there", by=desk.clerk, at=AT)

        self.refused(desk, wrong, "entered or recorded")

    def test_with_a_day_set_by_hand(self, desk, wrong):
        item = first(wrong)
        day = date(2024, 3, 1)
        change_item(item=item, version=1, unit=None, due_on=day, reason="ตามคำสั่ง", by=desk.clerk, at=AT)

        self.refused(desk, wrong, "entered or recorded")

    @pytest.mark.parametrize(
        "make",
        [
            lambda year, item: FormEntry.objects.create(item=item, has=True, changed_by="ก", changed_at=AT),
            lambda year, item: PreliminaryScore.objects.create(item=item, score=50, recorded_by="ก", recorded_at=AT),
            lambda year, item: Contest.objects.create(item=item, reason="มีแล้ว", changed_by="ก", changed_at=AT),
            lambda year, item: Frozen.objects.create(
                year=year, number=1, form={}, sha256="0" * 64, entered_on=AT.date(), frozen_by_name="ก", frozen_at=AT
            ),
            lambda year, item: Clarification.objects.create(
                year=year, number=1, rows=[], sha256="0" * 64, sent_on=AT.date(), sent_by_name="ก", recorded_at=AT
            ),
        ],
        ids=["entry", "preliminary", "contest", "frozen", "clarification"],
    )
    def test_with_a_row_of_the_form(self, desk, wrong, make):
        make(wrong, first(wrong))

        self.refused(desk, wrong, "entered or recorded")

    def test_of_another_year_is_no_reason(self, desk, wrong):
        draft(desk)
        FormEntry.objects.create(item=desk.item("O1"), has=True, changed_by="ก", changed_at=AT)

        require_empty(wrong)

    def test_every_kind_left_out_is_one_there_is(self):
        names = {one.get_accessor_name() for model in (DisclosureYear, YearItem) for one in model._meta.related_objects}

        assert names >= _MADE_BY_THE_MACHINE


class TestPage:
    def enter(self, client, user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_asks_once_and_closes(self, client, desk, wrong):
        page = reverse("disclosure:year_close", args=(wrong.pk,))
        self.enter(client, desk.clerk)
        calendar = client.get(reverse("disclosure:year_calendar", args=(wrong.pk,))).content.decode()

        assert page in calendar
        assert "ปิดปีนี้" in client.get(page).content.decode()
        assert DisclosureYear.objects.filter(pk=wrong.pk).exists()

        answer = client.post(page, follow=True)

        assert "ปิดปีงบประมาณ 2567 แล้ว" in answer.content.decode()
        assert not DisclosureYear.objects.filter(pk=wrong.pk).exists()

    def test_is_led_to_from_the_page_of_a_year_without_content(self, client, desk, wrong):
        publish(desk)
        self.enter(client, desk.clerk)

        for year, is_led in ((wrong, True), (desk.year, False)):
            board = client.get(reverse("disclosure:board", args=(year.pk,))).content.decode()
            assert (reverse("disclosure:year_close", args=(year.pk,)) in board) is is_led
        self.enter(client, desk.officer)
        board = client.get(reverse("disclosure:board", args=(wrong.pk,))).content.decode()
        assert reverse("disclosure:year_close", args=(wrong.pk,)) not in board

    def test_a_draft_alone_is_content(self, client, desk, wrong):
        draft(replace(desk, year=wrong))
        self.enter(client, desk.clerk)

        board = client.get(reverse("disclosure:board", args=(wrong.pk,)), {"state": "complete"}).content.decode()
        assert reverse("disclosure:year_close", args=(wrong.pk,)) not in board

    def test_opening_says_that_a_year_without_content_can_be_closed(self, client, desk):
        self.enter(client, desk.clerk)
        page = client.get(reverse("disclosure:year_open")).content.decode()

        assert "ปิดไม่ได้" not in page
        assert "เปิดผิดปิดได้ตราบที่ยังไม่มีข้อมูลในปีนั้น" in page

    def test_says_why_a_year_in_use_stays(self, client, desk):
        publish(desk)
        page = reverse("disclosure:year_close", args=(desk.year.pk,))
        self.enter(client, desk.clerk)

        asked, sent = client.get(page), client.post(page)

        assert (asked.status_code, sent.status_code) == (200, 422)
        for answer in (asked, sent):
            assert "ข้อ O1 มีร่างหรือข้อมูลที่เผยแพร่แล้ว" in answer.content.decode()
            assert 'class="danger"' not in answer.content.decode()

    def test_is_only_for_who_may_open_years(self, client, desk, wrong):
        page = reverse("disclosure:year_close", args=(wrong.pk,))
        self.enter(client, desk.officer)

        assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
        assert DisclosureYear.objects.filter(pk=wrong.pk).exists()


class TestPublicAddresses:
    @pytest.mark.parametrize("rest", ["2567/", "2567/o1/", "en/2567/o1/", "embed/2567/items.html"])
    def test_lead_to_the_agency_while_it_is_closed(self, client, desk, wrong, rest):
        slug = desk.agency.slug
        assert client.get(f"/{slug}/{rest}").status_code == 200
        close_year(year=wrong, by=desk.clerk, at=AT)

        answer = client.get(f"/{slug}/{rest}")

        assert (answer.status_code, answer["Location"]) == (302, f"/{slug}/")
        assert client.get(answer["Location"]).status_code == 200

    def test_show_the_year_again_once_it_is_opened_again(self, client, desk, wrong):
        close_year(year=wrong, by=desk.clerk, at=AT)
        open_year(agency=desk.agency, fiscal_year=2567, by=desk.clerk, at=AT)

        assert client.get(f"/{desk.agency.slug}/2567/o1/").status_code == 200

    def test_that_nobody_was_given_are_not_there(self, client, desk, wrong):
        assert client.get(f"/{desk.agency.slug}/2571/").status_code == 404

    def test_of_an_agency_without_any_year_end_somewhere(self, client, desk):
        close_year(year=desk.year, by=desk.clerk, at=AT)

        answer = client.get(f"/{desk.agency.slug}/2566/", follow=True)

        assert len(answer.redirect_chain) <= 1

    @pytest.mark.parametrize("stored", [WHY, f"{WHY} (opened by mistake, nothing was in it)"])
    def test_the_log_says_why_in_the_language_of_the_page(self, client, desk, wrong, stored):
        close_year(year=wrong, by=desk.clerk, at=AT)
        ChangeEntry.objects.filter(kind="withdrawn").update(why=stored)

        thai = client.get(f"/{desk.agency.slug}/changes/").content.decode()
        english = client.get(f"/{desk.agency.slug}/en/changes/").content.decode()

        closed = next(line for line in thai.split("<li>") if "โดยไม่ได้ตั้งใจ" in line)
        assert 'ปิดปีที่เปิดโดยไม่ได้ตั้งใจ: <a href="../2567/">ปีงบประมาณ พ.ศ. 2567</a>' in closed
        assert "opened by mistake" not in thai
        closed = next(line for line in english.split("<li>") if "opened by mistake" in line)
        assert "Year opened by mistake closed: " in closed
        assert not re.search("[ก-๙]", closed.partition("</li>")[0])
        assert 'lang="th"' not in closed

    def test_what_a_program_reads_is_in_one_language(self, client, desk, wrong):
        close_year(year=wrong, by=desk.clerk, at=AT)

        rows = client.get(f"/{desk.agency.slug}/data/changes.csv").content.decode().splitlines()

        assert f",{WHY}," in rows[-1]
        assert not re.search("[A-Za-z]", WHY)
