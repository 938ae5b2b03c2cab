"""What the machine says of required elements, from what is published and what was handed in."""

from datetime import timedelta

import pytest

from prongsai.apps.disclosure.elements import judge_version, refresh_agency, refresh_elements
from prongsai.apps.disclosure.models import ElementState, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.year_actions import open_year, state_element
from prongsai.apps.evidence.models import Check, EvidenceState
from prongsai.apps.plans.models import Evidence
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today, framework_files
from tests.apps.disclosure.desk import AT, LINK, NOTHING, PAGE, draft, make_desk, publish
from tests.apps.factories import first_measure, make_plan, measure_facts

pytestmark = pytest.mark.django_db


def judged(*states):
    return {
        "elements": [
            {
                "element": place,
                "text_th": "",
                "state": state,
                "grounds_th": f"เห็น {place}",
                "grounds_en": f"saw {place}",
            }
            for place, state in enumerate(states)
        ]
    }


def say(version, *states):
    Version.objects.filter(pk=version.pk).update(judged=judged(*states) if states else None)


def refresh(desk):
    return refresh_elements(desk.year, ["O1"], at=AT)


def states(desk, code="O1"):
    return {row.position: row.by_machine for row in ElementState.objects.filter(item=desk.item(code))}


def check(desk, *states, group="good", codes=("O1",)):
    plan = desk.agency.plans.first() or make_plan(desk.agency, 2566, (measure_facts(item_codes=codes),))
    evidence = Evidence.objects.create(
        measure=first_measure(plan), origin="added", url=f"https://x.go.th/{Evidence.objects.count()}", added_at=AT
    )
    seen = Check.objects.create(
        evidence=evidence,
        checked_at=AT,
        verdict="opens",
        why="ก",
        why_en="a",
        judged=judged(*states) if states else None,
    )
    EvidenceState.objects.create(evidence=evidence, newest=seen, group=group, open_findings=int(group != "good"))
    return evidence


class TestRefresh:
    def test_nothing_published_is_no_word(self, desk):
        assert refresh(desk) == 0
        assert states(desk) == {}

    def test_what_one_publication_holds_is_there(self, desk):
        say(publish(desk), "found", "not_found", "cannot_tell")

        assert refresh(desk) == 3
        assert states(desk) == {0: "there", 1: "not_there", 2: "cannot_tell"}
        assert ElementState.objects.get(position=1).grounds == "เห็น 1"

    def test_several_publications_together(self, desk):
        say(publish(desk), "found", "not_found", "not_found")
        say(publish(desk), "not_found", "found", "not_found")

        refresh(desk)

        assert states(desk) == {0: "there", 1: "there", 2: "not_there"}

    def test_what_could_not_be_read_makes_nothing_missing(self, desk):
        say(publish(desk), "found", "not_found", "not_found")
        publish(desk, LINK)

        refresh(desk)

        assert states(desk) == {0: "there", 1: "cannot_tell", 2: "cannot_tell"}
        assert "อ่านไม่ได้" not in ElementState.objects.get(position=0).grounds

    def test_drafts_say_nothing(self, desk):
        say(draft(desk), "found", "found", "found")

        assert refresh(desk) == 0

    def test_a_statement_of_nothing_neither(self, desk):
        publish(desk, NOTHING)

        assert refresh(desk) == 0

    def test_evidence_handed_in_counts(self, desk):
        check(desk, "found", "not_found", "not_found")

        refresh(desk)

        assert states(desk) == {0: "there", 1: "not_there", 2: "not_there"}

    def test_but_not_what_loses_nor_what_is_of_several_items(self, desk):
        check(desk, "found", "found", "found", group="loses")
        assert refresh(desk) == 0

        first_measure(desk.agency.plans.get()).evidence.all().delete()
        desk.agency.plans.all().delete()
        check(desk, "found", "found", "found", codes=("O1", "O2"))
        assert refresh(desk) == 0

    def test_is_written_only_when_it_changed(self, desk):
        version = publish(desk)
        say(version, "found", "found", "found")
        refresh(desk)
        before = ElementState.objects.get(position=0).machine_at

        assert refresh_elements(desk.year, at=AT + timedelta(days=1)) == 0
        assert ElementState.objects.get(position=0).machine_at == before

        say(version, "found", "found", "not_found")
        assert refresh(desk) == 1

    def test_goes_with_what_was_withdrawn_and_leaves_a_persons_word(self, desk):
        version = publish(desk)
        say(version, "found", "found", "found")
        refresh(desk)
        state_element(item=desk.item(), position=0, state="there", reason="x", by=desk.clerk, at=AT)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        refresh(desk)

        assert states(desk) == {0: "", 1: "", 2: ""}
        assert ElementState.objects.get(position=0).state == "there"

    def test_of_the_two_newest_years(self, desk):
        say(publish(desk), "found", "found", "found")

        assert refresh_agency(desk.agency) == 3

    def test_of_the_last_year_while_the_next_one_is_open_already(self):
        running = fiscal_year_of(bangkok_today())
        desk = make_desk(fiscal_year=running - 1)
        say(publish(desk), "found")
        for fiscal_year in (running, running + 1):
            open_year(agency=desk.agency, fiscal_year=fiscal_year, by=None, at=AT)

        assert refresh_agency(desk.agency) > 0

    def test_not_of_years_before(self, desk):
        say(publish(desk), "found", "found", "found")
        for fiscal_year in (2567, 2568):
            open_year(agency=desk.agency, fiscal_year=fiscal_year, by=None, at=AT)

        assert refresh_agency(desk.agency) == 0


class TestJudge:
    def test_reads_a_typed_page_as_the_page_behind_a_link(self, desk):
        element = framework_files().get(2566).item("O1").elements
        version = publish(desk)

        assert judge_version(version, at=AT)

        version.refresh_from_db()
        assert len(version.judged["elements"]) == len(element)
        assert version.judged_at == AT

    @pytest.mark.parametrize("what", [LINK, NOTHING])
    def test_does_not_judge_what_has_no_text_of_its_own(self, desk, what):
        version = publish(desk, what)

        assert not judge_version(version, at=AT)
        assert version.judged is None

    def test_news_are_of_no_item(self, desk):
        assert not judge_version(publish(desk, PAGE, code=None), at=AT)
