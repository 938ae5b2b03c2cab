"""The form put together from rows: standings, lines of the page, counts, worth; who may look up what; what the tables keep."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import override

from prongsai.apps.agencies.permissions import CONFIRM_SUBMISSION, MANAGE_DISCLOSURE, VIEW_PLANS
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.plans.models import Evidence
from prongsai.apps.submission import actions, queries
from prongsai.apps.submission.models import (
    Clarification,
    Contest,
    FinalLook,
    FormEntry,
    Frozen,
    PreliminaryScore,
    SiteWalk,
)
from prongsai.apps.submission.pages import count_states, form_lines
from prongsai.apps.submission.proposals import propose
from prongsai.apps.submission.standing import form_of, framework_of, shown_answers, standings, total_at_risk
from prongsai.core.submission import Answer, Problem, hash_of_form, problems_of
from tests.apps.evidence.seen import keep
from tests.apps.factories import make_agency, make_plan, make_user
from tests.apps.submission.office import CLOSES, CODES, NOW, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def lines(office):
    items = queries.list_items(office.year)
    standing = standings(office.year, items)
    return form_lines(items, standing, propose(office.year, items, None), problems_of(standing))


def line(office, code):
    return next(one for one in lines(office) if one.code == code)


class TestTitlesInEnglish:
    def test_are_the_frameworks_and_what_is_kept_stays_official(self, office):
        framework = framework_of(office.year)
        kept = form_of(office.year).answers

        with override("en"):
            shown = {one.code: one.title for one in shown_answers(kept, framework)}

        assert shown == {one.code: item.title_en for one in kept for item in framework.items if item.code == one.code}
        assert form_of(office.year).answers[0].title == next(i.title_th for i in framework.items if i.code == "O1")

    def test_a_title_that_was_kept_otherwise_stays(self, office):
        own = [Answer("O1", "ชื่อที่พิมพ์ไว้"), Answer("O99", "ข้ออื่น")]

        with override("en"):
            assert shown_answers(own, framework_of(office.year)) == own


class TestForm:
    def test_has_every_item_answered_or_not_in_order(self, office):
        office.answer("O12")

        form = form_of(office.year)

        assert [one.code for one in form.answers] == list(CODES)
        assert [one.has for one in form.answers] == [None, None, True, None]
        assert (form.agency, form.fiscal_year) == (office.year.agency_name, 2566)

    @pytest.mark.parametrize(
        "change", [{"has": False, "addresses": []}, {"explanation": "อื่น"}, {"addresses": ["https://x/"]}]
    )
    def test_any_change_is_another_hash_and_back_again_the_same(self, office, change):
        office.answer("O1")
        before = hash_of_form(form_of(office.year))
        office.answer("O1", version=1, **change)
        assert hash_of_form(form_of(office.year)) != before

        office.answer("O1", version=2)

        assert hash_of_form(form_of(office.year)) == before

    def test_an_item_the_framework_does_not_know_has_no_title_and_no_worth(self, office):
        item = office.item("O43")
        type(item).objects.filter(pk=item.pk).update(code="O99")

        [standing] = [
            one for one in standings(office.year, queries.list_items(office.year)) if one.answer.code == "O99"
        ]

        assert (standing.answer.title, standing.points) == ("", None)

    def test_two_queries_for_any_number_of_items(self, office, django_assert_num_queries):
        office.answer_all()

        with django_assert_num_queries(2):
            form_of(office.year)


class TestWorth:
    @pytest.mark.parametrize(
        ("codes", "worth"),
        [
            ((), None),
            (("O99",), None),
            (("O1",), "0.40"),
            (("O1", "O1"), "0.40"),
            (CODES, "3.30"),
            (("O1", "O99"), "0.40"),
        ],
    )
    def test_each_item_counts_once(self, office, codes, worth):
        items = standings(office.year, queries.list_items(office.year))
        problems = [Problem(code, "not_said", "error", None, "ก", "a") for code in codes]

        assert total_at_risk(problems, items) == (Decimal(worth) if worth else None)

    @pytest.mark.parametrize(
        ("kind", "severity", "worth"),
        [
            ("has_not", "warning", "0.40"),
            ("element_missing", "error", "0.40"),
            ("no_explanation", "warning", None),
            ("not_seen", "note", None),
        ],
    )
    def test_counts_what_loses_points_alone(self, office, kind, severity, worth):
        items = standings(office.year, queries.list_items(office.year))

        found = total_at_risk([Problem("O1", kind, severity, None, "ก", "a")], items)

        assert found == (Decimal(worth) if worth else None)

    def test_stays_the_same_when_what_is_open_is_answered_as_not_there(self, office):
        def at_risk():
            items = standings(office.year, queries.list_items(office.year))
            return total_at_risk(problems_of(items), items)

        before = at_risk()
        for code in CODES:
            office.answer(code, has=False, addresses=[])

        assert at_risk() == before == Decimal("3.30")


class TestLines:
    @pytest.mark.parametrize(
        ("fields", "state", "is_whole"),
        [
            ({}, "has", True),
            ({"explanation": " "}, "has", False),
            ({"has": False, "addresses": []}, "has_not", True),
            ({"has": None, "addresses": []}, "open", False),
        ],
    )
    def test_say_how_an_answer_stands(self, office, fields, state, is_whole):
        office.answer("O1", **fields)

        found = line(office, "O1")

        assert (found.state, found.is_whole) == (state, is_whole)

    @pytest.mark.parametrize(
        ("is_public", "fields", "differs"),
        [
            (True, {"has": False, "addresses": []}, True),
            (True, {"addresses": ["https://elsewhere.go.th/"]}, True),
            (False, {}, True),
            (False, {"has": False, "addresses": []}, False),
            (True, {"has": None, "addresses": []}, False),
        ],
    )
    def test_say_when_the_public_pages_say_something_else(self, office, is_public, fields, differs):
        if is_public:
            office.publish("O1")
        office.answer("O1", **fields)

        assert bool(line(office, "O1").differs) is differs

    def test_an_answer_that_names_the_proposed_address_among_others_does_not_differ(self, office):
        office.publish("O1")
        proposed = propose(office.year, queries.list_items(office.year), None)["O1"].addresses[0]
        office.answer("O1", addresses=["https://elsewhere.go.th/", proposed])

        assert not line(office, "O1").differs

    def test_have_score_and_contest(self, office):
        actions.score_and_contest(
            item=office.item("O1"), version=0, score=50, said="", reason="เหตุผล", by=office.clerk, at=NOW
        )

        assert [(one.score, one.is_contested) for one in lines(office)] == [(50, True)] + [(None, False)] * 3

    def test_are_counted(self, office):
        office.answer("O1")
        office.answer("O2", has=False, addresses=[])

        assert count_states(lines(office)) == {"all": 4, "has": 1, "has_not": 1, "open": 2, "wrong": 3}

    @pytest.mark.parametrize(("verdict", "is_wrong"), [("opens", False), ("login_wall", True), ("timed_out", False)])
    def test_what_the_auditor_saw_counts_where_it_is_sure(self, office, verdict, is_wrong):
        evidence = Evidence.objects.filter(measure__plan=make_plan(office.agency)).first()
        keep(evidence, verdict)
        office.answer("O1", addresses=[evidence.url])

        assert any(one.severity == "error" for one in line(office, "O1").problems) is is_wrong


class TestLookUps:
    @pytest.fixture
    def rows(self, office):
        office.answer_all()
        frozen = office.freeze()
        sent = actions.record_clarification(
            year=office.year, rows=[{"code": "O1"}], sent_on=NOW.date(), by=office.clerk, at=NOW
        )
        return {"item_for": office.item("O1").pk, "frozen_for": frozen.pk, "clarification_for": sent.pk}

    @pytest.mark.parametrize("look_up", ["item_for", "frozen_for", "clarification_for"])
    def test_give_members_their_row_and_strangers_nothing(self, office, rows, look_up):
        find = getattr(queries, look_up)

        assert find(office.officer, rows[look_up]).pk == rows[look_up]
        for stranger in (make_user(make_agency(), "agency_admin"), make_user()):
            with pytest.raises(Http404):
                find(stranger, rows[look_up])
        with pytest.raises(Http404):
            find(office.officer, rows[look_up] + 999)

    @pytest.mark.parametrize("look_up", ["item_for", "frozen_for", "clarification_for"])
    @pytest.mark.parametrize(
        ("permission", "may"),
        [
            (VIEW_PLANS, {"clerk", "executive", "officer"}),
            (MANAGE_DISCLOSURE, {"clerk"}),
            (CONFIRM_SUBMISSION, {"executive"}),
        ],
    )
    def test_ask_for_the_right(self, office, rows, look_up, permission, may):
        for name in ("clerk", "executive", "officer"):
            if name in may:
                assert getattr(queries, look_up)(getattr(office, name), rows[look_up], permission)
            else:
                with pytest.raises(Http404):
                    getattr(queries, look_up)(getattr(office, name), rows[look_up], permission)

    def test_a_year_comes_with_those_of_its_agency_newest_first(self, office):
        for year in (2565, 2567):
            DisclosureYear.objects.create(
                agency=office.agency, fiscal_year=year, agency_name="ก", opened_by="x", opened_at=NOW
            )
        make_office()

        year, years = queries.years_around(office.officer, office.year.pk)

        assert year == office.year
        assert [one.fiscal_year for one in years] == [2567, 2566, 2565]

    def test_a_strangers_year_is_not_found(self, office):
        with pytest.raises(Http404):
            queries.years_around(make_user(make_agency()), office.year.pk)

    def test_the_newest_frozen_form_and_walk_come_first(self, office):
        office.answer_all()
        office.freeze()
        office.answer("O1", version=1, explanation="ใหม่")
        newest = office.freeze()
        for days in (1, 3, 2):
            SiteWalk.objects.create(year=office.year, start=f"http://a/{days}", asked_at=NOW + timedelta(days=days))

        assert queries.newest_frozen(office.year) == newest
        assert [row.number for row in queries.list_frozen(office.year)] == [2, 1]
        assert queries.last_walk(office.year).start == "http://a/3"

    def test_told_are_those_who_fill_and_confirm_once_each(self, office):
        admin = make_user(office.agency, "agency_admin")
        gone = make_user(office.agency, "clerk_office", is_active=False)
        make_user(office.agency, "auditor")

        told = queries.people_told(office.year)

        assert told == [office.clerk, office.executive, admin]
        assert gone not in told


class TestWhatTheTablesKeep:
    def breaks(self, make):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()

    def test_versions_begin_at_one_and_scores_end_at_100(self, office):
        item, by = office.item("O1"), {"changed_by": "x", "changed_at": NOW}
        self.breaks(lambda: FormEntry.objects.create(item=item, version=0, **by))
        self.breaks(lambda: Contest.objects.create(item=item, reason="", **by))
        self.breaks(lambda: PreliminaryScore.objects.create(item=item, score=101, recorded_by="x", recorded_at=NOW))

    def test_one_frozen_form_and_one_clarification_of_a_number(self, office):
        office.answer_all()
        row = office.freeze()
        copy = {name: getattr(row, name) for name in ("year", "number", "form", "sha256", "entered_on", "frozen_at")}
        self.breaks(lambda: Frozen.objects.create(**copy, frozen_by_name="x"))
        values = {"year": office.year, "number": 1, "rows": [], "sha256": "", "sent_on": NOW.date()}
        Clarification.objects.create(**values, sent_by_name="x", recorded_at=NOW)
        self.breaks(lambda: Clarification.objects.create(**values, sent_by_name="x", recorded_at=NOW))

    @pytest.mark.parametrize("half", [{"confirmed_by_name": "ก"}, {"confirmed_at": NOW}, {"capacity": "นายก"}])
    def test_a_form_is_confirmed_wholly_or_not(self, office, half):
        office.answer_all()
        row = office.freeze()
        self.breaks(lambda: Frozen.objects.filter(pk=row.pk).update(**half))

    def test_a_look_is_of_a_known_kind_before_the_closing_and_made_once(self, office):
        values = {"year": office.year, "closes_at": CLOSES, "due_at": CLOSES - timedelta(days=2), "made_at": NOW}
        FinalLook.objects.create(**values, kind="two_days")
        self.breaks(lambda: FinalLook.objects.create(**values, kind="two_days"))
        self.breaks(lambda: FinalLook.objects.create(**values, kind="two_years"))
        self.breaks(lambda: FinalLook.objects.create(**{**values, "due_at": CLOSES}, kind="two_hours"))

    def test_a_walk_begins_somewhere_and_is_made_or_failed(self, office):
        values = {"year": office.year, "asked_at": NOW}
        self.breaks(lambda: SiteWalk.objects.create(**values, start=""))
        self.breaks(lambda: SiteWalk.objects.create(**values, start="http://a/", made_at=NOW, failed_why="x"))

    def test_a_year_with_a_frozen_form_is_not_deleted(self, office):
        office.answer_all()
        office.freeze()
        from django.db.models import ProtectedError

        with pytest.raises(ProtectedError):
            office.year.delete()
