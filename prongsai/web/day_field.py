"""A day entered as day, month name and Buddhist-era year in three fields."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from prongsai.core.errors import PersonError
from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.day_entry import parse_day_entry
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.format import THAI_MONTHS
from prongsai.web.dates import MONTHS_EN
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import said


class DayWidget(forms.Widget):
    """Three controls side by side; an entry that could not be read is shown again as it was typed."""

    template_name = "web/widgets/day.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}", "")) for part in ("day", "month", "year")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_day" not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}_day" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if isinstance(value, date):
            parts = [str(value.day), str(value.month), str(value.year + BE_OFFSET)]
        else:
            parts = list(value) if value else ["", "", ""]
        months = MONTHS_EN if is_english() else THAI_MONTHS
        context["widget"] |= {
            "day": parts[0],
            "month": to_arabic_digits(parts[1]),
            "year": parts[2],
            "is_wrong": (attrs or {}).get("aria-invalid") == "true",
            "months": [(str(number), month) for number, month in enumerate(months, start=1)],
        }
        return context


class DayField(forms.Field):
    """Gives a `date` or None. With `to_month_end` month and year alone give the month's last day."""

    widget = DayWidget
    default_error_messages = {"required": gettext_lazy("กรอกวันที่")}

    def __init__(self, *, to_month_end: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.to_month_end = to_month_end

    def clean(self, value: Any) -> date | None:
        try:
            day = parse_day_entry(*(value or ("", "", "")), to_month_end=self.to_month_end)
        except PersonError as error:
            raise ValidationError(said(error)) from None
        if day is None and self.required:
            raise ValidationError(self.error_messages["required"])
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(parse_day_entry(*(data or ("", "", "")), to_month_end=self.to_month_end) != initial)
        except PersonError:
            return True
