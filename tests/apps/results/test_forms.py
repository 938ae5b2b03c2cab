from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from prongsai.apps.results.forms import NewResultForm, ResultForm, ResultImportForm, ScoreField, ToolForm
from prongsai.core.result import YearResult
from tests.core.result.made import FILES, d, result

YEARS = (2563, 2566, 2567, 2568, 2569, 2571)


def shown(form):
    """What a browser sends of a form as it was shown."""
    return {
        bound.html_name: bound.value() if bound.value() is not None else ""
        for bound in form
        if bound.name != "rest_kept"
    }


class TestScoreField:
    @pytest.mark.parametrize(
        ("typed", "score"),
        [
            ("92.45", "92.45"),
            ("๙๒.๔๕", "92.45"),
            ("92,45", "92.45"),
            (" 100 ", "100"),
            ("0", "0"),
            ("88 %", "88"),
            ("90.50", "90.5"),
        ],
    )
    def test_takes_scores_as_people_type_them(self, typed, score):
        assert ScoreField().clean(typed) == d(score)

    @pytest.mark.parametrize("typed", ["", "   ", None])
    def test_blank_is_not_known(self, typed):
        assert ScoreField().clean(typed) is None

    @pytest.mark.parametrize("typed", ["100.01", "-1", "abc", "1.234", "1e2", "NaN", "--", "9" * 30, "๑๐๑"])
    def test_refuses_what_is_no_score(self, typed):
        with pytest.raises(ValidationError):
            ScoreField().clean(typed)


class TestNamesInEnglish:
    def test_items_and_indicators_have_the_frameworks(self):
        framework = FILES.get(2567)
        with override("en"):
            form = ResultForm(framework, None)

        assert form["o_O1"].label == f"O1 {framework.items[0].title_en}"
        assert form["i_1"].label == f"1 {framework.indicators[0].name_en}"
        assert all(f"({level.name_en})" in form["level"].help_text for level in framework.levels)


class TestResultForm:
    @pytest.mark.parametrize("year", YEARS)
    def test_what_is_shown_comes_back_unchanged(self, year):
        facts = result(
            year,
            lost=["O2", "O5"],
            tools={"IIT": "90.25", "EIT": 88, "OIT": "71.5"},
            indicators={1: d("80.10"), 9: d(93)},
            sub_indicators={entry.code: d("55.55") for entry in FILES.get(year).sub_indicators},
            total=d("84.75"),
            level="ผ่าน",
            source="ประกาศ",
        )
        form = ResultForm(FILES.get(year), facts, initial={"version": 3})

        again = ResultForm(FILES.get(year), facts, shown(form))

        assert again.is_valid(), again.errors
        assert again.result() == facts
        assert again.cleaned_data["version"] == 3

    @pytest.mark.parametrize("year", YEARS)
    def test_has_a_field_for_every_part_of_the_year(self, year):
        framework = FILES.get(year)
        form = ResultForm(framework, None)

        assert len(form.item_fields) == len(framework.items)
        assert len(form.tool_fields) == 3
        assert len(form.part_fields) == len(framework.indicators) + len(framework.sub_indicators)

    def test_blank_is_nothing_at_all(self):
        form = ResultForm(FILES.get(2567), None, {})

        assert form.is_valid()
        assert form.result() == YearResult(2567)
        assert form.result().is_empty

    def test_items_left_blank_are_kept_when_that_is_said(self):
        form = ResultForm(FILES.get(2567), None, {"o_O3": "0", "rest_kept": "on"})

        assert form.is_valid()
        assert form.result().lost_codes == ("O3",)
        assert len(form.result().items) == 35

    def test_items_of_no_list_stay_with_their_titles(self):
        facts = YearResult(2569, items={"O40": d(0)}, titles={"O40": "เรื่องเก่า"})
        form = ResultForm(FILES.get(2569), facts, {"t_IIT": "90"})

        assert form.is_valid()
        assert form.result().items == {"O40": 0}
        assert form.result().titles == {"O40": "เรื่องเก่า"}

    def test_an_item_in_part_is_shown_as_not_known(self):
        form = ResultForm(FILES.get(2567), YearResult(2567, items={"O1": d(50)}))

        assert form["o_O1"].value() == ""

    @pytest.mark.parametrize("field", ["total", "t_IIT", "i_9", "s_9.1"])
    def test_an_impossible_score_is_said_at_its_own_field(self, field):
        form = ResultForm(FILES.get(2567), None, {field: "200"})

        assert list(form.errors) == [field]

    def test_an_item_takes_only_its_two_scores(self):
        form = ResultForm(FILES.get(2567), None, {"o_O1": "50"})

        assert list(form.errors) == ["o_O1"]

    def test_the_agency_of_the_facts_stays(self):
        facts = replace(result(2567), agency_name="เทศบาลตำบลก")
        form = ResultForm(FILES.get(2567), facts, shown(ResultForm(FILES.get(2567), facts)))

        assert form.is_valid()
        assert form.result().agency_name == "เทศบาลตำบลก"


class TestOtherForms:
    @pytest.mark.parametrize(("typed", "year"), [("2567", 2567), ("๖๗", 2567), ("67", 2567), ("๒๕๖๙", 2569)])
    def test_years_are_taken_as_people_write_them(self, typed, year):
        form = NewResultForm({"fiscal_year": typed})

        assert form.is_valid()
        assert form.cleaned_data["fiscal_year"] == year

    @pytest.mark.parametrize("typed", ["", "2024", "abc", "9999"])
    def test_other_years_are_refused(self, typed):
        assert not NewResultForm({"fiscal_year": typed}).is_valid()

    def test_a_document_is_a_file_or_text_and_not_both(self):
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = {"file": SimpleUploadedFile("a.csv", b"O1,100")}
        assert not ResultImportForm({}).is_valid()
        assert not ResultImportForm({"text": "   "}).is_valid()
        assert not ResultImportForm({"text": "O1 100"}, file).is_valid()
        assert ResultImportForm({"text": "O1 100"}).is_valid()
        assert ResultImportForm({}, file).is_valid()

    def test_text_without_end_is_refused(self):
        assert not ResultImportForm({"text": "O1 100\n" * 60_000}).is_valid()

    @pytest.mark.parametrize(
        ("sent", "faults"),
        [
            ({"tool": "IIT", "score": "90", "source": "ก"}, []),
            ({"tool": "IIT", "score": "", "source": ""}, []),
            ({"tool": "IIT", "score": "90", "source": " "}, ["source"]),
            ({"tool": "OIT", "score": "90", "source": "ก"}, ["tool"]),
            ({"tool": "IIT", "score": "x", "source": "ก"}, ["score"]),
        ],
    )
    def test_a_tools_score_says_where_it_is_from(self, sent, faults):
        form = ToolForm(sent)

        form.is_valid()

        assert list(form.errors) == faults
