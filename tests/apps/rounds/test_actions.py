"""Deciding, reporting, signing and recording from paper: what each writes, and what it refuses."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.http import Http404

from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.plans.progress import HandedFile, record_progress
from prongsai.apps.rounds import actions
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import note_missed, open_rounds
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal as NotSeen
from prongsai.core.monthly_round import Refusal, hash_of_sheet, sheet_from_dict
from tests.apps.factories import first_task, give_post, make_post, make_user
from tests.apps.rounds.office import DECEMBER, decide, make_office, on_paper, sign, supervision

pytestmark = pytest.mark.django_db
LATER = datetime(2022, 12, 15, 3, 0, tzinfo=UTC)
JANUARY = datetime(2023, 1, 3, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files():
    return default_storage.listdir("rounds")[1] if default_storage.exists("rounds") else []


class TestSigning:
    def test_keeps_who_when_and_exactly_what_was_shown(self):
        office = make_office()
        decide(office)
        seen = office.seen(LATER)

        row = sign(office, at=LATER, comment=" ทราบ เร่งรัดงานค้าง ")

        assert (row.state, row.held_on, row.comment) == ("signed", date(2022, 12, 15), "ทราบ เร่งรัดงานค้าง")
        assert (row.signed_by, row.signed_by_name) == (office.executive, str(office.executive))
        assert row.capacity == "นายกเทศมนตรีตำบลทดสอบ"
        assert row.shown_sha256 == seen == hash_of_sheet(sheet_from_dict(row.shown))
        event = Event.objects.filter(agency=office.agency.slug, action="round_signed").get()
        assert event.role == "top_executive"
        assert event.after["content"] == seen
        assert verify_agency(office.agency.slug).faults == ()

    def test_names_a_substitute_as_such(self):
        office = make_office()
        deputy = make_user(office.agency, "officer")
        give_post(deputy, make_post(office.agency, "deputy_executive", title="รองนายกเทศมนตรี"))
        give_post(deputy, office.agency.posts.get(kind="top_executive"), "acting_for")

        row = sign(office, by=deputy)

        assert row.capacity == "รองนายกเทศมนตรี รักษาราชการแทน นายกเทศมนตรีตำบลทดสอบ"

    def test_refuses_what_changed_after_it_was_shown(self):
        office = make_office()
        seen = office.seen(LATER)
        task = first_task(office.plan)
        record_progress(
            item=task,
            version=task.version,
            status="done",
            done_on=date(2022, 12, 2),
            note=None,
            by=office.clerk,
            at=LATER,
        )

        with pytest.raises(NotSeen, match="เนื้อหาเปลี่ยนไป"):
            sign(office, at=LATER, seen=seen)

        assert office.round().state == "open"
        assert "round_signed" not in office.actions()

    def test_refuses_a_second_signature(self):
        office = make_office()
        sign(office)

        with pytest.raises(Refusal, match="ลงนามไปแล้ว"):
            sign(office)

    def test_refuses_a_month_that_has_passed_even_before_the_job_noted_it(self):
        office = make_office()
        row = office.round()

        with pytest.raises(Refusal, match="ย้อนหลังไม่ได้"):
            actions.sign_round(
                round_=row, seen_sha256=office.seen(JANUARY), comment="", by=office.executive, at=JANUARY
            )

    def test_whoever_is_not_the_executive_finds_nothing(self):
        office = make_office()

        with pytest.raises(Http404):
            sign(office, by=office.clerk)
        assert office.round().state == "open"


class TestSupervision:
    def test_of_the_month_is_done_by_the_signature(self):
        office = make_office(measures=2)

        row = sign(office, at=LATER)

        done = Occurrence.objects.filter(work_item__role="supervision", status="done")
        assert {one.period_from for one in done} == {date(2022, 12, 1)}
        assert len(done) == 2
        for one in done:
            assert one.done_on == date(2022, 12, 15)
            assert row.shown_sha256[:12] in one.note
            assert "เดือนธันวาคม ๒๕๖๕" in one.note
        assert office.actions().count("progress_recorded") == 2

    def test_by_paper_names_the_memo(self):
        office = make_office()

        on_paper(office, at=LATER, memo_on=date(2022, 12, 9))

        once = supervision(office, date(2022, 12, 1))
        assert (once.status, once.done_on) == ("done", date(2022, 12, 9))
        assert "ที่ ชย ๗๑๒๐๑/๔๕ ลงวันที่ ๙ ธันวาคม ๒๕๖๕" in once.note

    def test_keeps_what_somebody_wrote_there(self):
        office = make_office()
        once = supervision(office, date(2022, 12, 1))
        record_progress(
            item=once.work_item,
            occurrence=once,
            version=once.version,
            status="in_progress",
            done_on=None,
            note="ประชุมแล้ว",
            by=office.clerk,
            at=DECEMBER,
        )

        sign(office)

        assert supervision(office, date(2022, 12, 1)).note.startswith("ประชุมแล้ว\nผู้บริหารลงนาม")

    def test_leaves_other_months_and_tasks_alone(self):
        office = make_office()

        sign(office)

        assert supervision(office, date(2023, 1, 1)).status != "done"
        assert first_task(office.plan).status != "done"


class TestDeciding:
    def test_makes_a_task_with_unit_and_day(self):
        office = make_office()

        first, second = decide(office, text="  ข้อแรก "), decide(office, unit="", text="ข้อสอง")

        assert (first.number, first.text, first.unit_name, first.state) == (1, "ข้อแรก", "กองคลัง", "open")
        assert (second.number, second.unit, second.unit_name) == (2, None, "")
        assert first.capacity == "นายกเทศมนตรีตำบลทดสอบ"
        assert office.actions()[-2:] == ["round_decided", "round_decided"]

    @pytest.mark.parametrize(
        ("values", "words"),
        [({"text": "  "}, "เขียนข้อสั่งการ"), ({"due_on": date(2022, 11, 30)}, "ต้องไม่ก่อนวันที่สั่งการ")],
    )
    def test_refuses_what_is_no_task(self, values, words):
        office = make_office()

        with pytest.raises(Refusal, match=words):
            decide(office, **values)
        assert not Decision.objects.exists()

    def test_is_the_executives_and_ends_with_the_signature(self):
        office = make_office()

        with pytest.raises(Http404):
            decide(office, by=office.clerk)
        sign(office)
        with pytest.raises(Refusal, match="ลงนามไปแล้ว"):
            decide(office)


class TestReporting:
    def report(self, office, decision, **values):
        given = {"version": 1, "report": "ลงเว็บแล้ว", "done_on": date(2022, 12, 14), "by": office.finance, **values}
        return actions.report_decision(decision=decision, at=LATER, **given)

    def test_says_that_it_is_done(self):
        office = make_office()

        row = self.report(office, decide(office))

        assert (row.state, row.done_on, row.report, row.version) == ("done", date(2022, 12, 14), "ลงเว็บแล้ว", 2)
        event = Event.objects.filter(action="round_decision_reported").get()
        assert event.before["state"] == "open"
        assert event.after["done_on"] == "2022-12-14"

    def test_says_how_far_it_is_without_a_day(self):
        office = make_office()

        row = self.report(office, decide(office), done_on=None, report="กำลังทำ")

        assert (row.state, row.report) == ("open", "กำลังทำ")

    @pytest.mark.parametrize(
        ("values", "words"), [({"report": " "}, "ทำอะไรไปแล้ว"), ({"done_on": date(2022, 12, 16)}, "อนาคต")]
    )
    def test_refuses_nothing_and_the_future(self, values, words):
        office = make_office()
        decision = decide(office)

        with pytest.raises(Refusal, match=words):
            self.report(office, decision, **values)

    def test_the_second_of_two_is_told(self):
        office = make_office()
        decision = decide(office)
        self.report(office, decision, done_on=None)

        with pytest.raises(ChangedMeanwhile):
            self.report(office, decision)

    def test_the_executive_sends_it_on_with_a_reason(self):
        office = make_office()
        row = self.report(office, decide(office))

        with pytest.raises(Refusal, match="เหตุผล"):
            actions.reopen_decision(decision=row, version=2, reason=" ", by=office.executive, at=LATER)
        actions.reopen_decision(decision=row, version=2, reason="ยังขาดไตรมาส 2", by=office.executive, at=LATER)

        again = Decision.objects.get()
        assert (again.state, again.done_on, again.back_why) == ("open", None, "ยังขาดไตรมาส 2")
        assert again.report == "ลงเว็บแล้ว"
        with pytest.raises(Refusal, match="ยังไม่ได้รายงาน"):
            actions.reopen_decision(decision=again, version=3, reason="ก", by=office.executive, at=LATER)

    def test_the_executive_takes_it_back_and_it_stays_to_be_seen(self):
        office = make_office()
        decision = decide(office)

        actions.withdraw_decision(decision=decision, version=1, reason="ซ้ำกับข้อเดิม", by=office.executive, at=LATER)

        row = Decision.objects.get()
        assert (row.state, row.back_why) == ("withdrawn", "ซ้ำกับข้อเดิม")
        with pytest.raises(Refusal, match="ยกเลิกไปแล้ว"):
            actions.withdraw_decision(decision=row, version=2, reason="ก", by=office.executive, at=LATER)
        with pytest.raises(Refusal, match="ปิดไปแล้ว"):
            self.report(office, row, version=2)

    def test_only_the_executive_does_so(self):
        office = make_office()
        decision = decide(office)

        with pytest.raises(Http404):
            actions.withdraw_decision(decision=decision, version=1, reason="ก", by=office.clerk, at=LATER)
        assert Decision.objects.get().state == "open"


class TestPaper:
    def test_keeps_number_day_scan_and_who_recorded_it(self):
        office = make_office()

        row = on_paper(office, at=LATER, memo_on=date(2022, 12, 9))

        assert (row.state, row.held_on, row.memo_number) == ("recorded_on_paper", date(2022, 12, 9), "ชย ๗๑๒๐๑/๔๕")
        assert (row.recorded_by, row.capacity, row.comment) == (office.clerk, "นายกเทศมนตรีตำบลทดสอบ", "ทราบ")
        assert (row.scan_name, row.scan_type) == ("บันทึก.pdf", "application/pdf")
        assert row.scan.read() == b"%PDF-1.4 signed"
        assert row.signed_by is None
        event = Event.objects.filter(agency=office.agency.slug, action="round_recorded_on_paper").get()
        assert (event.actor, event.role) == (str(office.clerk.pk), "clerk_office")
        assert event.after["scan"] == row.scan_sha256
        assert event.before["state"] == "open"

    def test_a_name_is_not_believed(self):
        office = make_office()

        row = on_paper(office, scan=HandedFile("../scan.pdf.exe", b"\x89PNG\r\n\x1a\n rest"))

        assert row.scan_name.endswith(".png")
        assert row.scan_type == "image/png"
        assert row.scan.name.startswith("rounds/")
        assert "scan" not in row.scan.name

    @pytest.mark.parametrize(
        "scan",
        [
            HandedFile("a.pdf", b"<html><script>1</script>"),
            HandedFile("a.pdf", b""),
            HandedFile("a.gif", b"GIF89a..."),
            HandedFile("a.txt", b"signed"),
        ],
    )
    def test_other_files_are_refused(self, scan):
        office = make_office()

        with pytest.raises(PersonError):
            on_paper(office, scan=scan)
        assert office.round().state == "open"
        assert files() == []

    def test_a_file_over_the_limit_is_refused(self, settings):
        settings.EVIDENCE_MAX_BYTES = 10

        with pytest.raises(PersonError, match="เกินขีดจำกัด"):
            on_paper(make_office())

    def test_a_failure_after_the_file_leaves_no_file(self, monkeypatch):
        office = make_office()
        monkeypatch.setattr(actions, "fulfil_supervision", lambda *a, **k: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            on_paper(office)
        assert files() == []

    @pytest.mark.parametrize(
        ("memo_on", "words"), [(date(2022, 12, 16), "อนาคต"), (date(2022, 11, 30), "ในเดือนของรอบนี้")]
    )
    def test_a_day_outside_the_month_is_refused(self, memo_on, words):
        office = make_office()

        with pytest.raises(Refusal, match=words):
            on_paper(office, at=LATER, memo_on=memo_on)

    def test_a_missed_round_is_recorded_when_the_memo_is_of_its_month(self):
        office = make_office()
        open_rounds(office.agency, at=JANUARY)
        note_missed(office.round(), at=JANUARY)

        with pytest.raises(Refusal, match="ในเดือนของรอบนี้"):
            on_paper(office, at=JANUARY, memo_on=date(2023, 1, 2))
        row = on_paper(office, at=JANUARY, memo_on=date(2022, 12, 30))

        assert row.state == "recorded_on_paper"
        assert row.missed_at == JANUARY
        event = Event.objects.filter(agency=office.agency.slug, action="round_recorded_on_paper").get()
        assert event.before["state"] == "missed"

    def test_what_was_signed_is_not_recorded_again(self):
        office = make_office()
        sign(office)

        with pytest.raises(Refusal, match="ลงนามไปแล้ว"):
            on_paper(office)

    def test_decisions_on_it_are_written_down_after_it(self):
        office = make_office()
        unit = office.agency.units.get(name="กองคลัง")
        given = {"text": "เร่งรัด", "unit": unit, "due_on": date(2022, 12, 20), "by": office.clerk, "at": LATER}

        with pytest.raises(Refusal, match="เมื่อบันทึกการลงนาม"):
            actions.record_decision(round_=office.round(), **given)
        on_paper(office, at=LATER)
        made = actions.record_decision(round_=office.round(), **given)

        assert made.is_from_paper
        assert made.capacity == "นายกเทศมนตรีตำบลทดสอบ"
        assert made.made_by_name == str(office.clerk)
        assert office.actions()[-1] == "round_decision_recorded"


class TestOneRoundOnly:
    def test_another_agencys_round_is_untouched(self):
        one, other = make_office(), make_office()

        sign(one)

        assert Round.objects.get(agency=other.agency).state == "open"
        assert supervision(other, date(2022, 12, 1)).status != "done"
