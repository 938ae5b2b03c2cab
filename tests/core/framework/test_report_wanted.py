import pytest

from prongsai.core.framework.labels import CONFIDENCE_LABELS, PERIOD_LABELS, STATUS_LABELS, is_unverified
from prongsai.core.framework.model import CONFIDENCES, PERIODS, STATUSES
from prongsai.core.framework.parse import parse_framework
from prongsai.core.framework.report_wanted import purpose_of_report, report_wanted
from tests.core.framework.small_year import SMALL_YEAR


class TestReportWanted:
    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565, 2566])
    def test_is_the_half_year_of_the_assessed_year_up_to_2566(self, files, fiscal_year):
        wanted = report_wanted(files.get(fiscal_year))

        assert (wanted.item_code, wanted.round_kind, wanted.fiscal_year) == ("O43", "half_year", fiscal_year)

    @pytest.mark.parametrize(("fiscal_year", "code"), [(2567, "O35"), (2568, "O28"), (2569, "O26"), (2570, "O26")])
    def test_is_the_whole_year_before_from_2567(self, files, fiscal_year, code):
        wanted = report_wanted(files.get(fiscal_year))

        assert (wanted.item_code, wanted.round_kind, wanted.fiscal_year) == (code, "full_year", fiscal_year - 1)

    def test_keeps_how_sure_that_is(self, files):
        assert report_wanted(files.get(2567)).confidence == "recalled_unverified"
        assert report_wanted(files.get(2570)).confidence == "not_established"

    def test_is_nothing_where_the_list_has_no_such_item(self):
        assert report_wanted(parse_framework(SMALL_YEAR, "2599.yaml")) is None


class TestPurposeOfReport:
    @pytest.mark.parametrize(
        ("assessed", "round_kind", "fiscal_year", "code"),
        [
            (2566, "half_year", 2566, "O43"),
            (2566, "full_year", 2566, None),
            (2566, "full_year", 2565, None),
            (2567, "half_year", 2567, None),
            (2567, "full_year", 2566, "O35"),
            (2567, "full_year", 2567, None),
            (2568, "full_year", 2567, "O28"),
        ],
    )
    def test_names_the_item_it_answers(self, files, assessed, round_kind, fiscal_year, code):
        purpose = purpose_of_report(files.get(assessed), round_kind, fiscal_year)

        assert purpose.item_code == code
        assert purpose.is_internal == (code is None)
        assert str(fiscal_year) in purpose.text_th
        assert str(assessed) in purpose.text_en

    def test_says_what_the_item_asks_for_instead(self, files):
        purpose = purpose_of_report(files.get(2567), "half_year", 2567)

        assert "O35" in purpose.text_th
        assert "ภายในหน่วยงาน" in purpose.text_th
        assert "the full-year report of fiscal year 2566" in purpose.text_en

    def test_says_that_a_whole_year_serves_the_next_assessment(self, files):
        purpose = purpose_of_report(files.get(2567), "full_year", 2567)

        assert "2568" in purpose.text_th
        assert "2568" in purpose.text_en

    def test_without_such_an_item_says_so(self):
        purpose = purpose_of_report(parse_framework(SMALL_YEAR, "2599.yaml"), "half_year", 2599)

        assert purpose.is_internal
        assert "no item" in purpose.text_en


class TestLabels:
    def test_every_code_has_words_in_both_languages(self):
        assert set(CONFIDENCE_LABELS) == set(CONFIDENCES)
        assert set(PERIOD_LABELS) == set(PERIODS)
        assert set(STATUS_LABELS) == set(STATUSES)
        for thai, english in (*CONFIDENCE_LABELS.values(), *PERIOD_LABELS.values(), *STATUS_LABELS.values()):
            assert thai
            assert english.isascii()

    def test_recalled_and_unknown_are_unverified(self):
        assert [code for code in CONFIDENCES if is_unverified(code)] == ["recalled_unverified", "not_established"]
