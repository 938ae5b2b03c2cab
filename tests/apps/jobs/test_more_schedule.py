"""Repeated jobs across midnight in Bangkok and when the clock jumps; jobs nobody knows; how long to wait for a try."""

from datetime import UTC, datetime, time, timedelta

import pytest

from prongsai.apps.jobs import port, running
from prongsai.apps.jobs.models import Schedule
from prongsai.apps.jobs.port import JOBS, Job, Put, Repeat, RetryLater, job, retry
from prongsai.apps.jobs.queue import enqueue, job_queue
from prongsai.apps.jobs.running import UnknownJob, get_job, next_try_s, run_named
from prongsai.apps.jobs.schedule import is_due, put_due
from prongsai.wiring import BANGKOK


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(port, "JOBS", dict(JOBS))
    monkeypatch.setattr(running, "JOBS", port.JOBS)
    return {
        name: job(name, queue="more", tries=tries, retry_s=10.0)(func)
        for name, tries, func in (
            ("m_fine", 1, lambda **_: 7),
            ("m_fail", 3, lambda: 1 / 0),
            ("m_later", 1, lambda: retry(5, "busy")),
        )
    }


def bangkok(day, hour, minute=0, second=0):
    return datetime(2026, 12, day, hour, minute, second, tzinfo=BANGKOK).astimezone(UTC)


class TestDaily:
    MIDNIGHT = Repeat(Job("midnight", print), daily_at=time(0))
    LATE = Repeat(Job("late", print), daily_at=time(23, 59))

    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            (bangkok(1, 0), bangkok(1, 23, 59, 59), False),
            (bangkok(1, 0), bangkok(2, 0), True),
            (bangkok(1, 23, 59, 59), bangkok(2, 0), True),
            (bangkok(1, 6, 59), bangkok(1, 7, 1), False),  # another UTC day, the same day in Bangkok
            (bangkok(2, 0), bangkok(1, 23, 59), False),  # the clock was set back over midnight
            (bangkok(9, 0), bangkok(2, 0), False),  # the clock was a week ahead
            (bangkok(1, 0), bangkok(30, 0), True),  # the machine was off for a month
        ],
    )
    def test_at_midnight_once_a_bangkok_day(self, last, now, due):
        assert is_due(self.MIDNIGHT, last, now) is due

    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            (None, bangkok(1, 23, 58, 59), False),
            (None, bangkok(1, 23, 59), True),
            (bangkok(1, 23, 59), bangkok(2, 0), False),
            (bangkok(1, 23, 59), bangkok(2, 23, 59), True),
        ],
    )
    def test_in_the_last_minute_of_the_day(self, last, now, due):
        assert is_due(self.LATE, last, now) is due

    @pytest.mark.parametrize(("seconds", "due"), [(59.9, False), (60, True), (-3600, False), (10**7, True)])
    def test_an_interval_bears_a_clock_that_jumps(self, seconds, due):
        repeat = Repeat(Job("m", print), interval_s=60)

        assert is_due(repeat, bangkok(1, 12), bangkok(1, 12) + timedelta(seconds=seconds)) is due


@pytest.mark.django_db
class TestPutDue:
    def test_days_the_machine_was_off_are_made_up_once(self, jobs):
        repeats = [Repeat(jobs["m_fine"], daily_at=time(0))]

        put = [put_due(now, repeats) for now in (bangkok(1, 0), bangkok(8, 3), bangkok(8, 4), bangkok(9, 0))]

        assert put == [["m_fine"], ["m_fine"], [], ["m_fine"]]
        assert job_queue().count_waiting("more") == 3
        assert Schedule.objects.get().last_put_at == bangkok(9, 0)

    def test_a_clock_set_back_does_not_move_the_note(self, jobs):
        repeats = [Repeat(jobs["m_fine"], daily_at=time(0))]
        put_due(bangkok(5, 0), repeats)

        assert put_due(bangkok(4, 12), repeats) == []
        assert Schedule.objects.get().last_put_at == bangkok(5, 0)

    def test_each_job_has_its_own_day(self, jobs):
        repeats = [Repeat(jobs["m_fine"], daily_at=time(1)), Repeat(jobs["m_fail"], daily_at=time(2))]

        assert put_due(bangkok(1, 1, 30), repeats) == ["m_fine"]
        assert put_due(bangkok(1, 2), repeats) == ["m_fail"]
        assert put_due(bangkok(1, 23), repeats) == []

    def test_no_repeat_puts_nothing(self):
        assert put_due(bangkok(1, 1), []) == []


class TestUnknown:
    def test_a_name_nobody_declares_is_said(self):
        with pytest.raises(UnknownJob, match="'no_such_job'"):
            get_job("no_such_job")

    def test_and_never_tried_again(self):
        assert next_try_s("no_such_job", 1, ValueError()) is None
        assert next_try_s("no_such_job", 1, UnknownJob("x")) is None


class TestNextTry:
    @pytest.mark.parametrize(("tries", "low", "high"), [(1, 5, 15), (2, 20, 60)])
    def test_waits_longer_each_time(self, jobs, tries, low, high):
        assert low <= next_try_s("m_fail", tries, ValueError()) <= high

    @pytest.mark.parametrize("tries", [3, 4, 99])
    def test_the_last_try_is_the_last(self, jobs, tries):
        assert next_try_s("m_fail", tries, ValueError()) is None

    def test_a_worker_told_to_end_is_no_failed_try(self, jobs):
        assert next_try_s("m_fail", 1, KeyboardInterrupt()) is None

    def test_retry_says_how_long_and_why(self):
        with pytest.raises(RetryLater, match="busy") as caught:
            retry(5, "busy")
        assert caught.value.after_s == 5
        assert str(RetryLater(2.5)) == "again after 2.5 s"


class TestDeclare:
    def test_a_name_declared_twice_keeps_the_first(self, jobs):
        again = job("m_fine")(lambda: 8)

        assert again is jobs["m_fine"]
        assert again() == 7


@pytest.mark.django_db(transaction=True)
class TestRun:
    def test_gives_what_the_job_gives(self, jobs):
        assert run_named("m_fine", {"x": 1}) == 7

    def test_one_that_asks_for_later_waits_under_its_key(self, jobs):
        assert run_named("m_later", {}, "k") is None

        assert job_queue().count_waiting("more") == 1
        assert enqueue(jobs["m_later"], key="k") is False

    def test_one_that_fails_raises(self, jobs):
        with pytest.raises(ZeroDivisionError):
            run_named("m_fail", {})

    def test_jobs_without_a_key_all_wait(self, jobs):
        assert job_queue().put([Put(jobs["m_fine"], {"n": n}) for n in range(3)]) == 3
        assert job_queue().put([]) == 0
        assert job_queue().count_waiting("more") == 3
        assert job_queue().count_waiting("another") == 0
