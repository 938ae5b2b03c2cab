import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.result import YearResult, result_from_dict, result_from_json, result_to_dict
from tests.core.result.made import d, result

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SCORES = st.decimals(0, 100, places=2)


class TestResultJson:
    @settings(max_examples=40, deadline=None)
    @given(
        st.builds(
            YearResult,
            fiscal_year=st.integers(2550, 2600),
            agency_name=WORDS,
            tools=st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), SCORES),
            indicators=st.dictionaries(st.integers(1, 10), SCORES),
            sub_indicators=st.dictionaries(st.sampled_from(["9.1", "10.2"]), SCORES),
            items=st.dictionaries(st.sampled_from(["O1", "O43"]), st.sampled_from([d(0), d(100)])),
            titles=st.dictionaries(st.just("O1"), WORDS),
            total=st.none() | SCORES,
            level=WORDS,
            source=WORDS,
        )
    )
    def test_comes_back_as_it_went(self, one):
        assert result_from_json(json.dumps(result_to_dict(one)).encode()) == one

    def test_takes_numbers_as_well_as_strings(self):
        data = result_to_dict(result(2566)) | {"total": 91.4, "items": {"O1": 100}}

        assert result_from_dict(data).total == d("91.4")
        assert result_from_dict(data).items == {"O1": 100}

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe\x00",
            b"[]",
            b"{}",
            b"[" * 100_000,
            b'{"schema": "prongsai/plan/1", "fiscal_year": 2566}',
            b'{"schema": "prongsai/result/1"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2023}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "items": []}'.replace(b"[]", b"[1]"),
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": "many"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": true}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": "NaN"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": 1e999}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "level": 3}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566.0}',
            b'{"schema": "prongsai/result/1", "fiscal_year": true}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2539}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2701}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": 1000.01}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": [95]}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": ""}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": "sNaN"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "agency_name": "\\ud800"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "level": "\\u0000"}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "titles": {"O1": "\\udfff"}}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "items": {"O\\u0000": 100}}',
            b'{"schema": "prongsai/result/1", "fiscal_year": 2566, "total": ' + b"9" * 5000 + b"}",
        ],
    )
    def test_rubbish_is_one_sentence(self, content):
        with pytest.raises(PersonError) as error:
            result_from_json(content, "x.json")

        assert "x.json" in error.value.message_th
        assert "x.json" in error.value.message_en

    @pytest.mark.parametrize(
        ("given", "score"), [(0, "0"), ("97.90", "97.90"), ("๙๗.๕", "97.5"), (1e-9, "1E-9"), (-3, "-3")]
    )
    def test_a_score_keeps_its_printed_decimals_in_either_digits(self, given, score):
        assert result_from_dict(result_to_dict(result(2566)) | {"total": given}).total == d(score)

    def test_a_byte_order_mark_of_an_editor_does_no_harm(self):
        content = json.dumps(result_to_dict(result(2566))).encode("utf-8-sig")

        assert result_from_json(content) == result_from_dict(result_to_dict(result(2566)))

    def test_tools_and_indicators_that_no_year_has_are_left_out(self):
        data = result_to_dict(result(2566)) | {"tools": {"IIT": 90, "XIT": 1}, "indicators": {"9": 90, "x": 1, "-1": 2}}

        read = result_from_dict(data)

        assert read.tools == {"IIT": d(90)}
        assert read.indicators == {9: d(90)}

    @given(
        st.dictionaries(
            st.sampled_from(["agency_name", "tools", "indicators", "items", "titles", "total", "level", "fiscal_year"]),
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
            | st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=4), max_size=3),
        )
    )  # fmt: skip
    def test_any_values_are_a_result_that_comes_back_or_one_sentence(self, changes):
        with suppress(PersonError):
            read = result_from_dict(result_to_dict(result(2566)) | changes)

            assert result_from_dict(result_to_dict(read)) == read

    def test_does_not_take_entries_without_end(self):
        data = result_to_dict(result(2566)) | {"items": {f"O{n}": 100 for n in range(300)}}

        with pytest.raises(PersonError):
            result_from_dict(data)


def test_an_empty_result_says_so():
    assert YearResult(2566).is_empty
    assert not result(2566).is_empty
