import json

import pytest

from prongsai.core.errors import PersonError
from prongsai.core.thai.dates_json import read_date_line


class TestReadDateLine:
    def test_gives_exactly_five_fields(self):
        line = read_date_line({"id": "a", "text": "ภายในเดือนมกราคม", "context_fiscal_year": 2566})

        assert list(line) == ["id", "kind", "value", "needs_review", "why"]
        assert (line["id"], line["kind"], line["value"], line["needs_review"]) == ("a", "month", "2023-01", False)

    def test_can_be_written_as_json(self):
        line = read_date_line({"id": 7, "text": "รอบ 12 เดือน", "context_fiscal_year": 2567})

        assert json.loads(json.dumps(line))["value"] == "2023-10-01/2024-09-30"

    @pytest.mark.parametrize("context", [None, ""])
    def test_an_unknown_year_is_allowed(self, context):
        line = read_date_line({"id": "a", "text": "ตุลาคม", "context_fiscal_year": context})

        assert (line["kind"], line["value"], line["needs_review"]) == ("ambiguous", None, True)

    def test_missing_fields_are_no_error(self):
        assert read_date_line({})["kind"] == "none"
        assert read_date_line({"text": None, "id": None})["value"] is None

    @pytest.mark.parametrize("context", ["2566", "๒๕๖๖", "FY2566", 2566.0])
    def test_reads_the_year_in_any_form(self, context):
        assert read_date_line({"text": "มกราคม", "context_fiscal_year": context})["value"] == "2023-01"

    @pytest.mark.parametrize("context", [2023, "next", True, [2566], 25660, "²"])
    def test_refuses_a_year_that_is_none(self, context):
        with pytest.raises(PersonError) as caught:
            read_date_line({"text": "มกราคม", "context_fiscal_year": context})

        assert "context_fiscal_year" in caught.value.message_th

    @pytest.mark.parametrize("text", [5, ["a"], {"a": 1}, True])
    def test_refuses_a_text_that_is_none(self, text):
        with pytest.raises(PersonError):
            read_date_line({"id": "a", "text": text})
