"""What a form says of a field that was filled in wrongly, and where its summary leads."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from prongsai.web.day_field import DayField
from prongsai.web.reading import Reading, set_reading


class Choices(forms.Form):
    way = forms.ChoiceField(label="ทาง", choices=[("a", "ก"), ("b", "ข")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="หลายทาง", choices=[("a", "ก")], widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label="ชื่อ")
    on = DayField(label="วันที่")


def drawn(template, **data):
    form = Choices(data) if data else Choices()
    return Template(template).render(Context({"form": form}))


class TestSummary:
    def test_leads_to_the_first_control_of_each_wrong_field(self):
        summary = drawn("{% error_summary form %}", name="")
        fields = drawn("{% field form.way %}{% field form.many %}{% field form.name %}{% field form.on %}", name="")

        for anchor in ("id_way_0", "id_many_0", "id_name", "id_on_day"):
            assert f'href="#{anchor}"' in summary
            assert f'id="{anchor}"' in fields

    def test_says_nothing_of_a_form_that_was_not_sent(self):
        assert drawn("{% error_summary form %}").strip() == ""


class TestDay:
    def test_marks_all_three_controls_where_it_is_wrong(self):
        wrong = drawn("{% field form.on %}", on_day="99", on_month="1", on_year="2566")
        right = drawn("{% field form.on %}", on_day="9", on_month="1", on_year="2566")

        assert wrong.count('aria-invalid="true"') == 3
        assert "aria-invalid" not in right

    def test_the_month_not_chosen_has_a_name(self):
        assert '<option value="">–</option>' in drawn("{% field form.on %}")


class TestDigitsOfADayThatCannotBe:
    @pytest.mark.parametrize(
        ("digits", "words"), [("arabic", "2566 กรุณากรอกวันที่ 1 ถึง 28"), ("thai", "๒๕๖๖ กรุณากรอกวันที่ ๑ ถึง ๒๘")]
    )
    def test_are_those_of_the_page(self, digits, words):
        set_reading(Reading(digits=digits))
        try:
            with pytest.raises(ValidationError) as refused:
                DayField().clean(["31", "2", "2566"])
        finally:
            set_reading(Reading())

        assert words in str(refused.value)
