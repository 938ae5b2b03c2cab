from functools import cache

import pytest

from prongsai.adapters.framework_files import FrameworkFiles


@cache
def shared_files() -> FrameworkFiles:
    return FrameworkFiles()


@pytest.fixture
def files() -> FrameworkFiles:
    """The package's frameworks, read once for all tests."""
    return shared_files()
