"""Nightly jobs: put once a day, and each does its work through the same actions."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from prongsai.apps.history.models import ChainHead
from prongsai.apps.plans import jobs
from prongsai.apps.plans.actions import save_import
from prongsai.apps.plans.models import Import
from prongsai.core import plan as core
from tests.apps.factories import make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def draft(agency, user, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    facts = core.Plan(agency.facts(), 2568)
    return save_import(agency=agency, name="a.txt", content=b"x", plan=facts, by=user, at=at)


class TestSchedule:
    def test_puts_each_job_once_a_day(self):
        first, again = jobs.enqueue_due(date(2026, 11, 23)), jobs.enqueue_due(date(2026, 11, 23))

        assert first == list(jobs.NIGHTLY)
        assert again == []
        assert jobs.enqueue_due(date(2026, 11, 24)) == list(jobs.NIGHTLY)

    def test_the_jobs_stand_in_the_database_for_the_worker(self):
        from django_tasks_db.models import DBTaskResult

        jobs.enqueue_due(date(2026, 11, 23))

        assert DBTaskResult.objects.count() == len(jobs.NIGHTLY)


class TestClearAbandonedImports:
    def test_throws_away_what_nobody_touched_for_a_week(self, django_capture_on_commit_callbacks):
        agency = make_agency()
        user = make_user(agency)
        old, fresh = draft(agency, user, 9), draft(agency, user, 2)

        with django_capture_on_commit_callbacks(execute=True):
            count = jobs.clear_abandoned_imports.func()

        assert count == 1
        assert list(Import.objects.all()) == [fresh]
        assert not default_storage.exists(old.original.name)
        assert default_storage.exists(fresh.original.name)


class TestClearStrayFiles:
    def test_deletes_old_files_that_no_row_names(self, tmp_path):
        agency = make_agency()
        kept = draft(agency, make_user(agency), 0)
        stray, young = (default_storage.save(f"evidence/ab/{name}", ContentFile(b"x")) for name in ("old", "young"))
        before = (datetime.now(UTC) - timedelta(days=2)).timestamp()
        for name in (stray, kept.original.name):
            os.utime(default_storage.path(name), (before, before))

        assert jobs.clear_stray_files.func() == 1
        assert [default_storage.exists(name) for name in (stray, young, kept.original.name)] == [False, True, True]


class TestVerifyHistories:
    def test_names_the_agency_whose_chain_does_not_hold(self, caplog):
        agency, other = make_agency(), make_agency()
        make_plan(agency), make_plan(other)
        ChainHead.objects.filter(agency=other.slug).update(hash="f" * 64)

        assert jobs.verify_histories.func() == [other.slug]
        assert other.slug in caplog.text
