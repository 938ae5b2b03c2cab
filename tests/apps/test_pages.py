"""What the pages show of a measure: late work, evidence at its line, where two writers differ."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.apps.plans import pages, progress, queries
from prongsai.apps.plans.models import Evidence, WorkItem
from prongsai.core import plan as core
from prongsai.core.finding import Finding
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user, measure_facts


def labels_of(differences):
    return [one.label for one in differences]


class TestMeasureDifferences:
    FACTS = measure_facts(1)

    @pytest.mark.parametrize(
        ("changes", "label"),
        [
            ({"issue": "อื่น"}, "ประเด็น"),
            ({"issue_kind": "fix"}, "ลักษณะของประเด็น"),
            ({"indicator": 9}, "ตัวชี้วัดที่"),
            ({"item_codes": ("O1",)}, "ข้อ OIT ที่เกี่ยวข้อง"),
            ({"status": "done"}, "ผลการดำเนินการของทั้งมาตรการ"),
            ({"responsible": (core.Responsible("กองคลัง"),)}, "ผู้รับผิดชอบ"),
            ({"responsible": (core.Responsible("สำนักปลัด", "นางสาวตัวอย่าง ใจดี", "compiles"),)}, "ผู้รับผิดชอบ"),
            ({"steps": (core.Step(1, "ทำข้อมูล"),)}, "ขั้นตอนหรือวิธีการ"),
            (
                {"follow_ups": (replace(FACTS.follow_ups[0], deadline=None), FACTS.follow_ups[1])},
                "การรายงานผลและการกำกับติดตาม",
            ),
            ({"budget": "1"}, "งบประมาณ"),
            ({"problems": "ไม่มี"}, "ปัญหา อุปสรรค"),
            ({"remarks": "ดู"}, "หมายเหตุ"),
        ],
    )
    def test_every_field_of_the_form_is_compared(self, changes, label):
        assert labels_of(pages.measure_differences(self.FACTS, replace(self.FACTS, **changes))) == [label]

    def test_tells_theirs_before_mine(self):
        mine = replace(self.FACTS, issue="ของฉัน")

        (only,) = pages.measure_differences(self.FACTS, mine)

        assert (only.theirs, only.mine) == ("ประเด็นที่ 1", "ของฉัน")

    def test_the_same_measure_has_none(self):
        assert pages.measure_differences(self.FACTS, self.FACTS) == []


@pytest.mark.django_db
class TestMeasureView:
    def test_puts_each_evidence_at_its_own_line(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        agency = make_agency()
        plan, user = make_plan(agency), make_user(agency)
        for number, item in enumerate(first_measure(plan).work.order_by("kind", "position"), start=1):
            progress.record_progress(
                item=item,
                version=1,
                status="in_progress",
                done_on=None,
                note=None,
                links=[f"http://www.example.go.th/{item.kind}/{item.number}"],
                files=[progress.HandedFile(f"{number}.pdf", b"%PDF-1")] if item.kind == "follow_up" else [],
                by=user,
                at=NOW,
            )

        row = pages.measure_view(queries.measures_of(plan)[0])

        assert [one.href for one in row.evidence] == ["http://www.example.go.th/o1"]
        for line in row.steps:
            assert [one.href for one in line.evidence] == [f"http://www.example.go.th/step/{line.number}"]
        for line in row.follow_ups:
            link, file = line.evidence
            assert link.href == f"http://www.example.go.th/follow_up/{line.number}"
            assert (file.is_file, file.href) == (True, "")
        assert [line.id for line in row.follow_ups] == list(
            WorkItem.objects.filter(kind="follow_up").order_by("position").values_list("pk", flat=True)
        )

    def test_an_address_a_browser_could_run_is_no_link(self):
        plan = make_plan(make_agency())
        Evidence.objects.update(url="javascript:alert(1)")

        (line,) = pages.measure_view(queries.measures_of(plan)[0]).evidence

        assert (line.href, line.label) == ("", "javascript:alert(1)")

    @pytest.mark.parametrize(
        ("today", "late"),
        [
            (date(2022, 10, 31), [False, False]),
            (date(2022, 11, 1), [False, True]),  # October of the monthly work
            (date(2023, 1, 31), [False, True]),
            (date(2023, 2, 1), [True, True]),
        ],
    )
    def test_work_is_late_from_the_day_after(self, today, late):
        plan = make_plan(make_agency())

        row = pages.measure_view(queries.measures_of(plan, today)[0], today=today)

        assert [line.is_late for line in row.follow_ups] == late

    def test_shows_the_findings_it_is_given(self):
        plan = make_plan(make_agency())
        finding = Finding("x", "note", 1, "ประเด็น", "ไทย", "English")

        assert pages.measure_view(queries.measures_of(plan)[0], [finding]).findings == (finding,)


class TestDraftView:
    def test_names_the_tick_of_each_evidence_by_its_place(self):
        link = core.Evidence("www.a.go.th", proposed_url="http://www.a.go.th/")
        facts = measure_facts(
            7,
            steps=(core.Step(1, "ก"), core.Step(2, "ข", evidence=(link, link))),
            follow_ups=(core.FollowUp(1, "ค", evidence=(link,)),),
            evidence=(link,),
        )

        row = pages.draft_view(facts, 4)

        fields = [one.field for one in row.evidence]
        fields += [one.field for line in (*row.steps, *row.follow_ups) for one in line.evidence]
        assert fields == ["4:measure:0:0", "4:step:1:0", "4:step:1:1", "4:follow_up:0:0"]
        assert all(one.proposed_url for one in row.evidence)
        assert all(line.id is None for line in (*row.steps, *row.follow_ups))

    @pytest.mark.parametrize("name", ["0:measure:0:0", "0:step:1:0", "0:follow_up:0:0"])
    def test_a_tick_accepts_that_address_and_no_other(self, name):
        from prongsai.apps.plans.views.import_views import accept_proposals

        link = core.Evidence("www.a.go.th", proposed_url="http://www.a.go.th/", needs_review=True)
        one = measure_facts(
            1,
            steps=(core.Step(1, "ก"), core.Step(2, "ข", evidence=(link,))),
            follow_ups=(core.FollowUp(1, "ค", evidence=(link,)),),
            evidence=(link,),
        )
        plan = core.Plan(core.Agency("ก"), 2566, measures=(one, replace(one, number=2)))

        changed = accept_proposals(plan, {name, "9:step:0:0", "rubbish"})

        found = {
            line.field: line.proposed_url
            for index, measure in enumerate(changed.measures)
            for row in [pages.draft_view(measure, index)]
            for line in (*row.evidence, *(e for work in (*row.steps, *row.follow_ups) for e in work.evidence))
        }
        assert [field for field, proposed in found.items() if not proposed] == [name]
        assert len(found) == 6
