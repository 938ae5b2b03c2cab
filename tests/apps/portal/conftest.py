"""Public pages are remembered for a few seconds by the process: no test sees another's."""

import pytest

from prongsai.apps.portal.answers import memory
from prongsai.apps.portal.redirects import _former_hosts


@pytest.fixture(autouse=True)
def _nothing_remembered():
    memory.drop()
    yield
    memory.drop()


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"


@pytest.fixture(autouse=True)
def _hosts_of_this_test():
    _former_hosts.cache_clear()
