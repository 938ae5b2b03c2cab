"""Every test run keeps its data in a folder of its own, never in the user's (see tests/settings.py)."""

import gc
import os
import signal
import tempfile
from pathlib import Path

import hypothesis
import pytest

from tests import examples

# A busy machine is no fault of the code: no test fails for being slow.
hypothesis.settings.register_profile("prongsai", deadline=None)
hypothesis.settings.load_profile("prongsai")

os.environ.setdefault("PRONGSAI_HOME", tempfile.mkdtemp(prefix="prongsai-test-"))


def pytest_configure(config):
    """A run without the slow tests tries fewer examples too.

    Commands that the tests start can be stopped with SIGINT, also where a shell began the whole run in its background.
    """
    if "not slow" in config.option.markexpr:
        examples.share = 0.2
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """What is collected stays to the end: looking for garbage among it takes a third of the time that collecting takes."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items):
    """Among the tests with real transactions, which pytest-django puts together, those in a browser come first: they take
    seconds each, and begun last they kept one worker busy for minutes after the other had nothing left."""
    places = [place for place, item in enumerate(items) if _has_real_transactions(item)]
    if places:
        first, after = places[0], places[-1] + 1
        items[first:after] = sorted(items[first:after], key=lambda item: "browser" not in item.path.parts)


def _has_real_transactions(item):
    marker = item.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(names or (marker and marker.kwargs.get("transaction")))


def pytest_make_parametrize_id(config, val, argname):
    """A made file is named by its place, not its bytes: they hold the time, and both workers must name a test alike."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """On SQLite the tests' database begins as a first start lays it out: a twentieth of what migrating takes."""
    from django.db import connection

    from prongsai.apps.operations.empty_database import lay_out_at

    if connection.vendor != "sqlite":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        create = connection.creation._create_test_db

        def create_laid_out(*args, **kwargs):
            name = create(*args, **kwargs)
            lay_out_at(Path(name))
            return name

        patch.setattr(connection.creation, "_create_test_db", create_laid_out)
        yield


@pytest.fixture(autouse=True)
def _history_can_be_flushed(request):
    """Tests with real transactions end by emptying every table, which the append-only history refuses: open it then."""
    if not _has_real_transactions(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")  # set up before us, so torn down after us
    yield
    from django.db import connection

    if connection.vendor != "sqlite":  # TRUNCATE is not a DELETE of rows
        with (
            connection.cursor() as cursor
        ):  # the queue's tables are not Django's to empty: the next test would find the jobs
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history_event'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM history_event")
        for _name, sql in triggers:
            cursor.execute(sql)
