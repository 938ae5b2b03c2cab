"""Which years may be opened, which is offered, and that the year of the form is the one that opens."""

import re
from datetime import date

import pytest

from prongsai.apps.disclosure import years_to_open as module
from prongsai.apps.disclosure.carry_over import carry_over, list_to_carry_over
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.disclosure.years_to_open import choose_years, years_to_open
from prongsai.apps.history.models import Event
from tests.apps.disclosure.desk import AT, make_desk, publish
from tests.apps.factories import make_agency, make_plan, make_user

OPEN = "/office/year/open/"


@pytest.fixture
def _in_2570(monkeypatch):
    monkeypatch.setattr(module, "bangkok_today", lambda: date(2026, 11, 27))


class TestChooseYears:
    @pytest.mark.parametrize(
        ("opened", "planned", "years", "first"),
        [
            ((), (), [2570], 2570),  # a new office without a plan
            ((), (2566,), [2570, 2569, 2568, 2567, 2566], 2566),  # the year of its plan first
            ((), (2566, 2570), [2570, 2569, 2568, 2567, 2566], 2570),
            ((), (2571,), [2571, 2570], 2570),  # not begun yet: offered, but not first
            ((2570,), (), [2571], 2571),
            ((2570,), (2566,), [2571, 2569, 2568, 2567, 2566], 2566),  # what has begun comes before what has not
            ((2566,), (2566,), [2570, 2569, 2568, 2567], 2567),
            ((2568, 2566), (), [2570, 2569, 2567], 2569),
            ((2571, 2570), (), [], None),  # a year after the next is never offered
            ((2571, 2570), (2568,), [2569, 2568], 2568),
            ((2573, 2570), (), [], None),  # opened ahead before there was a limit
            ((2570,), (2560, 2580), [2571, *range(2569, 2562, -1)], 2571),  # no list is known before 2563
        ],
    )
    def test_gives_what_is_useful(self, opened, planned, years, first):
        assert choose_years(opened, planned, 2570, 2563) == (years, first)


@pytest.mark.django_db
@pytest.mark.usefixtures("_in_2570")
class TestYearsToOpen:
    def test_know_plans_and_drafts_of_the_agency_alone(self):
        agency = make_agency()
        make_plan(agency, 2569)
        make_plan(make_agency(), 2564)

        found = years_to_open(agency)

        assert [(one.fiscal_year, one.has_plan, one.is_draft) for one in found.years] == [
            (2570, False, True),
            (2569, True, False),
        ]
        assert (found.first, found.has(2569), found.has(2568), found.has(None)) == (2569, True, False, False)

    def test_take_one_query(self, django_assert_num_queries):
        desk = make_desk()
        make_plan(desk.agency, 2566)

        with django_assert_num_queries(1):
            found = years_to_open(desk.agency)

        assert (found.first, found.opened) == (2567, {2566})

    @pytest.mark.parametrize(
        ("today", "latest"), [(date(2026, 9, 30), 2570), (date(2026, 10, 1), 2571), (date(2027, 9, 30), 2571)]
    )
    def test_end_with_the_year_after_todays_in_bangkok(self, monkeypatch, today, latest):
        monkeypatch.setattr(module, "bangkok_today", lambda: today)

        assert module.latest_year_to_open() == latest


def enter(client, agency, role="agency_admin"):
    client.force_login(make_user(agency, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(agency):
    return sorted(agency.disclosure_years.values_list("fiscal_year", flat=True))


def year_of_form(page):
    return re.search(r'name="fiscal_year" value="(\d+)"', page).group(1)


@pytest.mark.django_db
@pytest.mark.usefixtures("_in_2570")
class TestPage:
    def test_opens_the_year_of_the_form_once(self, client):
        agency = make_agency()
        enter(client, agency)
        first, second = client.get(OPEN).content.decode(), client.get(OPEN).content.decode()
        assert "เปิดปีงบประมาณ 2570" in first
        assert year_of_form(first) == year_of_form(second) == "2570"

        client.post(OPEN, {"fiscal_year": year_of_form(first), "open": "1"})
        again = client.post(OPEN, {"fiscal_year": year_of_form(second), "open": "1"}, follow=True)

        assert opened(agency) == [2570]
        assert again.redirect_chain == [(f"/office/year/{agency.disclosure_years.get().pk}/", 302)]
        assert "ปีงบประมาณ 2570 เปิดอยู่แล้ว จึงไม่ได้เปิดปีใดเพิ่ม" in again.content.decode()
        assert Event.objects.filter(agency=agency.slug, action="year_opened").count() == 1

    @pytest.mark.parametrize("given", ["2572", "2562", "25700", "๒๕๗๐", "x", "", None, "2569"])
    def test_another_year_than_those_offered_opens_nothing(self, client, given):
        agency = make_agency()
        enter(client, agency)

        page = client.post(OPEN, {"open": "1"} | ({} if given is None else {"fiscal_year": given}), follow=True)

        assert not agency.disclosure_years.exists()
        assert "ยังไม่ได้เปิดปีใด" in page.content.decode()

    def test_a_second_who_was_faster_is_told_as_a_repeat(self, client, monkeypatch):
        from prongsai.apps.disclosure.views import board_views

        agency = make_agency()
        enter(client, agency)
        really = board_views.year_actions.open_year

        def faster(**values):
            really(**values)
            return really(**values)

        monkeypatch.setattr(board_views.year_actions, "open_year", faster)

        page = client.post(OPEN, {"fiscal_year": "2570", "open": "1"}, follow=True)

        assert "เปิดอยู่แล้ว" in page.content.decode()
        assert opened(agency) == [2570]

    def test_offers_the_year_of_an_imported_plan_and_the_others(self, client):
        agency = make_agency()
        make_plan(agency, 2566)
        enter(client, agency)

        page = client.get(OPEN).content.decode()

        assert year_of_form(page) == "2566"
        assert [year for year in range(2560, 2575) if f'href="?year={year}"' in page] == [2566, 2567, 2568, 2569, 2570]
        assert page.count("มีแผน") == 1
        assert page.count("รายการเป็นร่าง") == 1

    def test_shows_and_opens_the_year_that_was_chosen(self, client):
        agency = make_agency()
        make_plan(agency, 2566)
        enter(client, agency)
        page = client.get(OPEN, {"year": "2568"}).content.decode()
        assert "เปิดปีงบประมาณ 2568" in page
        assert "เปิดปี 2568" in page

        preview = client.post(OPEN, {"fiscal_year": year_of_form(page), "preview": "1"}).content.decode()
        assert year_of_form(preview) == "2568"
        assert opened(agency) == []
        client.post(OPEN, {"fiscal_year": year_of_form(preview), "open": "1"})

        assert opened(agency) == [2568]

    @pytest.mark.parametrize("given", ["2572", "2500", "x"])
    def test_an_unknown_choice_shows_the_useful_one(self, client, given):
        agency = make_agency()
        make_plan(agency, 2566)

        assert year_of_form(enter(client, agency).get(OPEN, {"year": given}).content.decode()) == "2566"

    def test_says_when_nothing_is_left_to_open(self, client):
        agency = make_agency()
        for year in (2570, 2571):
            open_year(agency=agency, fiscal_year=year, by=None, at=AT)
        enter(client, agency)

        response = client.get(OPEN)

        assert response.status_code == 200
        assert "เปิดครบทุกปีที่เปิดได้แล้ว" in response.content.decode()
        assert 'name="open"' not in response.content.decode()
        client.post(OPEN, {"fiscal_year": "2572", "open": "1"})
        assert opened(agency) == [2570, 2571]

    def test_an_older_year_leaves_the_newest_in_the_public_menu(self, client):
        agency = make_agency()
        make_plan(agency, 2566)
        open_year(agency=agency, fiscal_year=2570, by=None, at=AT)
        enter(client, agency)

        client.post(OPEN, {"fiscal_year": "2566", "open": "1"})

        assert opened(agency) == [2566, 2570]
        front = client.get(f"/{agency.slug}/").content.decode()
        assert front.index('href="2570/"') < front.index('href="2566/"')
        assert client.get(f"/{agency.slug}/2566/").status_code == 200
        newest = DisclosureYear.objects.get(agency=agency, fiscal_year=2570)
        assert client.get("/office/year/")["location"] == f"/office/year/{newest.pk}/"

    def test_carries_over_from_the_nearest_earlier_year(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        desk = make_desk()
        version = publish(desk)
        open_year(agency=desk.agency, fiscal_year=2570, by=None, at=AT)
        enter(client, desk.agency)

        answer = client.post(OPEN, {"fiscal_year": "2569", "open": "1"})

        year = desk.agency.disclosure_years.get(fiscal_year=2569)
        assert answer["location"] == f"/office/year/{year.pk}/carry-over/"
        (one,) = list_to_carry_over(year)
        assert (one.publication.pk, one.from_year) == (version.publication_id, 2566)
        carry_over(year=year, publications=[one.publication.pk], by=desk.clerk, at=AT)
        event = Event.objects.get(agency=desk.agency.slug, action="publication_carried_over")
        assert event.after["from"].startswith("2566 O1/")
