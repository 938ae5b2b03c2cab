"""A connection that stands is known to stand without a query, one that was cut is opened anew."""

import psycopg
import pytest
from django.db import OperationalError, connection

from prongsai.apps.agencies.models import Agency
from tests.apps.factories import make_agency

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the engine of PostgreSQL"),
]


def last_statement():
    """The last statement that the connection's own server process took, as another connection sees it."""
    with psycopg.connect(**parameters(), autocommit=True) as other:
        row = other.execute(
            "SELECT query FROM pg_stat_activity WHERE pid = %s", (connection.connection.info.backend_pid,)
        ).fetchone()
        return row and row[0]


def parameters():
    given = connection.get_connection_params()
    return {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}


def cut():
    """The server ends the connection, as when it restarts."""
    with psycopg.connect(**parameters(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (connection.connection.info.backend_pid,))
        for _turn in range(200):
            left = other.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = %s", (connection.connection.info.backend_pid,)
            ).fetchone()
            if left == (0,):
                return
            other.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("the server did not end the connection")


def begin_request():
    """What Django does before the first query of a request."""
    connection.health_check_enabled, connection.health_check_done = True, False
    connection.close_if_health_check_failed()


def test_a_standing_connection_is_asked_nothing():
    make_agency()
    assert Agency.objects.count() == 1
    before = last_statement()  # its last one

    assert connection.is_usable()

    assert last_statement() == before
    assert before != "SELECT 1"


def test_a_connection_the_server_ended_is_not_usable_and_the_next_request_has_a_new_one():
    agency = make_agency()
    first = connection.connection.info.backend_pid
    cut()

    assert not connection.is_usable()
    begin_request()

    assert Agency.objects.get(slug=agency.slug) == agency
    assert connection.connection.info.backend_pid != first


def test_without_the_look_the_query_would_fail():
    make_agency()
    cut()
    with pytest.raises(OperationalError):
        Agency.objects.count()
    connection.close()
    assert Agency.objects.count() == 1


def test_after_an_error_the_server_itself_is_asked():
    make_agency()
    connection.errors_occurred = True
    assert connection.is_usable()
    assert last_statement() == "SELECT 1"
    connection.errors_occurred = False


def test_a_connection_never_opened_is_not_usable():
    connection.close()
    assert not connection.is_usable()
