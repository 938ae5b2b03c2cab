"""Answering, freezing, confirming, contesting: each one event, nothing half-written, nobody past their right."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.submission import actions
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore
from prongsai.core.handover.rules import Refusal as NotSeen
from prongsai.core.submission import Answer, Refusal, frozen_from_dict
from tests.apps.submission.office import CLOSES, CODES, NOW, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


class TestAnswering:
    def test_an_answer_is_kept_with_its_event(self, office):
        office.answer("O1", explanation="  จากหน้าแรก ")
        row = FormEntry.objects.get()
        assert (row.has, row.explanation, row.version, row.changed_by) == (True, "จากหน้าแรก", 1, "สมศรี ใจดี")
        assert office.actions() == ["form_answered"]

    def test_the_second_writer_is_told(self, office):
        office.answer("O1")
        with pytest.raises(ChangedMeanwhile) as told:
            office.answer("O1", has=False, addresses=[])
        assert told.value.changed_by == "สมศรี ใจดี"
        assert FormEntry.objects.get().has is True
        office.answer("O1", has=False, addresses=[], version=1)
        assert FormEntry.objects.get().version == 2

    def test_what_the_office_has_needs_an_address(self, office):
        with pytest.raises(Refusal):
            office.answer("O1", addresses=["", ""])
        assert not FormEntry.objects.exists()
        assert office.actions() == []

    def test_proposals_fill_only_what_is_open(self, office):
        office.answer("O1", has=False, addresses=[])
        taken = actions.take_proposals(
            year=office.year,
            proposals={
                "O1": Answer("O1", "", True, ("https://x",), "ทาง"),
                "O2": Answer("O2", "", True, ("https://y",), "ทาง"),
                "O99": Answer("O99", "", True),
            },
            by=office.clerk,
            at=NOW,
        )
        assert taken == 1
        assert FormEntry.objects.get(item__code="O1").has is False
        assert FormEntry.objects.get(item__code="O2").addresses == ["https://y"]
        assert office.actions()[-1] == "form_proposed"

    def test_an_answer_set_back_to_not_said_is_taken_again(self, office):
        office.answer("O1", has=None, addresses=[], explanation="")
        proposals = {"O1": Answer("O1", "", True, ("https://x",), "ทาง")}

        assert actions.take_proposals(year=office.year, proposals=proposals, by=office.clerk, at=NOW) == 1
        assert actions.take_proposals(year=office.year, proposals=proposals, by=office.clerk, at=NOW) == 0

        row = FormEntry.objects.get(item__code="O1")
        assert (row.has, row.addresses, row.explanation, row.version) == (True, ["https://x"], "ทาง", 2)

    def test_explanations_fill_only_what_is_empty(self, office):
        own = f"http://localhost/{office.agency.slug}/2566/o1/"
        office.answer("O1", explanation="")
        office.answer("O2", explanation="ที่พิมพ์เอง")
        office.answer("O12", explanation="", addresses=["https://elsewhere.go.th/"])
        proposals = {code: Answer(code, "", True, (own,), "จากหน้าแรก กดเลือก") for code in ("O1", "O2", "O12", "O43")}

        taken = actions.take_explanations(year=office.year, proposals=proposals, by=office.clerk, at=NOW)

        found = dict(FormEntry.objects.values_list("item__code", "explanation"))
        assert taken == 1
        assert found == {"O1": "จากหน้าแรก กดเลือก", "O2": "ที่พิมพ์เอง", "O12": ""}
        assert FormEntry.objects.get(item__code="O1").version == 2
        assert office.actions()[-1] == "form_explained"

    def test_nothing_to_take_leaves_no_event(self, office):
        assert actions.take_proposals(year=office.year, proposals={}, by=office.clerk, at=NOW) == 0
        assert office.actions() == []


class TestFreezing:
    def test_the_whole_form_is_kept(self, office):
        office.answer_all()
        row = office.freeze()
        form = frozen_from_dict(row.form)
        assert [one.code for one in form.answers] == list(CODES)
        assert form.answers[0].title == "โครงสร้าง"
        assert (row.number, row.is_after_closing, row.frozen_by_name) == (1, False, "สมศรี ใจดี")

    def test_open_items_are_named_and_nothing_is_kept(self, office):
        office.answer("O1")
        with pytest.raises(Refusal) as refused:
            office.freeze()
        assert "O2, O12, O43" in refused.value.message_en
        assert not Frozen.objects.exists()

    def test_what_changed_on_the_way_is_not_frozen_unseen(self, office):
        office.answer_all()
        seen = office.seen()
        office.answer("O1", version=1, explanation="ทางใหม่")
        with pytest.raises(NotSeen):
            office.freeze(seen_sha256=seen)

    def test_the_same_form_is_not_kept_twice_and_a_new_one_is_the_next_number(self, office):
        office.answer_all()
        first = office.freeze()
        with pytest.raises(Refusal):
            office.freeze()
        office.answer("O1", version=1, explanation="ทางใหม่")
        second = office.freeze()
        assert (second.number, second.sha256 != first.sha256) == (2, True)
        first.refresh_from_db()
        assert frozen_from_dict(first.form).answers[0].explanation == "จากหน้าแรก"

    def test_a_form_kept_after_the_closing_says_so(self, office):
        office.answer_all()
        assert office.freeze(at=CLOSES).is_after_closing

    def test_nobody_entered_it_tomorrow(self, office):
        office.answer_all()
        with pytest.raises(Refusal):
            office.freeze(entered_on=NOW.date() + timedelta(days=2))


class TestConfirming:
    def frozen(self, office):
        office.answer_all()
        return office.freeze()

    def test_the_executive_confirms_what_was_seen(self, office):
        row = self.frozen(office)
        actions.confirm(frozen=row, seen_sha256=row.sha256, by=office.executive, at=NOW)
        row.refresh_from_db()
        assert row.confirmed_by_name == "สมชาย ดีมาก"
        assert row.capacity
        assert office.actions()[-1] == "form_confirmed"

    def test_not_twice_not_an_old_one_and_not_something_else(self, office):
        row = self.frozen(office)
        with pytest.raises(NotSeen):
            actions.confirm(frozen=row, seen_sha256="0" * 64, by=office.executive, at=NOW)
        office.answer("O1", version=1, explanation="ใหม่")
        newer = office.freeze()
        with pytest.raises(Refusal):
            actions.confirm(frozen=row, seen_sha256=row.sha256, by=office.executive, at=NOW)
        actions.confirm(frozen=newer, seen_sha256=newer.sha256, by=office.executive, at=NOW)
        with pytest.raises(Refusal):
            actions.confirm(frozen=newer, seen_sha256=newer.sha256, by=office.executive, at=NOW)

    def test_only_the_top_executive(self, office):
        row = self.frozen(office)
        with pytest.raises(Http404):
            actions.confirm(frozen=row, seen_sha256=row.sha256, by=office.clerk, at=NOW)

    def test_nobody_confirms_what_they_froze(self, office):
        office.answer_all()
        row = office.freeze(by=office.executive)
        with pytest.raises(Refusal):
            actions.confirm(frozen=row, seen_sha256=row.sha256, by=office.executive, at=NOW)

    def test_the_database_refuses_it_too(self, office):
        row = self.frozen(office)
        values = {"confirmed_by": office.clerk, "confirmed_by_name": "x", "capacity": "x", "confirmed_at": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Frozen.objects.filter(pk=row.pk).update(**values)


class TestContesting:
    def test_a_zero_is_contested_with_a_reason(self, office):
        office.year.contest_closes_at = CLOSES + timedelta(days=60)
        office.year.save()
        item = office.item("O12")
        actions.score_and_contest(
            item=item, version=0, score=0, said="ไม่พบ", reason="มีตั้งแต่มีนาคม", by=office.clerk, at=NOW
        )
        assert PreliminaryScore.objects.get().said == "ไม่พบ"
        assert Contest.objects.get().reason == "มีตั้งแต่มีนาคม"
        assert office.actions() == ["preliminary_recorded", "item_contested"]

    def test_score_and_contest_stand_or_fall_together(self, office):
        with pytest.raises(Refusal):
            actions.score_and_contest(
                item=office.item("O12"), version=0, score=100, said="", reason="เหตุผล", by=office.clerk, at=NOW
            )
        assert not PreliminaryScore.objects.exists()
        assert office.actions() == []

    def test_after_the_window_nothing_is_contested(self, office):
        office.year.contest_closes_at = NOW
        office.year.save()
        with pytest.raises(Refusal):
            actions.score_and_contest(
                item=office.item("O12"), version=0, score=0, said="", reason="เหตุผล", by=office.clerk, at=NOW
            )

    def test_taken_back(self, office):
        item = office.item("O12")
        actions.score_and_contest(item=item, version=0, score=0, said="", reason="ก", by=office.clerk, at=NOW)
        with pytest.raises(ChangedMeanwhile):
            actions.score_and_contest(item=item, version=0, score=0, said="", reason="", by=office.clerk, at=NOW)
        actions.score_and_contest(item=item, version=1, score=0, said="", reason="", by=office.clerk, at=NOW)
        assert not Contest.objects.exists()
        assert office.actions()[-1] == "contest_withdrawn"

    def test_the_same_again_leaves_no_event(self, office):
        item = office.item("O12")
        actions.record_preliminary(item=item, score=0, said="ก", by=office.clerk, at=NOW)
        actions.record_preliminary(item=item, score=0, said="ก", by=office.clerk, at=NOW)
        actions.record_preliminary(item=item, score=None, said="", by=office.clerk, at=NOW)
        actions.record_preliminary(item=item, score=None, said="", by=office.clerk, at=NOW)
        assert office.actions() == ["preliminary_recorded", "preliminary_recorded"]

    def test_what_was_sent_is_kept_whole(self, office):
        rows = [{"code": "O12", "title": "แผน"}]
        first = actions.record_clarification(year=office.year, rows=rows, sent_on=NOW.date(), by=office.clerk, at=NOW)
        second = actions.record_clarification(year=office.year, rows=rows, sent_on=NOW.date(), by=office.clerk, at=NOW)
        assert (first.number, second.number, first.sha256 == second.sha256) == (1, 2, True)
        assert office.actions() == ["clarification_sent"] * 2

    def test_an_empty_one_or_one_of_tomorrow_is_not(self, office):
        with pytest.raises(Refusal):
            actions.record_clarification(year=office.year, rows=[], sent_on=NOW.date(), by=office.clerk, at=NOW)
        with pytest.raises(Refusal):
            actions.record_clarification(
                year=office.year, rows=[{"code": "O1"}], sent_on=date(2030, 1, 1), by=office.clerk, at=NOW
            )
        assert not Clarification.objects.exists()
