"""The heads of the chains are stamped by a real authority on loopback (RFC 3161), kept, and verified offline."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from prongsai.adapters.time_stamp import check_stamp, read_roots
from prongsai.apps.history import jobs
from prongsai.apps.history.actions import SYSTEM_ACTOR, Actor, record
from prongsai.apps.history.models import ChainHead, Event, HeadStamp
from prongsai.apps.history.queries import get_head, last_stamp, list_stamps, verify_agency
from prongsai.apps.history.stamps import can_stamp, has_news, stamp_head, stamp_heads
from prongsai.apps.operations.doctor import examine
from prongsai.apps.operations.tables import format_row, parse_rows, read_rows, write_rows
from prongsai.core.errors import OutsideError, PersonError
from prongsai.settings import TimeStampAuthority
from tests.time_stamp_server import TimeStampServer

ADMIN = Actor("3", "agency_admin", "Firefox/Linux")
pytestmark = pytest.mark.django_db


def happen(agency="ban-suan", at=None):
    with transaction.atomic():
        return record(
            "plan_started", agency=agency, actor=SYSTEM_ACTOR, at=at or timezone.now(), object_type="plan",
            object_id="1", object_label="แผน",
        )  # fmt: skip


@pytest.fixture
def use(settings):
    def name_it(server):
        authority = TimeStampAuthority(server.address, server.ca_file)
        settings.PRONGSAI = replace(django_settings.PRONGSAI, time_stamps=authority)

    return name_it


def stamped(use, agency="ban-suan"):
    with TimeStampServer() as server:
        use(server)
        row = stamp_head(agency=agency, at=timezone.now())
        return row, read_roots(server.ca_file)


def actions(agency="ban-suan"):
    return list(Event.objects.filter(agency=agency).order_by("seq").values_list("action", flat=True))


class TestStampHead:
    def test_the_stamp_is_of_the_head_and_kept_with_it(self, use):
        event = happen()

        row, roots = stamped(use)

        assert (row.agency, row.seq, row.hash, row.authority) == ("ban-suan", 1, event.hash, "Test TSA")
        held = check_stamp(bytes(HeadStamp.objects.get().answer), bytes.fromhex(event.hash), roots)
        assert held.at == row.stamped_at
        assert timezone.now() - row.stamped_at < timedelta(minutes=5)

    def test_is_one_event_that_says_whom_and_when(self, use):
        event = happen()

        row, _roots = stamped(use)

        assert actions() == ["plan_started", "head_stamped"]
        assert Event.objects.latest("seq").after == {
            "seq": 1, "hash": event.hash, "authority": "Test TSA", "stamped_at": row.stamped_at.isoformat(),
        }  # fmt: skip

    def test_a_second_stamp_of_the_same_head_changes_nothing(self, use):
        happen()
        with TimeStampServer() as server:
            use(server)
            first = stamp_head(agency="ban-suan", at=timezone.now())
            ChainHead.objects.update(seq=first.seq, hash=first.hash)  # as for a worker that read it before
            again = stamp_head(agency="ban-suan", at=timezone.now())

        assert again == first
        assert HeadStamp.objects.count() == 1

    def test_without_an_authority_says_what_to_set(self):
        happen()

        assert not can_stamp()
        with pytest.raises(PersonError, match="PRONGSAI_TSA_URL"):
            stamp_head(agency="ban-suan", at=timezone.now())

    def test_a_head_that_does_not_fit_its_event_is_not_stamped(self, use):
        happen()
        ChainHead.objects.update(hash="e" * 64)
        with TimeStampServer() as server:
            use(server)
            with pytest.raises(OutsideError, match="prongsai verify"):
                stamp_head(agency="ban-suan", at=timezone.now())

        assert server.asked == []


class TestAnAnswerThatIsNotTaken:
    @pytest.mark.parametrize(
        ("manner", "code"),
        [
            ("refuses", "refused"),
            ("other_nonce", "wrong_nonce"),
            ("other_imprint", "wrong_imprint"),
            ("expired", "expired"),
            ("breaks", "away"),
        ],
    )
    def test_is_kept_as_one_row_with_its_reason_and_loses_nothing(self, use, manner, code):
        happen()
        good, _roots = stamped(use)
        happen()
        with TimeStampServer(manner) as server:
            use(server)
            assert stamp_head(agency="ban-suan", at=timezone.now()) is None

        failed, kept = HeadStamp.objects.all()
        assert (failed.problem, failed.answer, failed.stamped_at) == (code, None, None)
        assert kept == good == last_stamp("ban-suan")
        assert Event.objects.latest("seq").action == "head_stamp_failed"
        assert verify_agency("ban-suan").faults == ()

    def test_the_same_failure_again_is_no_second_event(self, use):
        happen()
        with TimeStampServer("breaks") as server:
            use(server)
            for _ in range(3):
                stamp_head(agency="ban-suan", at=timezone.now())

        assert actions() == ["plan_started", "head_stamp_failed"]
        assert HeadStamp.objects.count() == 1

    def test_another_failure_is(self, use):
        happen()
        for manner in ("breaks", "refuses"):
            with TimeStampServer(manner) as server:
                use(server)
                stamp_head(agency="ban-suan", at=timezone.now())

        assert actions() == ["plan_started", "head_stamp_failed", "head_stamp_failed"]

    def test_the_next_good_answer_stamps_the_head_of_then(self, use):
        happen()
        with TimeStampServer("breaks") as server:
            use(server)
            stamp_head(agency="ban-suan", at=timezone.now())

        row, _roots = stamped(use)

        assert (row.seq, row.problem) == (2, "")

    def test_the_doctor_tells(self, use):
        happen()
        with TimeStampServer("expired") as server:
            use(server)
            stamp_head(agency="ban-suan", at=timezone.now())
            (opinion,) = [one for one in examine(timezone.now()) if one.name == "time_stamps"]
            assert (opinion.level, "expired" in opinion.message_en) == ("doubtful", True)
            stamped(use)
            (opinion,) = [one for one in examine(timezone.now()) if one.name == "time_stamps"]
            assert opinion.level == "good"


class TestStampHeads:
    def test_each_chain_that_has_news_gets_one(self, use):
        happen("ban-suan"), happen("ban-na")
        with TimeStampServer() as server:
            use(server)
            first = stamp_heads(at=timezone.now())
            second = stamp_heads(at=timezone.now())
            happen("ban-na")
            third = stamp_heads(at=timezone.now())

        assert [one.stamped for one in (first, second, third)] == [2, 0, 1]
        assert last_stamp("ban-na").seq == 3

    def test_bookkeeping_is_no_news(self, use):
        happen()
        stamped(use)
        with transaction.atomic():
            record(
                "heads_mailed", agency="ban-suan", actor=SYSTEM_ACTOR, at=timezone.now(), object_type="history",
                object_id="", object_label="",
            )  # fmt: skip

        assert not has_news("ban-suan")
        happen()
        assert has_news("ban-suan")

    def test_one_that_fails_stops_no_other_and_the_job_is_tried_again(self, use, monkeypatch):
        happen("ban-suan"), happen("ban-na")
        with TimeStampServer() as server:
            use(server)
            answer, calls = server.answer, []
            server.answer = lambda query: answer(query) if calls.append(1) or len(calls) > 1 else (503, b"")
            with pytest.raises(OutsideError, match="1 of 2 heads"):
                jobs.stamp_all()
            assert jobs.stamp_all() == 1

        assert all(last_stamp(agency) for agency in ("ban-suan", "ban-na"))

    def test_the_job_without_an_authority_does_nothing(self):
        happen()

        assert jobs.stamp_all() == 0
        assert actions() == ["plan_started"]

    def test_is_put_each_morning_before_the_heads_are_mailed(self):
        from prongsai.apps.jobs.port import REPEATS

        assert REPEATS["stamp_heads"].daily_at < REPEATS["mail_heads"].daily_at


class TestAskedByAPerson:
    def test_a_job_does_it_and_the_history_says_who_asked(self, use):
        happen()
        with TimeStampServer() as server:
            use(server)
            jobs.ask_to_stamp(agency="ban-suan", actor=ADMIN, at=timezone.now())
            assert jobs.stamp_one(agency="ban-suan")

        assert actions() == ["plan_started", "head_stamp_asked", "head_stamped"]
        assert Event.objects.get(action="head_stamp_asked").actor == "3"

    def test_asking_twice_puts_one_job(self, use):
        from prongsai.apps.jobs.queue import job_queue

        with TimeStampServer() as server:
            use(server)
            for _ in range(2):
                jobs.ask_to_stamp(agency="ban-suan", actor=ADMIN, at=timezone.now())

        assert job_queue().count_waiting() == 1

    def test_a_failure_is_tried_again(self, use):
        happen()
        with TimeStampServer("breaks") as server:
            use(server)
            with pytest.raises(OutsideError):
                jobs.stamp_one(agency="ban-suan")

    def test_without_an_authority_nothing_is_recorded(self):
        with pytest.raises(PersonError):
            jobs.ask_to_stamp(agency="ban-suan", actor=ADMIN, at=timezone.now())
        assert not Event.objects.exists()


class TestVerifying:
    def test_a_stamp_that_was_kept_holds(self, use):
        happen()
        _row, roots = stamped(use)

        assert verify_agency("ban-suan", roots=roots).faults == ()

    def test_a_chain_written_anew_lacks_the_stamped_hash(self, use):
        happen()
        stamped(use)
        HeadStamp.objects.update(hash="e" * 64)

        assert {fault.code for fault in verify_agency("ban-suan").faults} == {"head_missing", "time_stamp"}

    def test_a_moment_moved_in_the_database_shows(self, use):
        happen()
        row, roots = stamped(use)
        HeadStamp.objects.update(stamped_at=row.stamped_at - timedelta(days=9))

        (fault,) = verify_agency("ban-suan", roots=roots).faults
        assert (fault.code, fault.line) == ("time_stamp", 1)
        assert "not the one in it" in fault.message_en

    def test_an_answer_exchanged_shows_without_any_ca(self, use):
        happen()
        row, _roots = stamped(use)
        HeadStamp.objects.update(answer=bytes(row.answer).replace(bytes.fromhex(row.hash), bytes(32)))

        assert "of another hash" in verify_agency("ban-suan").faults[0].message_en

    def test_another_root_does_not_hold(self, use):
        happen()
        stamped(use)
        with TimeStampServer(who="two") as other:
            roots = read_roots(other.ca_file)

        (fault,) = verify_agency("ban-suan", roots=roots).faults
        assert "CA file" in fault.message_en

    def test_a_stamp_older_than_its_event_shows(self, use):
        """Whoever sets the clock ahead to give an event a later day is found by the authority's clock."""
        happen(at=timezone.now() + timedelta(days=3))
        _row, roots = stamped(use)

        (fault,) = verify_agency("ban-suan", roots=roots).faults
        assert "older than the event" in fault.message_en


class TestTheTable:
    values = {"agency": "a", "seq": 1, "hash": "0" * 64, "authority": "x"}

    def test_neither_stamped_nor_failed_cannot_be_stored(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            HeadStamp.objects.create(**self.values, asked_at=timezone.now())

    def test_stamped_without_the_answer_cannot(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            HeadStamp.objects.create(**self.values, asked_at=timezone.now(), stamped_at=timezone.now())

    def test_two_stamps_of_one_head_cannot(self):
        good = {**self.values, "asked_at": timezone.now(), "stamped_at": timezone.now(), "answer": b"1"}
        HeadStamp.objects.create(**good)

        with pytest.raises(IntegrityError), transaction.atomic():
            HeadStamp.objects.create(**good)

    def test_a_backup_keeps_the_bytes(self, use):
        happen()
        row, _roots = stamped(use)
        lines = [format_row(one) for one in read_rows(HeadStamp, "default")]
        HeadStamp.objects.all().delete()

        names = [field.attname for field in HeadStamp._meta.local_concrete_fields]
        write_rows(connection, HeadStamp, names, parse_rows(lines))

        assert bytes(HeadStamp.objects.get().answer) == bytes(row.answer)

    def test_the_list_does_not_read_the_bytes(self, use):
        happen()
        stamped(use)

        assert "answer" in list_stamps("ban-suan").get().get_deferred_fields()


def test_the_head_moves_on_after_a_stamp(use):
    """The event of the stamping comes after the head that was stamped, and the next stamp covers it."""
    event = happen()
    stamped(use)

    assert get_head("ban-suan") != event.hash
