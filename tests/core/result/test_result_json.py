import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.result import YearResult, result_from_dict, result_from_json, result_to_dict
from tests.core.result.made import d, result

SCORES = st.decimals(0, 100, places=2)


class TestResultJson:
    @settings(max_examples=40, deadline=None)
    @given(
        st.builds(
            YearResult,
            fiscal_year=st.integers(2550, 2600),
            agency_name=st.text(max_size=20),
            tools=st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), SCORES),
            indicators=st.dictionaries(st.integers(1, 10), SCORES),
            sub_indicators=st.dictionaries(st.sampled_from(["9.1", "10.2"]), SCORES),
            items=st.dictionaries(st.sampled_from(["O1", "O43"]), st.sampled_from([d(0), d(100)])),
            titles=st.dictionaries(st.just("O1"), st.text(max_size=20)),
            total=st.none() | SCORES,
            level=st.text(max_size=20),
            source=st.text(max_size=20),
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
        ],
    )
    def test_rubbish_is_one_sentence(self, content):
        with pytest.raises(PersonError) as error:
            result_from_json(content, "x.json")

        assert "x.json" in error.value.message_th
        assert "x.json" in error.value.message_en

    def test_does_not_take_entries_without_end(self):
        data = result_to_dict(result(2566)) | {"items": {f"O{n}": 100 for n in range(300)}}

        with pytest.raises(PersonError):
            result_from_dict(data)


def test_an_empty_result_says_so():
    assert YearResult(2566).is_empty
    assert not result(2566).is_empty
