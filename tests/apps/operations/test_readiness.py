"""Ready means: the database answers, the queue moves, the disk has room."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from prongsai.apps.jobs import port, running
from prongsai.apps.jobs.port import JOBS, Put, job
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.operations import readiness

pytestmark = pytest.mark.django_db


@pytest.fixture
def late_job(monkeypatch):
    """A job that has waited for an hour."""
    monkeypatch.setattr(port, "JOBS", dict(JOBS))
    monkeypatch.setattr(running, "JOBS", port.JOBS)

    @job("idle")
    def idle():
        pass

    job_queue().put([Put(idle, {})])
    ago = timezone.now() - timedelta(hours=1)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE django_tasks_database_dbtaskresult SET enqueued_at = %s", [ago])
        else:
            cursor.execute("UPDATE procrastinate_events SET at = %s", [ago])


class TestReady:
    def test_says_yes_for_each_part_and_no_number(self, client):
        response = client.get("/health/ready/")

        assert response.status_code == 200
        assert response.json() == {"ready": True, "database": True, "queue": True, "disk": True}
        assert response["Cache-Control"] == "no-store"

    def test_costs_at_most_three_queries(self, client, django_assert_max_num_queries):
        client.get("/health/ready/")

        with django_assert_max_num_queries(3):
            client.get("/health/ready/")

    def test_a_queue_that_stands_still_is_not_ready(self, client, late_job):
        response = client.get("/health/ready/")

        assert response.status_code == 503
        assert response.json() == {"ready": False, "database": True, "queue": False, "disk": True}

    def test_a_full_disk_is_not_ready(self, client, monkeypatch):
        monkeypatch.setattr(readiness, "free_bytes", lambda folder: 1_000)

        assert client.get("/health/ready/").json()["disk"] is False
        assert client.get("/health/ready/").status_code == 503

    def test_a_database_that_is_away_is_not_ready_but_answered(self, client, monkeypatch):
        class Away:
            def cursor(self):
                raise OperationalError("away")

        monkeypatch.setattr(readiness, "connection", Away())

        response = client.get("/health/ready/")

        assert response.status_code == 503
        assert response.json() == {"ready": False, "database": False, "queue": False, "disk": True}

    def test_only_looking_is_allowed(self, client):
        assert client.post("/health/ready/").status_code == 405

    def test_stays_open_before_the_first_run(self, client):
        assert client.get("/health/").status_code == 200
