"""The job as the clock puts it in the queue, and a day of its runs."""

from datetime import timedelta

import pytest

from prongsai.apps.jobs.port import REPEATS
from prongsai.apps.jobs.queue import load_jobs
from prongsai.apps.jobs.schedule import is_due
from prongsai.apps.reminders import jobs
from prongsai.apps.reminders.models import Delivery, Reminder
from tests.apps.reminders.desk import at, make_desk, told


class TestSchedule:
    def test_is_known_to_the_workers_and_put_every_ten_minutes(self):
        load_jobs()
        repeat = REPEATS["send_reminders"]

        assert repeat.interval_s == 600
        assert is_due(repeat, None, at(0))
        assert not is_due(repeat, at(0), at(0) + timedelta(minutes=9))
        assert is_due(repeat, at(0), at(0) + timedelta(minutes=10))

    def test_an_hour_of_silence_is_one_run(self):
        load_jobs()

        assert is_due(REPEATS["send_reminders"], at(-3), at(0))
        assert not is_due(REPEATS["send_reminders"], at(0), at(0))


@pytest.mark.django_db
class TestJob:
    def test_runs_at_the_moment_it_is_run(self, monkeypatch):
        desk = make_desk()
        monkeypatch.setattr("prongsai.apps.reminders.sending.timezone.now", lambda: at(-7))

        assert jobs.send_reminders() == {"planned": 1, "sent": 0, "failed": 0}
        assert told(desk.officer) == [("2023-01-24", "soon")]

    def test_a_whole_day_says_each_thing_once(self, monkeypatch):
        make_desk()
        moment = at(-7, 0)
        monkeypatch.setattr("prongsai.apps.reminders.sending.timezone.now", lambda: moment)
        for _run in range(6 * 24):
            jobs.send_reminders()
            moment += timedelta(minutes=10)

        assert Reminder.objects.count() == 1
        assert Delivery.objects.count() == 1
