"""Each promise of the database about checks, answers, requests and notices, broken once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.evidence.actions import ask_officer
from prongsai.apps.evidence.models import Answer, Check, EvidenceState, Notice, Request
from tests.apps.evidence.seen import add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return add_link(first_measure(make_plan(make_agency())))


def refused(name, breaking):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        breaking()
    assert name in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


class TestCheck:
    def test_one_for_each_moment(self, row):
        check = keep(row)
        check.pk = None

        refused("one_check_for_each_moment", lambda: check.save(force_insert=True))

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("check_verdict_is_known", {"verdict": "broken"}),
            ("check_host_class_is_known", {"host_class": "ours"}),
            ("only_gone_is_confirmed", {"confirmed": True}),
            ("check_says_why", {"why": ""}),
            ("check_says_why", {"why_en": ""}),
        ],
    )
    def test_holds_only_what_makes_sense(self, row, name, fields):
        keep(row)

        refused(name, lambda: Check.objects.update(**fields))

    def test_a_gone_page_may_be_confirmed(self, row):
        assert keep(row, "gone", confirmed=True).confirmed

    def test_a_confirmation_of_anything_else_is_dropped(self, row):
        assert not keep(row, "soft_404", confirmed=True).confirmed


class TestEvidenceState:
    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("evidence_group_is_known", {"group": "fine"}),
            ("unchecked_exactly_without_a_check", {"group": "unchecked"}),
            ("unchecked_exactly_without_a_check", {"newest": None}),
            ("asked_for_or_failed_not_both", {"asked_at": NOW, "failed_at": NOW}),
        ],
    )
    def test_holds_only_what_makes_sense(self, row, name, fields):
        keep(row)

        refused(name, lambda: EvidenceState.objects.update(**fields))

    def test_goes_with_its_evidence_and_takes_its_checks_along(self, row):
        keep(row)

        row.delete()

        assert not EvidenceState.objects.exists()
        assert not Check.objects.exists()


class TestAnswer:
    def make(self, row, **fields):
        values = {"finding": "verdict_gone", "reason": "เปิดได้", "answered_by": "ก", "answered_at": NOW}
        return Answer.objects.create(evidence=row, **{**values, **fields})

    def test_has_a_reason(self, row):
        refused("answer_has_a_reason", lambda: self.make(row, reason=""))

    def test_one_stands_for_a_finding(self, row):
        self.make(row)

        refused("one_standing_answer_to_a_finding", lambda: self.make(row))

    def test_another_may_stand_once_it_is_withdrawn_or_the_content_is_another(self, row):
        self.make(row, withdrawn_at=NOW, withdrawn_by="ก")
        self.make(row)
        self.make(row, text_sha256="c" * 64)

        assert Answer.objects.count() == 3

    @pytest.mark.parametrize("fields", [{"withdrawn_at": NOW}, {"withdrawn_by": "ก"}])
    def test_is_withdrawn_with_a_day_and_a_person(self, row, fields):
        refused("withdrawn_with_a_day_and_a_person", lambda: self.make(row, **fields))


class TestRequest:
    def test_one_is_open_for_evidence(self, row):
        Request.objects.create(evidence=row, asked_by="ก", asked_at=NOW)

        refused(
            "one_open_request_for_evidence",
            lambda: Request.objects.create(evidence=row, asked_by="ข", asked_at=NOW),
        )

    def test_is_closed_after_it_was_asked(self, row):
        Request.objects.create(evidence=row, asked_by="ก", asked_at=NOW)

        refused("closed_after_it_was_asked", lambda: Request.objects.update(closed_at=NOW - timedelta(seconds=1)))


class TestNotice:
    @pytest.fixture
    def notice(self, row):
        agency = row.measure.plan.agency
        make_user(agency, "officer", unit="สำนักปลัด")
        keep(row, "soft_404")
        ask_officer(evidence=row, by=make_user(agency), at=NOW)
        return Notice.objects.get()

    def test_one_for_each_person(self, notice):
        notice.pk = None

        refused("one_notice_of_a_request_for_each_person", lambda: notice.save(force_insert=True))

    def test_is_read_after_it_was_made(self, notice):
        refused("read_after_it_was_made", lambda: Notice.objects.update(read_at=NOW - timedelta(days=1)))
