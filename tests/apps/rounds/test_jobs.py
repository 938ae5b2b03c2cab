"""Clearing scans that a crash left between file and row."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from prongsai.apps.rounds.jobs import clear_stray_scans
from tests.apps.rounds.office import make_office, on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def age(path: str, days: int) -> None:
    long_ago = time.time() - days * 86_400
    os.utime(default_storage.path(path), (long_ago, long_ago))


class TestStrayScans:
    def test_are_deleted_when_old_and_of_no_round(self):
        row = on_paper(make_office())
        age(row.scan.name, 3)
        old = default_storage.save("rounds/left", ContentFile(b"left"))
        age(old, 2)
        fresh = default_storage.save("rounds/being-written", ContentFile(b"new"))

        assert clear_stray_scans() == 1

        assert default_storage.exists(row.scan.name)
        assert default_storage.exists(fresh)
        assert not default_storage.exists(old)

    def test_nothing_where_nothing_was_ever_recorded(self):
        assert clear_stray_scans() == 0
