"""What nearly every test of disclosure begins with."""

import pytest

from tests.apps.disclosure.desk import make_desk


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk():
    return make_desk()
