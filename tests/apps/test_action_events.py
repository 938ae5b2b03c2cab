"""What each deed leaves in the history: which object, what before and after, no person's name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.http import Http404

from prongsai.apps.history.actions import erase_personal_values
from prongsai.apps.history.models import Event, PersonalValue
from prongsai.apps.history.queries import list_events, reveal_personal_values, verify_agency
from prongsai.apps.plans import actions, jobs, progress, queries
from prongsai.apps.plans.models import Evidence, Import, Plan, WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.reporting_round import round_of
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user, measure_facts

PERSON = "นางสาวตัวอย่าง ใจดี"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=["www.bansuan.go.th"])
    return agency, make_user(agency, display_name=PERSON), make_plan(agency, measures=2)


def last(agency):
    return Event.objects.filter(agency=agency.slug).latest("seq")


def target(event):
    return event.object_type, event.object_id


def keys(measure):
    return {kind: list(measure.work.filter(kind=kind).values_list("pk", flat=True)) for kind in ("step", "follow_up")}


def record(item, user, **fields):
    values = {"version": item.version, "status": "in_progress", "done_on": None, "note": None, "by": user, "at": NOW}
    return progress.record_progress(item=item, **{**values, **fields})


class TestProgressEvent:
    def test_tells_before_and_after_of_the_line_it_is_about(self, office):
        agency, user, plan = office
        task = first_task(plan)
        record(task, user, note="ครึ่งหนึ่ง")

        record(WorkItem.objects.get(pk=task.pk), user, status="done", done_on=date(2023, 1, 5), note="")

        event = last(agency)
        assert target(event) == ("work", str(task.pk))
        assert event.object_label == "1. ประเด็นที่ 1 / 1"
        assert event.before == {"status": "in_progress", "done_on": None, "note": "ครึ่งหนึ่ง"}
        assert event.after == {"status": "done", "done_on": "2023-01-05", "note": None, "evidence": []}

    def test_names_who_did_it_in_which_role_but_not_by_name(self, office):
        agency, user, plan = office

        record(first_task(plan), user)

        event = last(agency)
        assert (event.actor, event.role, event.at) == (str(user.pk), "clerk_office", NOW)
        assert PERSON not in event.line()

    def test_names_links_and_files_in_the_order_they_were_handed_in(self, office):
        agency, user, plan = office

        record(
            first_task(plan),
            user,
            links=["http://www.bansuan.go.th/b", "http://www.bansuan.go.th/a"],
            files=[progress.HandedFile("ค.pdf", b"%PDF-1")],
        )

        assert last(agency).after["evidence"] == ["http://www.bansuan.go.th/b", "http://www.bansuan.go.th/a", "ค.pdf"]

    def test_bumps_the_version_of_that_line_only(self, office):
        _agency, user, plan = office
        task = first_task(plan)

        record(task, user)

        versions = dict(WorkItem.objects.filter(measure__plan=plan).values_list("pk", "version"))
        assert versions.pop(task.pk) == 2
        assert set(versions.values()) == {1}
        assert first_measure(plan).version == 1
        assert WorkItem.objects.get(pk=task.pk).changed_by == PERSON


class TestEvidenceEvents:
    def test_removal_is_about_the_line_the_evidence_was_for(self, office):
        agency, user, plan = office
        first, second = WorkItem.objects.filter(measure=first_measure(plan), kind="follow_up")
        for item in (first, second):
            record(item, user, links=["http://www.bansuan.go.th/same"])
        wanted = Evidence.objects.get(work_item=second)

        progress.remove_evidence(evidence=wanted, by=user, at=NOW)

        event = last(agency)
        assert target(event) == ("work", str(second.pk))
        assert event.before == {"evidence": "http://www.bansuan.go.th/same", "sha256": None}
        assert Evidence.objects.filter(work_item=first).count() == 1
        assert not Evidence.objects.filter(work_item=second).exists()

    def test_removal_of_a_file_keeps_its_sum(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        progress.add_evidence(measure=measure, files=[progress.HandedFile("a.pdf", b"%PDF-1")], by=user, at=NOW)

        progress.remove_evidence(evidence=Evidence.objects.get(file_name="a.pdf"), by=user, at=NOW)

        assert target(last(agency)) == ("measure", str(measure.pk))
        assert last(agency).before == {"evidence": "a.pdf", "sha256": sha256(b"%PDF-1").hexdigest()}

    def test_a_proposed_address_tells_the_old_and_the_new_one_and_needs_no_more_review(self, office):
        agency, user, plan = office
        row = Evidence.objects.filter(measure__plan=plan)[0]
        Evidence.objects.filter(pk=row.pk).update(proposed_url="http://www.bansuan.go.th/x", needs_review=True)

        progress.accept_proposed_address(evidence=row, by=user, at=NOW)

        event, row = last(agency), Evidence.objects.get(pk=row.pk)
        assert (event.before, event.after) == ({"url": "http://www.example.go.th/o1"}, {"url": row.url})
        assert row.url == "http://www.bansuan.go.th/x"
        assert row.needs_review is False
        assert row.as_printed == "http://www.example.go.th/o1"

    def test_the_same_link_may_stand_on_two_lines_and_on_the_measure(self, office):
        _agency, user, plan = office
        measure, link = first_measure(plan), "http://www.bansuan.go.th/same"

        for item in measure.work.all():
            record(item, user, links=[link])
        progress.add_evidence(measure=measure, links=[link], by=user, at=NOW)

        assert Evidence.objects.filter(url=link).count() == measure.work.count() + 1
        assert list(Evidence.objects.filter(url=link).values_list("position", flat=True)) == [2, 3, 4, 5, 6]

    def test_too_many_at_once_are_refused_whole(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        links = [f"http://www.bansuan.go.th/{n}" for n in range(progress.LINKS_AT_ONCE + 1)]
        files = [progress.HandedFile(f"{n}.pdf", b"%PDF-1") for n in range(progress.FILES_AT_ONCE + 1)]

        for many in ({"links": links}, {"files": files}):
            with pytest.raises(PersonError, match="20 ลิงก์ และ 10 ไฟล์"):
                progress.add_evidence(measure=measure, by=user, at=NOW, **many)
        progress.add_evidence(measure=measure, links=links[:-1], files=files[:-1], by=user, at=NOW)

        assert Evidence.objects.filter(measure=measure, origin="added").count() == 30
        assert Event.objects.filter(agency=agency.slug, action="evidence_added").count() == 1


class TestMeasureEvents:
    def test_a_change_tells_both_sides_and_only_what_changed_differs(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        deadline = core.Deadline("date", due_on=date(2023, 2, 28))
        lines = (replace(facts.follow_ups[0], deadline=deadline), facts.follow_ups[1])

        actions.change_measure(
            measure=measure,
            facts=replace(facts, follow_ups=lines, budget="1,000 บาท"),
            work_keys=keys(measure),
            version=1,
            by=user,
            at=NOW,
        )

        event = last(agency)
        differing = {name for name in event.after if event.before[name] != event.after[name]} - {"responsible"}
        assert differing == {"follow_ups", "budget"}
        assert (event.before["budget"], event.after["budget"]) == (None, "1,000 บาท")
        assert event.before["follow_ups"][0]["days"] == [None, "2023-01-31", None]
        assert event.after["follow_ups"][0]["days"] == [None, "2023-02-28", None]

    def test_a_change_makes_older_forms_of_every_line_stale(self, office):
        _agency, user, plan = office
        measure = first_measure(plan)
        task = first_task(plan)

        changed = actions.change_measure(
            measure=measure,
            facts=queries.get_measure_facts(measure.pk),
            work_keys=keys(measure),
            version=1,
            by=user,
            at=NOW,
        )

        assert changed.version == first_measure(plan).version == 2
        with pytest.raises(actions.ChangedMeanwhile) as caught:
            record(task, user)
        assert (caught.value.version, caught.value.changed_by) == (2, PERSON)

    def test_a_line_named_twice_is_refused(self, office):
        _agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        order = keys(measure)

        with pytest.raises(actions.ChangedMeanwhile):
            actions.change_measure(
                measure=measure,
                facts=facts,
                work_keys={**order, "step": [order["step"][0]] * 2},
                version=1,
                by=user,
                at=NOW,
            )

        assert first_measure(plan).version == 1

    def test_taking_a_line_away_takes_its_evidence_and_file_and_no_other(
        self, office, tmp_path, django_capture_on_commit_callbacks
    ):
        _agency, user, plan = office
        measure = first_measure(plan)
        first, second = measure.work.filter(kind="follow_up")
        for item, name in ((first, "ก.pdf"), (second, "ข.pdf")):
            record(item, user, files=[progress.HandedFile(name, b"%PDF-1")])
        facts, order = queries.get_measure_facts(measure.pk), keys(measure)

        with django_capture_on_commit_callbacks(execute=True):
            actions.change_measure(
                measure=measure,
                facts=replace(facts, follow_ups=facts.follow_ups[1:]),
                work_keys={**order, "follow_up": [second.pk]},
                version=1,
                by=user,
                at=NOW,
            )

        (left,) = Evidence.objects.exclude(file="")
        assert (left.file_name, left.work_item_id) == ("ข.pdf", second.pk)
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [left.file.name.rpartition("/")[2]]

    def test_removal_takes_the_files_of_that_measure_only(self, office, tmp_path, django_capture_on_commit_callbacks):
        _agency, user, plan = office
        gone, stays = plan.measures.order_by("position")
        for measure in (gone, stays):
            progress.add_evidence(measure=measure, files=[progress.HandedFile("a.pdf", b"%PDF-1")], by=user, at=NOW)

        with django_capture_on_commit_callbacks(execute=True):
            actions.remove_measure(measure=gone, by=user, at=NOW)

        kept = Evidence.objects.exclude(file="").get().file.name
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [kept.rpartition("/")[2]]

    def test_removal_is_an_event_of_the_plan_with_everything_that_was_there(self, office):
        agency, user, plan = office
        measure = first_measure(plan)

        actions.remove_measure(measure=measure, by=user, at=NOW)

        event = list_events(agency.slug, object_type="plan", object_ids=[str(plan.pk)])[0]
        assert (event.action, event.object_label) == ("measure_removed", "1. ประเด็นที่ 1")
        assert [step["text"] for step in event.before["steps"]] == ["ทำข้อมูล", "เผยแพร่"]
        assert event.after is None

    def test_a_removed_measure_is_still_told_on_the_page_of_the_plan(self, office, client):
        _agency, user, plan = office
        client.force_login(user)
        client.post(f"/office/measures/{first_measure(plan).pk}/remove/")

        page = client.get(f"/office/plans/{plan.pk}/history/").content.decode()

        assert "ลบมาตรการ" in page
        assert "1. ประเด็นที่ 1" in page


class TestPersonsInTheHistory:
    @pytest.mark.parametrize("deed", ["add", "change", "remove", "accept", "delete"])
    def test_stand_there_by_hash_only_and_can_be_erased(self, office, deed):
        agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        if deed == "add":
            actions.add_measure(plan=plan, facts=measure_facts(3), by=user, at=NOW)
        elif deed == "change":
            actions.change_measure(measure=measure, facts=facts, work_keys=keys(measure), version=1, by=user, at=NOW)
        elif deed == "remove":
            actions.remove_measure(measure=measure, by=user, at=NOW)
        elif deed == "accept":
            draft = actions.save_import(
                agency=agency,
                name="a.txt",
                content=b"x",
                plan=core.Plan(agency.facts(), 2568, measures=(facts,)),
                by=user,
                at=NOW,
            )
            actions.accept_import(draft=draft, by=user, at=NOW)
        else:
            actions.delete_plan(plan=plan, by=user, at=NOW)

        assert all(PERSON not in event.line() and "ใจดี" not in event.line() for event in Event.objects.all())
        hashes = list(PersonalValue.objects.values_list("salted_sha256", flat=True))
        assert set(reveal_personal_values(hashes).values()) <= {PERSON}
        assert bool(hashes) == (deed in {"add", "change", "remove"})
        erase_personal_values(agency=agency.slug, value=PERSON)
        assert reveal_personal_values(hashes) == {}
        assert verify_agency(agency.slug).faults == ()

    def test_erasing_in_one_agency_leaves_the_other(self, office):
        agency, user, plan = office
        other = make_agency()
        for one in (plan, make_plan(other)):
            actions.add_measure(plan=one, facts=measure_facts(9), by=user, at=NOW)

        assert erase_personal_values(agency=agency.slug, value=PERSON) == 1

        assert list(PersonalValue.objects.values_list("agency", "value")) == [(other.slug, PERSON)]


class TestImportEvents:
    READER_SAID = Finding("cell_repaired", "note", 1, "ข้อ 1", "ไทย", "English")

    def draft(self, agency, user, **fields):
        facts = core.Plan(
            agency.facts(),
            2568,
            2567,
            measures=tuple(measure_facts(n) for n in (1, 2, 3)),
            findings=(self.READER_SAID,),
            monthly_rounds=(core.MonthlyRound("2024-10", date(2024, 10, 31), "นายก", ("เร่งรัด",)),),
        )
        at = fields.pop("at", NOW)
        return actions.save_import(agency=agency, name="แผน.txt", content=b"abc", plan=facts, by=user, at=at), facts

    def test_a_correction_tells_year_round_and_measures_before_and_after(self, office):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)
        second = replace(facts.measures[1], issue="แก้แล้ว")
        changed = replace(
            facts, fiscal_year=2569, round=round_of("half_year", 2569), measures=(facts.measures[0], second)
        )

        actions.correct_import(draft=draft, plan=changed, version=1, by=user, at=NOW)

        event = last(agency)
        assert target(event) == ("import", str(draft.pk))
        assert event.before == {"fiscal_year": 2568, "round": None, "measures": [1, 2, 3]}
        assert event.after == {"fiscal_year": 2569, "round": "half_year", "measures": [1, 2], "changed": [2]}

    def test_what_the_reader_said_survives_corrections_and_acceptance(self, office):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)
        corrected = replace(facts, measures=(replace(facts.measures[0], issue="แก้แล้ว"), *facts.measures[1:]))
        actions.correct_import(draft=draft, plan=corrected, version=1, by=user, at=NOW)

        plan = actions.accept_import(draft=draft, by=user, at=NOW)

        got = queries.get_plan_facts(plan)
        assert got.findings == (self.READER_SAID,)
        assert got.monthly_rounds == facts.monthly_rounds
        assert [measure.issue for measure in got.measures] == ["แก้แล้ว", "ประเด็นที่ 2", "ประเด็นที่ 3"]

    def test_acceptance_takes_the_latest_correction_and_the_agencys_own_name(self, office):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)
        stale = Import.objects.get(pk=draft.pk)
        actions.correct_import(
            draft=draft, plan=replace(facts, agency=core.Agency("อื่น"), fiscal_year=2569), version=1, by=user, at=NOW
        )

        plan = actions.accept_import(draft=stale, by=user, at=NOW)

        assert plan.fiscal_year == 2569
        assert queries.get_plan_facts(plan).agency.name == agency.name
        assert last(agency).after == {"fiscal_year": 2569, "measures": 3, "source": "แผน.txt"}
        assert target(last(agency)) == ("plan", str(plan.pk))

    def test_a_form_opened_before_anothers_correction_never_passes_over_it(self, office, client):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)
        client.force_login(user)
        address = f"/office/imports/{draft.pk}/measures/1/"
        actions.correct_import(
            draft=draft, plan=replace(facts, measures=facts.measures[1:]), version=1, by=user, at=NOW
        )
        form = {"version": "1", "issue": "ของคนที่สอง"}
        for prefix in ("who", "step", "follow_up"):
            form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

        for changes in ({"issue": ""}, {"add": "step"}, {}, {}):
            response = client.post(address, {**form, **changes})
            assert response.context["version"] == "1"

        assert response.status_code == 422
        assert [one["issue"] for one in Import.objects.get(pk=draft.pk).plan["measures"]] == [
            "ประเด็นที่ 2",
            "ประเด็นที่ 3",
        ]

    def test_a_draft_belongs_to_its_agency_alone(self, office):
        agency, user, _plan = office
        draft, _facts = self.draft(agency, user)
        stranger = make_user(make_agency())

        assert queries.import_for(user, draft.pk) == draft
        with pytest.raises(Http404):
            queries.import_for(stranger, draft.pk)
        assert list(queries.list_drafts(stranger.memberships.get().agency)) == []

    @pytest.mark.parametrize(("hour", "cleared"), [(16, 1), (18, 0)])
    def test_a_draft_is_abandoned_by_the_calendar_of_bangkok(self, office, monkeypatch, hour, cleared):
        agency, user, _plan = office
        touched = datetime(2022, 11, 15, hour, 30, tzinfo=UTC)  # 23:30 of the 15th, 01:30 of the 16th in Bangkok
        self.draft(agency, user, at=touched)
        monkeypatch.setattr(jobs, "bangkok_today", lambda: date(2022, 11, 16) + timedelta(days=7))

        assert jobs.clear_abandoned_imports.func() == cleared

    def test_one_draft_gone_meanwhile_does_not_stop_the_nightly_job(self, office, monkeypatch):
        agency, user, _plan = office
        accepted, _facts = self.draft(agency, user)
        abandoned, _facts = self.draft(agency, user)
        listed = [Import.objects.get(pk=one.pk) for one in (accepted, abandoned)]
        actions.accept_import(draft=accepted, by=user, at=NOW)
        monkeypatch.setattr(jobs, "list_old_drafts", lambda before: listed)

        assert jobs.clear_abandoned_imports.func() == 1

        assert list(Import.objects.all()) == [accepted]


class TestRollOverRows:
    def test_a_measure_that_took_anothers_place_does_not_claim_its_origin(self, office):
        _agency, user, plan = office
        facts = queries.get_plan_facts(plan)
        second = replace(facts.measures[1], issue="  ประเด็น ที่ 2 ")
        rolled = replace(facts, fiscal_year=2567, measures=(replace(facts.measures[0], issue="เรื่องใหม่"), second))

        made = actions.store_roll_over(source=plan, facts=rolled, by=user, at=NOW)

        origins = [row.origin.number if row.origin else None for row in made.measures.order_by("position")]
        assert origins == [None, 2]
        assert made.successors.count() == 0
        assert list(plan.successors.all()) == [made]

    def test_deleting_last_years_plan_keeps_this_years(self, office):
        _agency, user, plan = office
        rolled = replace(queries.get_plan_facts(plan), fiscal_year=2567)
        made = actions.store_roll_over(source=plan, facts=rolled, by=user, at=NOW)

        actions.delete_plan(plan=plan, by=user, at=NOW)

        made = Plan.objects.get(pk=made.pk)
        assert made.origin is None
        assert [row.origin for row in made.measures.all()] == [None, None]

    def test_a_second_roll_over_changes_nothing(self, office):
        agency, user, plan = office
        rolled = replace(queries.get_plan_facts(plan), fiscal_year=2567)
        actions.store_roll_over(source=plan, facts=rolled, by=user, at=NOW)
        before = Event.objects.count(), WorkItem.objects.count()

        with pytest.raises(PersonError, match="2567"):
            actions.store_roll_over(source=plan, facts=rolled, by=user, at=NOW)

        assert (Event.objects.count(), WorkItem.objects.count()) == before
        assert last(agency).action == "plan_rolled_over"
