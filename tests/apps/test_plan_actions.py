"""Each action is one transaction and one event; the second writer overwrites nothing."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import actions, progress, queries
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Evidence, Import, Measure, Plan, WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from prongsai.core.plan_same import plan_differences
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user, measure_facts


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=["www.bansuan.go.th"])
    return agency, make_user(agency, display_name="นางสาวตัวอย่าง ใจดี"), make_plan(agency, measures=2)


def events(agency):
    return [event.action for event in Event.objects.filter(agency=agency.slug).order_by("seq")]


def keys(measure):
    return {kind: list(measure.work.filter(kind=kind).values_list("pk", flat=True)) for kind in ("step", "follow_up")}


class TestChangeMeasure:
    def test_keeps_progress_and_evidence_of_lines_that_stay(self, office):
        agency, user, plan = office
        task = first_task(plan)
        progress.record_progress(
            item=task,
            version=1,
            status="done",
            done_on=date(2023, 1, 5),
            note="เสร็จ",
            links=["http://www.bansuan.go.th/o1"],
            by=user,
            at=NOW,
        )
        measure = first_measure(plan)
        before = queries.get_measure_facts(measure.pk)
        changed = replace(
            before, issue="ประเด็นใหม่", follow_ups=(before.follow_ups[1], replace(before.follow_ups[0], number=2))
        )
        order = keys(measure)

        actions.change_measure(
            measure=measure,
            facts=changed,
            version=measure.version,
            by=user,
            at=NOW,
            work_keys={"step": order["step"], "follow_up": order["follow_up"][::-1]},
        )

        after = queries.get_measure_facts(measure.pk)
        assert after.issue == "ประเด็นใหม่"
        assert after.follow_ups[1].done_on == date(2023, 1, 5)
        assert after.follow_ups[1].evidence[0].url == "http://www.bansuan.go.th/o1"
        assert WorkItem.objects.get(pk=task.pk).position == 2
        assert events(agency)[-1] == "measure_changed"

    def test_removes_lines_that_are_left_out_and_adds_new_ones(self, office):
        _agency, user, plan = office
        measure = first_measure(plan)
        before = queries.get_measure_facts(measure.pk)
        order = keys(measure)

        actions.change_measure(
            measure=measure,
            facts=replace(before, steps=(before.steps[1], core.Step(2, "ขั้นใหม่"))),
            work_keys={**order, "step": [order["step"][1], None]},
            version=1,
            by=user,
            at=NOW,
        )

        assert [step.text for step in queries.get_measure_facts(measure.pk).steps] == ["เผยแพร่", "ขั้นใหม่"]

    def test_a_second_writer_overwrites_nothing(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        actions.change_measure(
            measure=measure, facts=replace(facts, issue="ของคนแรก"), work_keys=keys(measure), version=1, by=user, at=NOW
        )

        with pytest.raises(ChangedMeanwhile) as caught:
            actions.change_measure(
                measure=measure,
                facts=replace(facts, issue="ของคนที่สอง"),
                work_keys=keys(measure),
                version=1,
                by=user,
                at=NOW,
            )

        assert caught.value.version == 2
        assert first_measure(plan).issue == "ของคนแรก"
        assert events(agency).count("measure_changed") == 1

    def test_refuses_the_line_of_another_measure(self, office):
        _agency, user, plan = office
        measure, other = plan.measures.order_by("position")
        facts = queries.get_measure_facts(measure.pk)

        with pytest.raises(ChangedMeanwhile):
            actions.change_measure(
                measure=measure,
                facts=facts,
                work_keys={**keys(measure), "step": keys(other)["step"]},
                version=1,
                by=user,
                at=NOW,
            )

        assert other.work.filter(kind="step").count() == 2

    def test_history_names_no_person(self, office):
        agency, user, plan = office
        measure = first_measure(plan)

        actions.change_measure(
            measure=measure,
            facts=queries.get_measure_facts(measure.pk),
            work_keys=keys(measure),
            version=1,
            by=user,
            at=NOW,
        )

        assert all("ใจดี" not in event.line() for event in Event.objects.all())
        assert verify_agency(agency.slug).faults == ()


class TestRecordProgress:
    def test_keeps_links_repaired_and_files_retyped(self, office, tmp_path):
        agency, user, plan = office
        task = first_task(plan)

        progress.record_progress(
            item=task,
            version=1,
            status="in_progress",
            done_on=None,
            note="  ",
            by=user,
            at=NOW,
            links=["www.bansuan.go.th/ita/o1.pdf"],
            files=[progress.HandedFile("รายงาน.exe", b"%PDF-1.7 x"), progress.HandedFile("ภาพ.pdf", b"\xff\xd8\xff0")],
        )

        link, report, picture = Evidence.objects.filter(work_item=task)
        assert link.url == "http://www.bansuan.go.th/ita/o1.pdf"
        assert (report.file_name, report.content_type) == ("รายงาน.pdf", "application/pdf")
        assert picture.file_name == "ภาพ.jpg"
        assert "รายงาน" not in report.file.name
        assert report.file.read() == b"%PDF-1.7 x"
        assert events(agency)[-1] == "progress_recorded"

    def test_nothing_stays_when_one_file_is_refused(self, office, tmp_path):
        agency, user, plan = office
        task = first_task(plan)

        with pytest.raises(PersonError, match="ไม่ใช่ชนิดที่รับได้"):
            progress.record_progress(
                item=task,
                version=1,
                status="done",
                done_on=date(2023, 1, 1),
                note=None,
                by=user,
                at=NOW,
                links=["http://www.bansuan.go.th/a"],
                files=[progress.HandedFile("a.html", b"<html>")],
            )

        assert not Evidence.objects.filter(work_item=task).exists()
        assert first_task(plan).status == "unknown"
        assert "progress_recorded" not in events(agency)

    def test_refuses_a_file_over_the_limit_by_name_and_size(self, office, settings):
        _agency, user, plan = office
        settings.EVIDENCE_MAX_BYTES = 1_000_000

        with pytest.raises(PersonError, match=r'"a.pdf" มีขนาด 2 MB เกินขีดจำกัด 1 MB'):
            progress.add_evidence(
                measure=first_measure(plan),
                files=[progress.HandedFile("a.pdf", b"%PDF-" + b"0" * 1_100_000)],
                by=user,
                at=NOW,
            )

    def test_refuses_the_same_link_twice_and_one_that_cannot_be_used(self, office):
        _agency, user, plan = office
        measure = first_measure(plan)
        progress.add_evidence(measure=measure, links=["http://www.bansuan.go.th/a"], by=user, at=NOW)

        with pytest.raises(PersonError, match="อยู่แล้ว"):
            progress.add_evidence(measure=measure, links=["http://www.bansuan.go.th/a "], by=user, at=NOW)
        with pytest.raises(PersonError, match="ใช้ไม่ได้"):
            progress.add_evidence(measure=measure, links=["javascript:alert(1)"], by=user, at=NOW)
        with pytest.raises(PersonError):
            progress.add_evidence(measure=measure, by=user, at=NOW)

    def test_a_second_writer_overwrites_nothing(self, office):
        _agency, user, plan = office
        task = first_task(plan)
        both = {"item": task, "version": 1, "done_on": None, "note": None, "by": user, "at": NOW}
        progress.record_progress(status="in_progress", **both)

        with pytest.raises(ChangedMeanwhile):
            progress.record_progress(status="not_started", **both)

        assert first_task(plan).status == "in_progress"

    def test_two_people_record_two_lines_of_one_measure(self, office):
        _agency, user, plan = office
        for item in first_measure(plan).work.all():
            for once in item.occurrences.all():
                progress.record_progress(
                    item=item,
                    occurrence=once,
                    version=1,
                    status="done",
                    done_on=date(2022, 11, 1),
                    note=None,
                    by=user,
                    at=NOW,
                )

        assert queries.get_measure_facts(first_measure(plan).pk).status == "done"


class TestEvidence:
    def test_removing_deletes_the_file_once_the_transaction_is_through(
        self, office, django_capture_on_commit_callbacks
    ):
        agency, user, plan = office
        measure = first_measure(plan)
        progress.add_evidence(measure=measure, files=[progress.HandedFile("a.pdf", b"%PDF-1")], by=user, at=NOW)
        evidence = Evidence.objects.get(file_name="a.pdf")
        storage, name = evidence.file.storage, evidence.file.name

        with django_capture_on_commit_callbacks(execute=True):
            progress.remove_evidence(evidence=evidence, by=user, at=NOW)

        assert not storage.exists(name)
        assert events(agency)[-1] == "evidence_removed"

    def test_a_proposed_address_is_used_once(self, office):
        _agency, user, plan = office
        row = Evidence.objects.filter(measure__plan=plan)[0]
        Evidence.objects.filter(pk=row.pk).update(proposed_url="http://www.bansuan.go.th/")

        progress.accept_proposed_address(evidence=row, by=user, at=NOW)

        row.refresh_from_db()
        assert (row.url, row.proposed_url) == ("http://www.bansuan.go.th/", None)
        with pytest.raises(PersonError):
            progress.accept_proposed_address(evidence=row, by=user, at=NOW)


class TestImport:
    def draft(self, agency, user, year=2568):
        facts = core.Plan(agency.facts(), year, year - 1, measures=(measure_facts(1), measure_facts(2)))
        return actions.save_import(agency=agency, name="a.txt", content=b"abc", plan=facts, by=user, at=NOW), facts

    def test_accepting_makes_the_same_plan(self, office):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)

        plan = actions.accept_import(draft=draft, by=user, at=NOW)

        assert plan_differences(facts, queries.get_plan_facts(plan)) == []
        assert plan.source_name == "a.txt"
        assert events(agency)[-2:] == ["import_started", "import_accepted"]

    def test_accepting_twice_makes_one_plan(self, office):
        agency, user, _plan = office
        draft, _facts = self.draft(agency, user)
        actions.accept_import(draft=draft, by=user, at=NOW)

        with pytest.raises(PersonError):
            actions.accept_import(draft=draft, by=user, at=NOW)

        assert Plan.objects.filter(agency=agency, fiscal_year=2568).count() == 1

    def test_a_year_that_has_a_plan_is_refused_and_nothing_changes(self, office):
        agency, user, plan = office
        draft, _facts = self.draft(agency, user, plan.fiscal_year)

        with pytest.raises(PersonError, match="2566"):
            actions.accept_import(draft=draft, by=user, at=NOW)

        assert Measure.objects.filter(plan__agency=agency).count() == 2
        assert Import.objects.get(pk=draft.pk).state == "draft"

    def test_correcting_counts_the_version(self, office):
        agency, user, _plan = office
        draft, facts = self.draft(agency, user)
        actions.correct_import(draft=draft, plan=replace(facts, fiscal_year=2569), version=1, by=user, at=NOW)

        with pytest.raises(ChangedMeanwhile):
            actions.correct_import(draft=draft, plan=facts, version=1, by=user, at=NOW)

        assert Import.objects.get(pk=draft.pk).plan["fiscal_year"] == 2569

    def test_discarding_leaves_nothing_behind(self, office, django_capture_on_commit_callbacks):
        agency, user, _plan = office
        draft, _facts = self.draft(agency, user)
        storage, name = draft.original.storage, draft.original.name

        with django_capture_on_commit_callbacks(execute=True):
            actions.discard_import(draft=draft, by=user, at=NOW)

        assert not storage.exists(name)
        assert not Import.objects.filter(agency=agency).exists()


class TestPlanActions:
    def test_a_started_plan_is_empty_and_once_a_year(self, office):
        agency, user, _plan = office
        plan = actions.start_plan(agency=agency, fiscal_year=2570, by=user, at=NOW)

        with pytest.raises(PersonError):
            actions.start_plan(agency=agency, fiscal_year=2570, by=user, at=NOW)

        assert (plan.measures.count(), plan.based_on_fiscal_year) == (0, 2569)

    def test_a_rolled_over_measure_remembers_where_it_came_from(self, office):
        _agency, user, plan = office
        facts = replace(queries.get_plan_facts(plan), fiscal_year=2567)

        made = actions.store_roll_over(source=plan, facts=facts, by=user, at=NOW)

        assert made.origin == plan
        assert first_measure(made).origin == first_measure(plan)

    def test_adding_and_removing_a_measure(self, office):
        agency, user, plan = office
        added = actions.add_measure(plan=plan, facts=measure_facts(3), by=user, at=NOW)

        actions.remove_measure(measure=added, by=user, at=NOW)

        assert plan.measures.count() == 2
        assert events(agency)[-2:] == ["measure_added", "measure_removed"]

    def test_deleting_a_plan_keeps_its_history(self, office):
        agency, user, plan = office

        actions.delete_plan(plan=plan, by=user, at=NOW)

        assert not Plan.objects.filter(agency=agency).exists()
        assert events(agency)[-1] == "plan_deleted"
        assert verify_agency(agency.slug).faults == ()
