"""What each deed about evidence does, what it leaves in the history, and what it refuses."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.http import Http404

from prongsai.apps.evidence import actions, queries
from prongsai.apps.evidence.models import Answer, Check, EvidenceState, Notice, Request
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.plans import progress
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.queries import get_plan_facts
from prongsai.audit.judged import ElementSeen, Judged, RankedItem
from prongsai.core.errors import PersonError
from prongsai.core.plan_json import plan_from_json, plan_to_json
from tests.apps.evidence.seen import HOST, PERSONAL, add_link, keep, result
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=[HOST])
    return agency, make_user(agency), make_plan(agency)


@pytest.fixture
def row(office):
    return add_link(first_measure(office[2]))


def last(agency):
    return Event.objects.filter(agency=agency.slug).latest("seq")


def state(row):
    return EvidenceState.objects.get(evidence=row)


def answer(row, by, finding="verdict_soft_404", reason="เปิดดูแล้ว มีข้อมูล", at=NOW):
    return actions.answer_finding(evidence=row, finding=finding, reason=reason, by=by, at=at)


class TestAskForCheck:
    def test_puts_a_job_that_is_there_only_if_the_deed_is_through(self, office, row):
        agency, user, _plan = office

        with transaction.atomic():
            actions.ask_for_check(evidence=row, by=user, at=NOW)
            transaction.set_rollback(True)
        undone = job_queue().count_waiting()
        actions.ask_for_check(evidence=row, by=user, at=NOW)

        assert (undone, job_queue().count_waiting()) == (0, 1)
        assert state(row).asked_at == NOW
        assert (last(agency).action, last(agency).object_id) == ("evidence_check_asked", str(row.pk))

    def test_is_refused_while_a_check_is_on_its_way(self, office, row):
        actions.ask_for_check(evidence=row, by=office[1], at=NOW)

        with pytest.raises(PersonError, match="กำลังตรวจ"):
            actions.ask_for_check(evidence=row, by=office[1], at=NOW + actions.PATIENCE / 2)

    def test_may_be_asked_again_for_one_that_got_lost(self, office, row):
        actions.ask_for_check(evidence=row, by=office[1], at=NOW)
        late = NOW + actions.PATIENCE + timedelta(seconds=1)

        actions.ask_for_check(evidence=row, by=office[1], at=late)

        assert state(row).asked_at == late

    def test_of_evidence_that_was_taken_away_is_not_found(self, office, row):
        gone = Evidence.objects.get(pk=row.pk)
        row.delete()

        with pytest.raises(Http404):
            actions.ask_for_check(evidence=gone, by=office[1], at=NOW)


class TestHandIn:
    def test_has_each_link_and_file_checked(self, office, django_capture_on_commit_callbacks):
        _agency, user, plan = office
        task = first_task(plan)
        links = [f"http://{HOST}/a", f"http://{HOST}/b"]

        with django_capture_on_commit_callbacks(execute=True):
            progress.record_progress(
                item=task,
                version=1,
                status="done",
                done_on=None,
                note=None,
                links=links,
                files=[progress.HandedFile("a.pdf", b"%PDF-1")],
                by=user,
                at=NOW,
            )

        assert EvidenceState.objects.filter(asked_at=NOW, evidence__work_item=task).count() == 3
        assert job_queue().count_waiting() == 3

    def test_that_is_refused_asks_for_nothing(self, office, django_capture_on_commit_callbacks):
        _agency, user, plan = office

        with django_capture_on_commit_callbacks(execute=True), pytest.raises(PersonError):
            progress.add_evidence(measure=first_measure(plan), links=[f"http://{HOST}/a", "%%"], by=user, at=NOW)

        assert not EvidenceState.objects.exists()
        assert job_queue().count_waiting() == 0

    def test_a_proposed_address_taken_over_forgets_the_old_verdict(self, office, row):
        keep(row, "gone")
        Evidence.objects.filter(pk=row.pk).update(proposed_url=f"http://{HOST}/right")

        progress.accept_proposed_address(evidence=row, by=office[1], at=LATER)

        assert Evidence.objects.get(pk=row.pk).audit is None
        assert state(row).asked_at == LATER


class TestSaveCheck:
    def test_becomes_the_newest_and_ends_the_waiting(self, office, row):
        actions.ask_for_check(evidence=row, by=office[1], at=NOW)

        check = keep(row, "soft_404")

        assert (state(row).newest, state(row).asked_at, state(row).group) == (check, None, "loses")

    def test_shows_in_plan_json(self, office, row):
        keep(row, "gone", confirmed=True, snapshot="2022-11.warc.gz#3")

        facts = get_plan_facts(office[2])
        audit = plan_from_json(plan_to_json(facts), "plan.json").measures[0].evidence[1].audit

        assert (audit.verdict, audit.confirmed, audit.why) == ("gone", True, "เหตุผลของ gone")
        assert (audit.checked_at, audit.snapshot) == ("2022-11-22T08:00:00Z", "2022-11.warc.gz#3")

    def test_of_an_address_that_changed_meanwhile_is_not_kept(self, row):
        seen = result(row)
        Evidence.objects.filter(pk=row.pk).update(url=f"http://{HOST}/other")

        with pytest.raises(actions.AddressChanged):
            actions.save_check(evidence=row, result=seen, at=NOW)

        assert not Check.objects.exists()

    def test_tells_the_history_what_is_news(self, office, row):
        agency = office[0]
        before = Event.objects.count()
        keep(row)
        first = Event.objects.count()
        keep(row, days=1)
        second = Event.objects.count()
        keep(row, "gone", days=2)

        assert (first - before, second - first, Event.objects.count() - second) == (1, 0, 1)
        assert (last(agency).before["verdict"], last(agency).after["verdict"]) == ("opens", "gone")
        assert (last(agency).actor, last(agency).role) == ("system", "system")
        assert Check.objects.count() == 3

    def test_of_many_nights_that_see_the_same_the_first_and_the_last_are_kept(self, row):
        for days in range(6):
            keep(row, days=days)
        keep(row, "gone", days=6)
        for days in (7, 8, 9):
            keep(row, days=days)

        kept = [((check.checked_at - NOW).days, check.verdict) for check in Check.objects.all()]
        assert kept == [(9, "opens"), (7, "opens"), (6, "gone"), (5, "opens"), (0, "opens")]
        assert state(row).newest == Check.objects.first()

    def test_warns_of_the_same_file_under_another_item(self, office, row):
        agency = office[0]
        plan = make_plan(agency, 2567, (measure_facts(1, item_codes=("O1",)), measure_facts(2, item_codes=("O9",))))
        first, second = (add_link(measure, f"http://{HOST}/same") for measure in plan.measures.all())
        twin = add_link(first.measure, f"http://{HOST}/twin")

        keep(row)  # the same bytes, of another year
        keep(first, judged=None)
        keep(twin, judged=None)
        alone = state(twin).open_findings
        check = keep(second, judged=None)

        assert alone == 0
        assert [note["code"] for note in check.notes] == ["same_file_under_items"]
        assert "O1" in state(second).headline
        assert state(second).group == "doubt"

    def test_tells_the_history_of_every_check_a_person_asked_for(self, office, row):
        keep(row)
        actions.ask_for_check(evidence=row, by=office[1], at=LATER)

        keep(row, days=1.01)

        assert last(office[0]).action == "evidence_checked"

    def test_a_chain_of_many_deeds_holds(self, office, row):
        user = office[1]
        keep(row, "soft_404")
        given = answer(row, user)
        actions.withdraw_answer(answer=given, by=user, at=LATER)
        actions.ask_officer(evidence=row, by=user, at=LATER)
        actions.note_failed_check(evidence=row, at=LATER)

        assert verify_agency(office[0].slug).faults == ()

    def test_a_broken_off_check_leaves_the_last_result_but_says_so(self, office, row):
        check = keep(row)
        actions.ask_for_check(evidence=row, by=office[1], at=LATER)

        actions.note_failed_check(evidence=row, at=LATER)

        assert (state(row).newest, state(row).asked_at, state(row).failed_at) == (check, None, LATER)

    def test_text_that_no_database_takes_is_cleaned(self, row):
        check = keep(row, title="แผน\x00 ๒๕๖๖", notes=(PERSONAL,), final_url=f"http://{HOST}/\x00")

        check.refresh_from_db()
        assert (check.title, check.final_url) == ("แผน ๒๕๖๖", f"http://{HOST}/")


class TestAnswerFinding:
    def test_counts_as_answered_and_is_kept_with_who_and_when(self, office, row):
        agency, user, _plan = office
        keep(row, "soft_404")
        assert state(row).open_findings == 1

        given = answer(row, user)

        assert state(row).open_findings == 0
        assert state(row).group == "loses"
        assert (given.answered_by, given.answered_at, given.finding_words) == (str(user), NOW, "เหตุผลของ soft_404")
        assert last(agency).after == {"finding": "verdict_soft_404", "reason": "เปิดดูแล้ว มีข้อมูล"}

    def test_stays_with_its_finding_from_check_to_check(self, office, row):
        keep(row, "soft_404")
        answer(row, office[1])

        keep(row, "soft_404", days=1)
        same = state(row).open_findings
        keep(row, "login_wall", days=2)

        assert (same, state(row).open_findings) == (0, 1)

    def test_about_content_ends_with_that_content(self, office, row):
        keep(row, notes=(PERSONAL,))
        answer(row, office[1], "personal_data", "เป็นเลขที่หนังสือ")
        assert state(row).open_findings == 0

        keep(row, days=1, notes=(PERSONAL,), text_sha256="d" * 64)

        assert state(row).open_findings == 1
        assert state(row).headline == PERSONAL.message_th

    def test_to_what_the_newest_check_did_not_find_is_refused(self, office, row):
        keep(row, "soft_404")
        keep(row, days=1)

        with pytest.raises(PersonError, match="ไม่มีแล้ว"):
            answer(row, office[1])

    def test_to_a_mere_note_is_refused(self, office, row):
        keep(row, "moved")

        with pytest.raises(PersonError, match="ไม่มีแล้ว"):
            answer(row, office[1], "verdict_moved")

    def test_twice_is_refused(self, office, row):
        keep(row, "soft_404")
        answer(row, office[1])

        with pytest.raises(PersonError, match="มีคำตอบอยู่แล้ว"):
            answer(row, office[1])

    def test_withdrawn_it_stays_and_the_finding_is_open_again(self, office, row):
        agency, user, _plan = office
        keep(row, "soft_404")
        given = answer(row, user)

        actions.withdraw_answer(answer=given, by=user, at=LATER)

        kept = Answer.objects.get()
        assert (kept.withdrawn_by, kept.withdrawn_at, kept.reason) == (str(user), LATER, "เปิดดูแล้ว มีข้อมูล")
        assert state(row).open_findings == 1
        assert last(agency).before == {"finding": "verdict_soft_404", "reason": "เปิดดูแล้ว มีข้อมูล"}
        with pytest.raises(PersonError):
            actions.withdraw_answer(answer=given, by=user, at=LATER)

    def test_another_one_may_follow_a_withdrawn_one(self, office, row):
        keep(row, "soft_404")
        actions.withdraw_answer(answer=answer(row, office[1]), by=office[1], at=LATER)

        answer(row, office[1], reason="ตรวจอีกครั้งแล้ว")

        assert Answer.objects.count() == 2


class TestAskOfficer:
    def people(self, agency):
        return (
            make_user(agency, "officer", unit="สำนักปลัด"),
            make_user(agency, "officer", unit="กองคลัง"),
            make_user(agency, "officer"),
        )

    def test_reaches_the_officers_of_the_unit_that_does_it(self, office, row):
        agency, user, _plan = office
        doing, other, free = self.people(agency)
        keep(row, "gone")

        made = actions.ask_officer(evidence=row, by=user, at=NOW)

        assert [notice.user for notice in Notice.objects.all()] == [doing]
        assert made.asked_of == ["สำนักปลัด"]
        assert (queries.count_unread(doing), queries.count_unread(other), queries.count_unread(free)) == (1, 0, 0)
        assert last(agency).after == {"asked_of": ["สำนักปลัด"], "people": 1}

    def test_reaches_the_clerks_office_where_the_unit_has_nobody(self, office, row):
        agency, user, _plan = office
        make_user(agency, "officer", unit="กองคลัง")
        admin = make_user(agency, "agency_admin")
        keep(row, "gone")

        made = actions.ask_officer(evidence=row, by=admin, at=NOW)

        assert [notice.user for notice in Notice.objects.all()] == [user]
        assert made.asked_of == ["clerk_office"]

    def test_reaches_every_officer_for_a_measure_of_every_unit(self, office, row):
        agency, user, _plan = office
        people = self.people(agency)
        row.measure.responsible.update(unit=None, all_units=True)
        keep(row, "gone")

        actions.ask_officer(evidence=row, by=user, at=NOW)

        assert {notice.user for notice in Notice.objects.all()} == set(people)

    def test_twice_is_refused(self, office, row):
        keep(row, "gone")
        actions.ask_officer(evidence=row, by=office[1], at=NOW)

        with pytest.raises(PersonError, match="ไปแล้ว"):
            actions.ask_officer(evidence=row, by=office[1], at=LATER)

    @pytest.mark.parametrize("verdict", ["opens", ""])
    def test_is_refused_when_there_is_nothing_to_mend(self, office, row, verdict):
        if verdict:
            keep(row, verdict)

        with pytest.raises(PersonError, match="ยังไม่มีสิ่งที่ต้องแก้ไข"):
            actions.ask_officer(evidence=row, by=office[1], at=NOW)

    def test_is_closed_when_the_evidence_is_mended(self, office, row):
        keep(row, "gone")
        actions.ask_officer(evidence=row, by=office[1], at=NOW)

        keep(row, days=1)

        assert Request.objects.get().closed_at == LATER

    def test_is_closed_when_all_is_answered(self, office, row):
        keep(row, "soft_404")
        actions.ask_officer(evidence=row, by=office[1], at=NOW)

        answer(row, office[1], at=LATER)

        assert Request.objects.get().closed_at == LATER

    def test_stays_open_while_it_is_still_broken(self, office, row):
        keep(row, "gone")
        actions.ask_officer(evidence=row, by=office[1], at=NOW)

        keep(row, "gone", days=1, confirmed=True)

        assert Request.objects.get().closed_at is None


class TestMarkNoticeRead:
    def test_is_told_once(self, office, row):
        agency, user, _plan = office
        officer = make_user(agency, "officer", unit="สำนักปลัด")
        keep(row, "gone")
        actions.ask_officer(evidence=row, by=user, at=NOW)
        notice = Notice.objects.get()

        first = actions.mark_notice_read(notice=notice, by=officer, at=LATER)
        again = actions.mark_notice_read(notice=notice, by=officer, at=LATER + timedelta(days=1))

        assert (first, again) == (True, False)
        assert Notice.objects.get().read_at == LATER
        assert queries.count_unread(officer) == 0
        assert Event.objects.filter(action="notice_read").count() == 1

    def test_notices_of_an_agency_one_has_left_lead_nowhere(self, office, row):
        agency, user, _plan = office
        officer = make_user(agency, "officer", unit="สำนักปลัด")
        keep(row, "gone")
        actions.ask_officer(evidence=row, by=user, at=NOW)

        officer.memberships.all().delete()

        assert queries.count_unread(officer) == 0
        with pytest.raises(Http404):
            queries.notice_for(officer, Notice.objects.get().pk)


class TestGroups:
    """The heap each kind of result is sorted into."""

    @pytest.mark.parametrize(
        ("verdict", "fields", "group", "is_open"),
        [
            ("opens", {}, "good", 0),
            ("moved", {}, "good", 0),
            ("gone", {}, "doubt", 1),
            ("gone", {"confirmed": True}, "loses", 1),
            ("soft_404", {}, "loses", 1),
            ("homepage_only", {}, "loses", 1),
            ("login_wall", {}, "loses", 1),
            ("redirect_loop", {}, "loses", 1),
            ("refused", {}, "unknown", 1),
            ("timed_out", {}, "unknown", 1),
            ("unsupported", {}, "unknown", 1),
            ("not_checked", {}, "unknown", 1),
            ("bad_certificate", {}, "doubt", 1),
            ("blocked", {}, "doubt", 1),
            ("opens", {"notes": (PERSONAL,)}, "doubt", 1),
            ("opens", {"judged": Judged(fiscal_years=(2565,), year_fits="no")}, "doubt", 1),
            ("opens", {"judged": Judged(year_fits="cannot_tell")}, "good", 0),
            ("opens", {"judged": Judged(items=(RankedItem("O9", 0.9), RankedItem("O8", 0.5)))}, "doubt", 1),
            ("opens", {"judged": Judged(items=(RankedItem("O9", 0.9), RankedItem("O2", 0.5)))}, "good", 0),
            ("opens", {"judged": Judged(elements=(ElementSeen(0, "ก", "not_found"),))}, "doubt", 1),
            ("opens", {"judged": Judged(elements=(ElementSeen(0, "ก", "cannot_tell"),))}, "good", 0),
            ("timed_out", {"judged": Judged(year_fits="no")}, "unknown", 1),
        ],
    )
    def test_by_verdict_and_what_was_judged(self, row, verdict, fields, group, is_open):
        keep(row, verdict, **fields)

        assert (state(row).group, state(row).open_findings) == (group, is_open)

    def test_the_headline_is_the_worst_that_is_open(self, office, row):
        judged = Judged(year_fits="no", fiscal_years=(2565,), elements=(ElementSeen(2, "ภาพถ่าย", "not_found"),))
        keep(row, judged=judged)
        first = state(row).headline

        answer(row, office[1], "year_differs", "เป็นแผนห้าปี")

        assert "2565" in first
        assert state(row).headline.startswith("ไม่พบองค์ประกอบที่ 3: ภาพถ่าย")
