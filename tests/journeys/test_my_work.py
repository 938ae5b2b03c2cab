"""The first page: what came back, what waits, what is due, each with its one button."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.agencies.models import Membership, Unit
from prongsai.apps.handover.actions import return_work
from prongsai.apps.handover.models import Approval
from prongsai.apps.plans.models import Evidence, Occurrence
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import open_round_now
from prongsai.core import plan as core
from prongsai.core.handover import STEPS
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts
from tests.apps.handover.office import AT, EVERY_UNIT, LINK, check, hand_in, make_office, step, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(client, user, query=""):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/office/{query}")
    assert response.status_code == 200
    return response.content.decode()


def back(office, by=None, at_step="check"):
    """The head, or another, sends it back."""
    ids, who = [office.part().pk], by or office.head
    return_work(handover=office.handover(), part_ids=ids, reason="ผิดปี", step=at_step, by=who, at=AT)


def told(text):
    """The sentence that says what is next."""
    return " ".join(re.search(r'<p class="next-step">(.*?)</p>', text, re.S)[1].split())


def ticks(text):
    return re.findall(r'name="ticked" value="([^"]+)"', text)


class TestWhatIsDue:
    def test_leads_the_officer_to_their_own_part(self, client):
        office = make_office()

        assert f"/office/handover/parts/{office.part().pk}/" in page(client, office.officer)

    def test_what_is_handed_in_is_off_the_list(self, client):
        office = make_office()
        hand_in(office)

        text = page(client, office.officer)

        assert f"/office/handover/parts/{office.part().pk}/" not in text
        assert f"/office/handover/{office.handover().pk}/" not in text

    def test_of_every_units_work_each_unit_sees_its_own_part(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)

        assert f"parts/{office.part().pk}/" not in page(client, office.officer)
        assert f"parts/{office.part('กองคลัง').pk}/" in page(client, office.finance)

    def test_shows_the_points_at_stake(self, client):
        office = make_office()

        assert re.search(r"มีค่าถึง <b>[\d.]+</b> คะแนน", page(client, office.officer))

    def test_opens_what_a_new_plan_brought(self, client):
        office = make_office()
        office.plan.delete()
        make_plan(office.agency, 2566, 1)

        assert "/office/handover/parts/" in page(client, office.officer)

    def test_without_a_chain_progress_is_recorded(self, client):
        office = make_office(steps=())

        assert re.search(r"/office/work/\d+/1/", page(client, office.officer))

    def test_an_empty_desk_says_so(self, client):
        agency = make_agency()
        user = make_user(agency, "officer", unit="กองคลัง")

        assert "ยังไม่มีแผน" in page(client, user)
        make_plan(agency, 2566, 1)
        assert "ไม่มีรายการในช่วงนี้" in page(client, user)

    @pytest.mark.parametrize("role", ["officer", "unit_head", "chief_administrator", "top_executive", "auditor"])
    def test_an_empty_desk_says_who_begins(self, client, role):
        agency = make_agency()

        text = page(client, make_user(agency, role, unit="กองคลัง"))

        assert "สำนักปลัดหรือผู้ดูแลระบบของหน่วยงานเป็นผู้นำเข้าหรือเปิดแผน" in text
        assert "เริ่มด้วยการนำเข้า" not in text

    @pytest.mark.parametrize("role", ["clerk_office", "agency_admin"])
    def test_an_empty_desk_asks_who_may_to_begin(self, client, role):
        text = page(client, make_user(make_agency(), role))

        assert "เริ่มด้วยการนำเข้า" in text
        assert "เป็นผู้นำเข้าหรือเปิดแผน" not in text


class TestWhatIsLate:
    """Nothing is done of what was due by October 2565: a report of the unit's, and the executive's own following-up."""

    LATE = (
        measure_facts(
            follow_ups=(
                core.FollowUp(1, "รายงานผู้บริหาร", "task", core.Deadline("date", due_on=date(2022, 10, 20))),
                core.FollowUp(2, "ผู้บริหารติดตาม", "supervision", core.Deadline("date", due_on=date(2022, 10, 25))),
            )
        ),
    )

    @pytest.mark.parametrize("who", ["administrator", "executive", "auditor"])
    @pytest.mark.parametrize("steps", [STEPS, ()])
    def test_is_the_agencys_for_who_does_none_of_it(self, client, who, steps):
        office = make_office(measures=self.LATE, steps=steps)
        user = make_user(office.agency, "auditor") if who == "auditor" else getattr(office, who)

        text = page(client, user)

        assert told(text) == "หน่วยงานมีงานเกินกำหนด 1 รายการ การกำกับติดตามของผู้บริหารเกินกำหนด 1 รายการ"
        where = "/office/handover/" if steps else "/office/rounds/"
        assert re.search(rf'<a class="button second" href="{where}">เปิดดู<', text)
        rows = re.findall(r'<li class="overdue">(.*?)</li>', text, re.S)
        assert [row.count('class="button') for row in rows] == [1, 1]

    def test_is_what_the_round_counts(self, client):
        office = make_office(measures=self.LATE)
        row = open_round_now(agency=office.agency, by=office.executive, at=timezone.now())
        client.force_login(office.executive, backend="django.contrib.auth.backends.ModelBackend")

        sheet = client.get(f"/office/rounds/{row.pk}/").content.decode()

        assert "หน่วยงานมีงานเกินกำหนด 1 รายการ" in page(client, office.executive)
        assert re.search(r'href="#late"><b>1</b>', sheet)

    def test_is_to_begin_with_for_who_does_it(self, client):
        office = make_office(measures=self.LATE)

        assert told(page(client, office.officer)) == "มีงานเกินกำหนด 1 รายการ กรุณาเริ่มจากรายการแรก"
        assert told(page(client, office.clerk)) == (
            "มีงานเกินกำหนด 1 รายการ กรุณาเริ่มจากรายการแรก การกำกับติดตามของผู้บริหารเกินกำหนด 1 รายการ"
        )
        assert ">เปิดดู<" not in page(client, office.officer)

    def test_of_another_unit_is_that_units(self, client):
        office = make_office(measures=self.LATE)
        unit = office.part().unit_id

        text = page(client, office.finance, f"?unit={unit}")

        assert told(text) == "ส่วนงานนี้มีงานเกินกำหนด 1 รายการ"
        assert f'href="/office/handover/?unit={unit}">เปิดดู<' in text

    def test_of_the_executive_alone_is_said_alone(self, client):
        office = make_office(measures=self.LATE)
        Occurrence.objects.filter(work_item__role="task").update(status="done")

        text = page(client, office.executive)

        assert told(text) == "การกำกับติดตามของผู้บริหารเกินกำหนด 1 รายการ"
        assert ">เปิดดู<" not in text


class TestWhatCameBack:
    def test_stands_on_top_with_the_reason(self, client):
        office = make_office()
        walk(office, to="check")
        return_work(
            handover=office.handover(),
            part_ids=[office.part().pk],
            reason="ผิดปี",
            step="compile",
            by=office.clerk,
            at=AT,
        )

        text = page(client, office.officer)

        assert "กลับมาให้แก้" in text
        assert "ผิดปี" in text
        assert text.index("ผิดปี") < text.index('class="tabs"')

    def test_is_not_shown_to_another_unit(self, client):
        office = make_office()
        hand_in(office)
        back(office)

        for other in (office.finance, office.clerk, make_user(office.agency, "agency_admin"), office.head):
            assert "ผิดปี" not in page(client, other)

    def test_is_still_in_the_list_of_who_may_mend_it_too(self, client):
        office = make_office()
        hand_in(office)
        back(office)

        for other in (office.clerk, office.head):
            text = page(client, other, "?unit=all")
            assert re.search(rf'ตีกลับให้แก้ไข</span>.*href="/office/handover/parts/{office.part().pk}/"', text)
            assert 'id="returned"' not in text
        assert f"/office/handover/parts/{office.part().pk}/" in page(client, office.officer)

    def test_of_a_unit_without_officer_is_the_clerks(self, client):
        office = make_office()
        hand_in(office, by=office.head)
        back(office, by=office.clerk, at_step="compile")
        assert "ผิดปี" not in page(client, office.clerk)

        office.officer.is_active = False
        office.officer.save()

        text = page(client, office.clerk)
        assert "ผิดปี" in text
        assert "มีงานกลับมาให้แก้" in text or "เกินกำหนด" in text
        assert text.count(f"/office/handover/parts/{office.part().pk}/") == 1  # shown once, not in the list again

    def test_of_a_section_is_its_divisions_officers(self, client):
        office = make_office()
        hand_in(office)
        back(office)
        division = Unit.objects.get(agency=office.agency, name="สำนักปลัด")
        Membership.objects.filter(user=office.officer).update(
            unit=Unit.objects.create(agency=office.agency, parent=division, code="s", name="งานธุรการ")
        )

        assert "ผิดปี" in page(client, office.officer, "?unit=all")
        assert "ผิดปี" not in page(client, office.clerk)

    def test_is_the_clerks_who_made_it(self, client):
        office = make_office()
        hand_in(office, by=office.clerk)
        back(office)

        assert "ผิดปี" in page(client, office.clerk)
        assert "ผิดปี" in page(client, office.officer)


class TestWhatWaits:
    @pytest.mark.parametrize(
        ("reached", "who", "word"),
        [
            ("check", "clerk", "รวบรวมครบแล้ว"),
            ("compile", "administrator", "เห็นควร"),
            ("endorse", "executive", "ทราบ"),
            ("acknowledge", "clerk", "เผยแพร่แล้ว"),
            ("publish", "clerk", "ปิดงาน"),
        ],
    )
    def test_waits_for_whoever_takes_the_next_step(self, client, reached, who, word):
        office = make_office()
        walk(office, to=reached)

        text = page(client, getattr(office, who))

        assert len(ticks(text)) == 1
        assert f"ที่เลือกไว้: {word}" in text
        others = {"clerk", "administrator", "executive", "officer", "finance_head"} - {who}
        assert not any(ticks(page(client, getattr(office, one))) for one in others)

    def test_the_head_ticks_and_checks_from_here(self, client):
        office = make_office()
        hand_in(office)

        text = page(client, office.head)
        client.post("/office/handover/steps/", {"ticked": ticks(text), "next": "/office/"})

        assert Approval.objects.get().step == "check"
        assert not ticks(page(client, office.head))

    def test_ones_own_work_does_not_wait_for_oneself(self, client):
        office = make_office()
        hand_in(office, by=office.head)

        assert not ticks(page(client, office.head))

    def test_work_of_several_units_is_one_line_and_its_hash_holds(self, client):
        office = make_office(measures=EVERY_UNIT)
        for unit in ("สำนักปลัด", "กองคลัง"):
            hand_in(office, unit)
            check(office, unit)

        text = page(client, office.clerk)
        client.post("/office/handover/steps/", {"ticked": ticks(text), "next": "/office/"})

        assert len(ticks(text)) == 1
        assert office.handover().state == "compiled"

    def test_without_a_check_the_compiler_is_next(self, client):
        office = make_office(steps=("compile", "close"))
        hand_in(office)

        assert ticks(page(client, office.clerk))[0].startswith("compile:")

    def test_nothing_waits_where_the_chain_was_switched_off(self, client):
        from prongsai.apps.handover.chain_actions import set_chain

        office = make_office()
        walk(office, to="check")
        set_chain(agency=office.agency, steps=[], by=office.clerk, at=AT)

        assert not ticks(page(client, office.clerk))


class TestWhatIsTicked:
    LONG = "ลงเว็บแล้ว " * 40 + "ท้ายของบันทึก"

    @pytest.mark.parametrize("who", ["head", "clerk"])
    def test_is_all_on_the_page(self, client, who):
        office = make_office()
        files = (HandedFile("ภาพหน้าเว็บ.pdf", b"%PDF-1.4 page"),)
        hand_in(office, note=self.LONG, links=(LINK, f"{LINK}/2"), files=files, done_on=date(2022, 11, 20))
        if who == "clerk":
            check(office)

        text = page(client, getattr(office, who))

        (file_row,) = Evidence.objects.filter(occurrence=office.handover().occurrence).exclude(file="")
        waiting = text[text.index("steps/") : text.index("ที่เลือกไว้")]
        assert len(ticks(waiting)) == 1
        assert "<details><summary>" in waiting
        assert self.LONG in waiting
        assert f'href="{LINK}"' in waiting
        assert f'href="{LINK}/2"' in waiting
        assert f'<a href="/office/files/evidence/{file_row.pk}/">ภาพหน้าเว็บ.pdf</a>' in waiting
        assert waiting.count("/office/evidence/") >= 3  # what the auditor saw of each
        assert "20 พ.ย. 2565" in waiting
        assert waiting.count("<form") == 0

    def test_of_several_units_stands_with_its_unit(self, client):
        office = make_office(measures=EVERY_UNIT)
        for unit, link in (("สำนักปลัด", LINK), ("กองคลัง", f"{LINK}/finance")):
            hand_in(office, unit, links=(link,), note=f"ของ{unit}")
            check(office, unit)

        text = page(client, office.clerk)

        places = [text.index(one) for one in ("ของสำนักปลัด", f'href="{LINK}"', "ของกองคลัง", f'href="{LINK}/finance"')]
        assert places == sorted(places)


class TestQueries:
    @pytest.mark.parametrize("who", ["officer", "head", "clerk", "administrator", "executive"])
    def test_are_as_many_for_forty_measures_as_for_one(self, client, who):
        counts = {}
        for size in (2, 40):
            office = make_office(measures=size)
            walk(office, to="compile")
            step(office, "endorse")
            page(client, getattr(office, who))
            with CaptureQueriesContext(connection) as captured:
                client.get("/office/")
            counts[size] = len(captured)

        assert counts[2] == counts[40], counts
        assert counts[40] <= 10, [query["sql"][:120] for query in captured]


class TestWhatIsRead:
    def test_no_more_of_plans_and_rounds_than_is_shown(self, client):
        office = make_office()
        hand_in(office)
        month = Round.objects.create(
            agency=office.agency, month=AT.date(), opens_on=AT.date(), due_on=date.max, opened_at=AT
        )
        Decision.objects.create(
            round=month, number=1, text="เร่งรัดรายการที่เลยกำหนด", due_on=date.max, made_by_name="ก", made_at=AT
        )

        with CaptureQueriesContext(connection) as captured:
            text = page(client, office.clerk)

        read = " ".join(query["sql"] for query in captured)
        assert "เร่งรัดรายการที่เลยกำหนด" in text
        assert '"plans_measure"."issue"' in read
        for unread in ('"rounds_round"."shown"', '"plans_plan"."reader_findings"', '"plans_measure"."as_printed"'):
            assert unread not in read


class TestMuchOfIt:
    def test_shows_the_first_and_leads_to_the_others(self, client):
        from prongsai.apps.handover.actions import save_part
        from prongsai.apps.handover.models import Part

        office = make_office(measures=12)
        for part in Part.objects.select_related("handover__agency", "handover__occurrence__work_item__measure__plan"):
            save_part(part=part, version=1, note="ทำแล้ว", done_on=None, hand_in=True, by=office.officer, at=AT)

        text = page(client, office.head)

        count = Part.objects.filter(state="handed_in").count()
        assert count > 10
        assert len(ticks(text)) == 10
        assert f"ดูทั้ง {count} เรื่อง" in text
        assert "/office/handover/?state=handed_in" in text


class TestReturnedCounts:
    def late_and_back(self):
        office = make_office()
        hand_in(office)
        ids = [office.part().pk]
        return_work(handover=office.handover(), part_ids=ids, reason="ผิดปี", step="check", by=office.head, at=AT)
        others = Occurrence.objects.exclude(pk=office.handover().occurrence_id)
        others.update(status="done", done_on=date(2022, 11, 23))
        return office

    def tab(self, text, code):
        return int(re.search(rf'id="tab-{code}"[^>]*><b>(\d+)</b>', text)[1])

    @pytest.mark.parametrize("who", ["officer", "clerk"])
    def test_as_overdue_in_the_sentence_and_in_the_tabs(self, client, who):
        office = self.late_and_back()

        text = page(client, getattr(office, who))

        assert "มีงานเกินกำหนด 1 รายการ" in text
        assert "ไม่มีงานเร่งด่วนในสัปดาห์นี้" not in text
        assert "✓ ไม่มีรายการในช่วงนี้" not in text
        assert (self.tab(text, "all"), self.tab(text, "overdue")) == (1, 1)

    def test_says_that_it_came_back_when_there_is_time_left(self, client):
        office = self.late_and_back()
        Occurrence.objects.filter(pk=office.handover().occurrence_id).update(due_on=date(2090, 1, 1))

        text = page(client, office.officer)

        assert "มีงานกลับมาให้แก้ 1 รายการ" in text
        assert "ไม่มีงานเร่งด่วนในสัปดาห์นี้" not in text
        assert (self.tab(text, "overdue"), self.tab(text, "later")) == (0, 1)

    def test_is_in_the_list_of_who_has_no_section_of_it(self, client):
        office = self.late_and_back()

        text = page(client, office.executive)

        assert 'id="returned"' not in text
        assert "มีงานเกินกำหนด 1 รายการ" in text
        assert f"/office/handover/{office.handover().pk}/" in text
        assert ">ตีกลับให้แก้ไข</span>" in text.split('<h2><span class="state state-overdue"')[1]

    def test_is_not_counted_for_a_unit_that_has_none(self, client):
        office = self.late_and_back()

        assert self.tab(page(client, office.finance), "all") == 0


class TestOneButton:
    def due(self, text):
        return text.split('id="tab-all"')[1]

    def test_hands_in_the_persons_own_part(self, client):
        office = make_office()
        part = office.part().pk

        text = self.due(page(client, office.officer))

        (name,) = re.findall(
            rf'<a class="button" href="/office/handover/parts/{part}/" aria-describedby="([^"]+)">ส่งงาน</a>', text
        )
        assert text.count(f"/office/handover/parts/{part}/") == 1
        assert f'id="{name}">' in text

    def test_opens_what_others_hand_in(self, client):
        office = make_office()
        whole = office.handover().pk

        text = self.due(page(client, office.executive))

        assert re.search(rf'<a class="button second" href="/office/handover/{whole}/" [^>]+>เปิดดู</a>', text)

    def test_records_progress_where_no_chain_is_used(self, client):
        office = make_office(steps=())

        text = self.due(page(client, office.officer))

        assert re.search(r'<a class="button" href="/office/work/\d+/1/" [^>]+>บันทึกผล</a>', text)
        assert "ยังไม่ระบุผล" in text
        assert ">รอส่งงาน</span>" not in text

    def test_state_is_that_of_the_chain(self, client):
        office = make_office()
        Occurrence.objects.exclude(pk=office.handover().occurrence_id).update(status="done", done_on=date(2022, 11, 23))

        text = self.due(page(client, office.officer))

        assert '<span class="state state-todo">รอส่งงาน</span>' in text
        assert "ยังไม่ระบุผล" not in text
