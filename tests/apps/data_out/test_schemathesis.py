"""schemathesis asks everything the description allows, and much that it does not: no fault, and every answer as described.

One of its checks is left out: that whatever the description allows is taken. A page must have a text and a period begin
before it ends, and no schema says that; such a draft is a 422, which is described.
"""

import pytest
import schemathesis
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from prongsai.apps.data_out.api import write
from prongsai.apps.data_out.keys import make_key
from tests.apps.disclosure.desk import TABLE, file_draft, make_desk, publish

pytestmark = pytest.mark.django_db
QUICK = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(QUICK, max_examples=150)


def in_this_transaction():
    """The site as a WSGI program that leaves the test's connection open: the real handler without its signals."""
    handler = BaseHandler()
    handler.load_middleware()

    def answer(environ, start_response):
        response = handler.get_response(WSGIRequest(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.headers.items()))
        return response

    return answer


@pytest.fixture
def described(monkeypatch, settings, tmp_path):
    """The API of an agency with something of each kind, asked with a good key."""
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(write, "CALLS", write.Limit("api", 10_000_000))
    desk = make_desk()
    publish(desk, TABLE)
    publish(desk, file_draft(), code="O2")
    publish(desk, code=None)
    scopes = ["drafts:read", "drafts:write", "drafts:hand_in"]
    made = make_key(agency=desk.agency, name="x", scopes=scopes, days=30, by=desk.clerk, at=timezone.now())
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", in_this_transaction())
    schema.config.update(headers={"Authorization": f"Bearer {made.shown}"})
    return schema


def ask_all(schema, how_long):
    """Every operation by itself; gives how many there were."""
    count = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @how_long
        def ask(case):
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        ask()
        count += 1
    return count


def test_every_answer_is_as_described(described):
    assert ask_all(described, QUICK) == 20


@pytest.mark.slow
def test_every_answer_is_as_described_for_long(described):
    assert ask_all(described, LONG) == 20
