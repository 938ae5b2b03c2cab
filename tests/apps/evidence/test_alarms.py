"""Alarms: told once to those who run the office, open until the page is clean or a person answers."""

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.evidence import actions, queries
from prongsai.apps.evidence.models import Alarm, Notice
from prongsai.apps.history.models import Event
from prongsai.audit.judged import JudgeNote
from tests.apps.evidence.seen import HOST, add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db
SPAM = JudgeNote("hidden_spam_links", "error", "มีลิงก์โฆษณาซ่อนอยู่ 40 ลิงก์", "40 advertising links are hidden")
DEFACED = JudgeNote("defaced", "error", "หน้านี้น่าจะถูกเจาะ", "the page seems to have been broken into")
ORDINARY = JudgeNote("mobile_number", "warning", "พบหมายเลขโทรศัพท์", "a phone number was found")


@pytest.fixture
def office():
    agency = make_agency(hosts=[HOST])
    return agency, make_plan(agency, measures=2)


@pytest.fixture
def row(office):
    return add_link(first_measure(office[1]))


def told():
    return sorted(Notice.objects.values_list("user__username", "alarm__code"))


class TestNewAlarm:
    def test_tells_the_clerks_office_and_the_administrators_and_nobody_else(self, office, row):
        agency, _plan = office
        for role in ("officer", "clerk_office", "top_executive", "agency_admin"):
            make_user(agency, role, username=role)
        make_user(agency, "clerk_office", username="gone", is_active=False)
        make_user(make_agency(), "clerk_office", username="elsewhere")

        keep(row, notes=(SPAM, ORDINARY))

        assert told() == [("agency_admin", "hidden_spam_links"), ("clerk_office", "hidden_spam_links")]
        alarm = Alarm.objects.get()
        assert (alarm.host, alarm.message_th, alarm.first_seen_at, alarm.ended_at) == (HOST, SPAM.message_th, NOW, None)

    def test_is_told_once_whatever_the_nights_and_links(self, office, row):
        agency, plan = office
        make_user(agency)
        other = add_link(first_measure(plan), f"http://{HOST}/o2")

        for night in range(4):
            keep(row, notes=(SPAM,), days=night)
            keep(other, notes=(SPAM,), days=night)

        assert len(told()) == 1
        assert Alarm.objects.filter(ended_at=None).count() == 2

    def test_another_sign_and_another_host_are_told_too(self, office, row):
        agency, plan = office
        make_user(agency, username="clerk")
        elsewhere = add_link(first_measure(plan), "http://other.bansuan.go.th/o2")

        keep(row, notes=(SPAM,))
        keep(row, notes=(SPAM, DEFACED), days=1)
        keep(elsewhere, notes=(SPAM,), days=1)

        assert told() == [("clerk", "defaced"), ("clerk", "hidden_spam_links"), ("clerk", "hidden_spam_links")]

    def test_after_it_was_mended_it_is_new_again(self, office, row):
        make_user(office[0])
        keep(row, notes=(SPAM,))
        keep(row, days=1)

        keep(row, notes=(SPAM,), days=2)

        assert len(told()) == 2

    def test_stands_in_the_history_even_where_the_text_did_not_change(self, office, row):
        keep(row)
        keep(row, notes=(SPAM,), days=1)

        event = Event.objects.filter(agency=office[0].slug, action="evidence_checked").latest("seq")
        assert event.after["alarms"] == ["hidden_spam_links"]

    def test_nobody_to_tell_is_no_hindrance(self, row):
        keep(row, notes=(SPAM,))

        assert Alarm.objects.count() == 1
        assert told() == []


class TestEnd:
    @pytest.mark.parametrize("verdict", ["opens", "moved", "gone", "homepage_only"])
    def test_ends_when_a_visit_sees_the_page_without_it(self, row, verdict):
        keep(row, notes=(SPAM,))

        keep(row, verdict, days=1)

        assert Alarm.objects.get().ended_at is not None

    @pytest.mark.parametrize("verdict", ["refused", "timed_out", "not_checked", "unsupported", "blocked", "soft_404"])
    def test_stays_when_a_visit_did_not_see_the_page(self, row, verdict):
        keep(row, notes=(SPAM,))

        keep(row, verdict, days=1)

        assert Alarm.objects.get().ended_at is None

    def test_stays_with_its_finding_when_the_server_says_not_modified(self, row):
        keep(row, notes=(SPAM, ORDINARY))

        newest = keep(row, days=1, status=304, is_unchanged=True)

        assert Alarm.objects.get().ended_at is None
        assert [note["code"] for note in newest.notes] == ["hidden_spam_links"]

    def test_ends_when_a_person_answers_and_begins_again_with_the_answer_taken_back(self, office, row):
        agency, _plan = office
        clerk = make_user(agency)
        keep(row, notes=(SPAM,))

        answer = actions.answer_finding(evidence=row, finding=SPAM.code, reason="เปิดดูแล้วไม่มี", by=clerk, at=NOW)
        ended = Alarm.objects.get().ended_at
        keep(row, notes=(SPAM,), days=1)
        still = Alarm.objects.filter(ended_at=None).count()
        actions.withdraw_answer(answer=answer, by=clerk, at=NOW)

        assert ended is not None
        assert still == 0
        assert Alarm.objects.filter(ended_at=None).count() == 1
        assert len(told()) == 1, "whoever takes it back knows of it"

    def test_goes_with_the_evidence(self, row):
        keep(row, notes=(SPAM,))
        row.check_state.delete()
        row.delete()

        assert not Alarm.objects.exists()


class TestListAlarms:
    def test_one_line_for_each_host_and_sign_the_oldest_first(self, office, row):
        agency, plan = office
        others = [add_link(first_measure(plan), f"http://{HOST}/{n}") for n in range(3)]
        keep(row, notes=(DEFACED,), days=1)
        for one in others:
            keep(one, notes=(SPAM,))
        keep(others[0], days=2)

        lines = queries.list_alarms(agency)

        assert [(one.code, one.host, one.pages) for one in lines] == [
            ("hidden_spam_links", HOST, 2),
            ("defaced", HOST, 1),
        ]
        assert lines[0].first_seen_at == NOW
        assert lines[0].evidence_id == others[1].pk

    def test_of_this_agency_alone(self, row):
        keep(row, notes=(SPAM,))

        assert queries.list_alarms(make_agency()) == []


class TestConstraints:
    def refused(self, name, deed):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            deed()
        assert name in str(error.value) or "UNIQUE" in str(error.value)

    def test_one_is_open_for_a_sign_on_evidence(self, row):
        keep(row, notes=(SPAM,))
        alarm = Alarm.objects.get()
        alarm.pk = None

        self.refused("one_open_alarm_of_a_kind_for_evidence", lambda: alarm.save(force_insert=True))

    def test_ends_after_it_was_seen(self, row):
        keep(row, notes=(SPAM,), days=1)

        self.refused("alarm_ended_after_it_was_seen", lambda: Alarm.objects.update(ended_at=NOW))

    def test_a_notice_is_of_a_request_or_an_alarm(self, office, row):
        make_user(office[0])
        keep(row, notes=(SPAM,))

        self.refused("notice_of_a_request_or_an_alarm", lambda: Notice.objects.update(alarm=None))

    def test_one_notice_of_an_alarm_for_each_person(self, office, row):
        make_user(office[0])
        keep(row, notes=(SPAM,))
        notice = Notice.objects.get()
        notice.pk = None

        self.refused("one_notice_of_an_alarm_for_each_person", lambda: notice.save(force_insert=True))
