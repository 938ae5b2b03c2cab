"""schemathesis asks everything the description allows, and much that it does not: no fault, and every answer as described.

That whatever the description allows is taken is not asked where a draft breaks a rule that no schema can say: a period
begins before it ends, two rows of a table have words, a file is of a known type by its content. Such a draft is a 422.
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
from prongsai.core.publication import TABLE_COLUMNS
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


def breaks_what_no_schema_says(case):
    """Whether a draft may be refused although the description allows it."""
    if case.path.endswith("/drafts/file"):
        return True
    said = case.body if isinstance(case.body, dict) else {}
    first, last = said.get("period_from"), said.get("period_to")
    if isinstance(first, str) and isinstance(last, str) and first > last:
        return True
    rows = said.get("table") if said.get("kind") == "table" else None
    if not isinstance(rows, list):
        return False
    with_words = [row for row in rows if isinstance(row, list) and any(str(cell).strip() for cell in row)]
    return len(with_words) < 2 or max(map(len, with_words)) > TABLE_COLUMNS


def ask_all(schema, how_long):
    """Every operation by itself; gives how many there were."""
    count = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @how_long
        def ask(case):
            may_be_refused = breaks_what_no_schema_says(case)
            case.call_and_validate(excluded_checks=[positive_data_acceptance] if may_be_refused else [])

        ask()
        count += 1
    return count


def test_every_answer_is_as_described(described):
    assert ask_all(described, QUICK) == 20


@pytest.mark.slow
def test_every_answer_is_as_described_for_long(described):
    assert ask_all(described, LONG) == 20
