"""What the description says of a draft is what is taken: a program that keeps to it is not refused, one that does not is."""

import jsonschema
import pytest
from django.utils import timezone

from prongsai.apps.data_out.api.assembled import api
from prongsai.apps.data_out.keys import make_key
from tests.apps.disclosure.desk import make_desk

pytestmark = pytest.mark.django_db
PERIOD = {"period_from": "2026-10-01", "period_to": "2026-10-31"}
TAKEN = [
    {"kind": "page", "title": "ก", "body": "ข"},
    {"kind": "page", "title": " ก ", "body": "\n ข"},
    {"kind": "page", "title": "\ufeffก", "body": "\u200bข"},
    {"kind": "table", "title": "ก", "table": [["ลำดับ"], ["1"]]},
    {"kind": "table", "title": "ก", "table": [["ลำดับ"], ["ก" * 4_000]]},
    {"kind": "link", "title": "ก", "url": " https://www.example.go.th/a"},
    {"kind": "link", "title": "ก", "url": "http://www.example.go.th/a"},
    {"kind": "nothing", "title": "ก", **PERIOD},
]
REFUSED = [
    {"kind": "page", "title": "ก"},
    {"kind": "page", "title": "ก", "body": " \n\t"},
    {"kind": "page", "title": "ก", "body": "\x00"},
    {"kind": "page", "title": " \n", "body": "ข"},
    {"kind": "page", "title": "\x85", "body": "ข"},
    {"kind": "page", "title": "\ufeff", "body": "ข"},
    {"kind": "page", "title": "ก", "body": "\u200b\xad"},
    {"kind": "link", "title": "ก", "url": "https://"},
    {"kind": "page", "title": "ก", "body": "\u2028\x1c"},
    {"kind": "page", "title": "ก" * 301, "body": "ข"},
    {"kind": "table", "title": "ก"},
    {"kind": "table", "title": "ก", "table": [["ลำดับ"]]},
    {"kind": "table", "title": "ก", "table": [["ลำดับ"], ["ก" * 4_001]]},
    {"kind": "link", "title": "ก"},
    {"kind": "link", "title": "ก", "url": "www.example.go.th"},
    {"kind": "link", "title": "ก", "url": "ftp://example.go.th/"},
    {"kind": "nothing", "title": "ก"},
    {"kind": "nothing", "title": "ก", "period_from": "2026-10-01"},
    {"kind": "nothing", "title": "ก", **PERIOD, "period_to": None},
    {"kind": "file", "title": "ก"},
]


@pytest.fixture
def ask(client):
    desk = make_desk()
    made = make_key(agency=desk.agency, name="x", scopes=["drafts:write"], days=30, by=desk.clerk, at=timezone.now())

    def asked(said):
        return client.post(
            f"/api/v1/agencies/{desk.agency.slug}/news/drafts",
            said,
            content_type="application/json",
            headers={"Authorization": f"Bearer {made.shown}"},
        ).status_code

    return asked


@pytest.fixture(scope="module")
def draft_in():
    schemas = api.get_openapi_schema()["components"]["schemas"]
    return jsonschema.Draft202012Validator(schemas["DraftIn"])


class TestDraftIn:
    @pytest.mark.parametrize("said", TAKEN)
    def test_what_it_allows_is_taken(self, ask, draft_in, said):
        assert draft_in.is_valid(said)
        assert ask(said) == 201

    @pytest.mark.parametrize("said", REFUSED)
    def test_what_it_forbids_is_refused(self, ask, draft_in, said):
        assert not draft_in.is_valid(said)
        assert ask(said) == 422

    def test_the_longest_table_is_taken_by_both(self, draft_in):
        rows = [["ก"]] * 5_001  # the headings and 5,000 rows

        assert draft_in.is_valid({"kind": "table", "title": "ก", "table": rows})
        assert not draft_in.is_valid({"kind": "table", "title": "ก", "table": [*rows, ["ก"]]})

    def test_a_blank_is_what_python_takes_for_one(self, draft_in):
        blanks = [chr(code) for code in range(0x10000) if chr(code).isspace()]

        for blank in blanks:
            assert not draft_in.is_valid({"kind": "page", "title": blank, "body": "ข"})
            assert draft_in.is_valid({"kind": "link", "title": "ก", "url": f"{blank}https://www.example.go.th/"})
        assert len(blanks) == 29
