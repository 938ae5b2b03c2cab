"""Nightly jobs: put once a day, and each does its work through the same actions."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from prongsai.apps.history.models import ChainHead
from prongsai.apps.jobs.port import REPEATS
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.jobs.schedule import put_due
from prongsai.apps.plans import jobs
from prongsai.apps.plans.actions import save_import
from prongsai.apps.plans.models import Import
from prongsai.core import plan as core
from tests.apps.factories import make_agency, make_plan, make_user

HOUSEKEEPING = ("clear_abandoned_imports", "clear_stray_files", "verify_histories")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def draft(agency, user, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    facts = core.Plan(agency.facts(), 2568)
    return save_import(agency=agency, name="a.txt", content=b"x", plan=facts, by=user, at=at)


class TestNightly:
    def test_each_job_is_put_once_a_day(self):
        names = list(HOUSEKEEPING)
        repeats = [REPEATS[name] for name in names]
        first_night, second_night = (
            datetime(2026, 11, day, 17, 30, tzinfo=UTC) for day in (22, 23)
        )  # 00:30 in Bangkok

        assert put_due(first_night, repeats) == names
        assert put_due(first_night + timedelta(hours=20), repeats) == []
        assert put_due(second_night, repeats) == names

    def test_they_stand_in_the_database_for_the_worker(self):
        put_due(timezone.now(), [REPEATS[name] for name in HOUSEKEEPING])

        assert job_queue().count_waiting() == len(HOUSEKEEPING)


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
