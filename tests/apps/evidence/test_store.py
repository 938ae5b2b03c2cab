"""What the auditor says comes back from the database as it was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.evidence.findings import CheckFacts, findings_of
from prongsai.apps.evidence.memory import DatabaseMemory
from prongsai.apps.evidence.models import Check
from prongsai.apps.evidence.queries import find_links_of_agency
from prongsai.apps.evidence.store import check_facts, judged_from_json, judged_to_json, last_visit
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.verdict import VERDICTS, WOULD_SCORE_ZERO, counts_against
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today
from tests.apps.evidence.seen import JUDGED, PERSONAL, add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, measure_facts

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
days = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
notes = st.builds(JudgeNote, words, st.sampled_from(("error", "warning", "note")), words, words)
judgements = st.builds(
    Judged,
    items=st.lists(st.builds(RankedItem, words, st.floats(0, 1), st.lists(words, max_size=3).map(tuple))).map(tuple),
    fiscal_year=st.none() | st.integers(2540, 2600),
    fiscal_years=st.lists(st.integers(2540, 2600), max_size=4).map(tuple),
    year_grounds_th=words,
    year_grounds_en=words,
    year_fits=st.sampled_from(("yes", "no", "cannot_tell")),
    period_from=days,
    period_to=days,
    elements=st.lists(
        st.builds(
            ElementSeen, st.integers(0, 9), words, st.sampled_from(("found", "not_found", "cannot_tell")), words, words
        ),
        max_size=4,
    ).map(tuple),
    notes=st.lists(notes, max_size=3).map(tuple),
)


class TestJudged:
    @given(judged=judgements)
    def test_comes_back_from_json_as_it_was(self, judged):
        import json

        assert judged_from_json(json.loads(json.dumps(judged_to_json(judged)))) == judged

    def test_loses_what_postgresql_refuses(self):
        judged = Judged(year_grounds_th="ก\x00ข", items=(RankedItem("O1", 1.0, ("ค\x00",)),))

        back = judged_from_json(judged_to_json(judged))

        assert (back.year_grounds_th, back.items[0].words) == ("กข", ("ค",))

    def test_none_stays_none(self):
        assert judged_from_json(judged_to_json(None)) is None


@pytest.mark.django_db
class TestCheck:
    @pytest.fixture
    def row(self):
        return add_link(first_measure(make_plan(make_agency())))

    def test_is_remembered_as_the_auditor_left_it(self, row):
        keep(row, etag='"v1"', last_modified="Wed, 01 Oct 2025 08:00:00 GMT")

        visit = DatabaseMemory(row.measure.plan.agency).last_visit(row.url)

        assert (visit.url, visit.verdict, visit.etag) == (row.url, "opens", '"v1"')
        assert visit.last_modified == "Wed, 01 Oct 2025 08:00:00 GMT"
        assert (visit.sha256, visit.text_sha256, visit.judged) == ("a" * 64, "b" * 64, JUDGED)

    def test_the_newest_is_remembered_of_an_address_handed_in_twice(self, row):
        twin = add_link(row.measure, row.url, work_item=row.measure.work.first())
        keep(row, "gone", gone_since_on=date(2022, 11, 22))
        keep(twin, "opens", days=2)

        assert DatabaseMemory(row.measure.plan.agency).last_visit(row.url).verdict == "opens"

    def test_another_agency_remembers_nothing_of_it(self, row):
        keep(row)

        assert DatabaseMemory(make_agency()).last_visit(row.url) is None

    def test_an_address_evidence_no_longer_has_is_forgotten(self, row):
        keep(row)
        Evidence.objects.filter(pk=row.pk).update(url="http://www.bansuan.go.th/new")

        memory = DatabaseMemory(row.measure.plan.agency)

        assert memory.last_visit("http://www.bansuan.go.th/o1") is None
        assert memory.last_visit("http://www.bansuan.go.th/new") is None

    def test_says_when_gone_began(self, row):
        check = keep(row, "gone", gone_since_on=date(2022, 11, 22))

        assert last_visit(Check.objects.get(pk=check.pk)).gone_since_on == date(2022, 11, 22)

    def test_gives_its_findings_what_they_need(self, row):
        check = keep(row, notes=(PERSONAL,))

        facts = check_facts(Check.objects.get(pk=check.pk), ["O1", "O2"])

        assert (facts.judged, facts.notes, facts.wanted_items) == (JUDGED, (PERSONAL,), ("O1", "O2"))


class TestFindings:
    @pytest.mark.parametrize("verdict", VERDICTS)
    @pytest.mark.parametrize("confirmed", [False, True])
    def test_only_what_counts_against_the_agency_is_an_error_of_the_link(self, verdict, confirmed):
        found = findings_of(CheckFacts(verdict, confirmed, "ก", "a"))

        severities = {one.severity for one in found}
        assert ("error" in severities) == counts_against(verdict, confirmed=confirmed)
        assert bool(found) == (verdict != "opens")

    @given(judged=judgements, verdict=st.sampled_from(VERDICTS))
    def test_each_says_something_in_both_languages_and_the_worst_comes_first(self, judged, verdict):
        found = findings_of(CheckFacts(verdict, False, "ก", "a", ("O1",), judged))

        order = [("error", "warning", "note").index(one.severity) for one in found]
        assert order == sorted(order)
        assert all(one.code for one in found if one.code.startswith(("verdict", "year", "item", "element")))
        assert all(
            one.message_th and one.message_en for one in found if one.code.startswith(("verdict", "year", "item"))
        )

    def test_a_note_said_twice_is_one_finding(self):
        found = findings_of(CheckFacts("opens", False, "ก", "a", (), Judged(notes=(PERSONAL,)), (PERSONAL,)))

        assert [one.code for one in found] == ["personal_data"]

    def test_unconfirmed_gone_is_the_only_zero_that_is_no_error_yet(self):
        warned = {
            verdict
            for verdict in WOULD_SCORE_ZERO
            if findings_of(CheckFacts(verdict, False, "ก", "a"))[0].severity == "warning"
        }

        assert warned == {"gone"}


@pytest.mark.django_db
class TestLinksOfAgency:
    def test_are_its_live_links_with_item_and_year(self):
        agency = make_agency(hosts=["www.bansuan.go.th"])
        year = fiscal_year_of(bangkok_today())
        plan = make_plan(agency, year, (measure_facts(1, item_codes=("O7",), evidence=()),))
        old = make_plan(agency, year - 2, (measure_facts(1, evidence=()),))
        row, _old, _other = add_link(first_measure(plan)), add_link(first_measure(old)), make_plan(make_agency(), year)
        Evidence.objects.create(measure=row.measure, origin="printed", as_printed="-", added_at=NOW)

        facts, links = find_links_of_agency(agency.slug)

        assert facts == agency.facts()
        assert [(link.id, link.url, link.item, link.fiscal_year) for link in links] == [
            (str(row.pk), row.url, "O7", year)
        ]

    def test_of_an_unknown_agency_are_none(self):
        assert find_links_of_agency("nobody") is None
