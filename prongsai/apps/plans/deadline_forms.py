"""Forms of events, extensions and closures."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.plans.deadlines import LONGEST_EXTENSION_DAYS
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.web.day_field import DayField
from prongsai.wiring import bangkok_today


class EventForm(forms.Form):
    """When an event took place."""

    happened_on = DayField(label=gettext_lazy("วันที่เกิดเหตุการณ์"))
    what = forms.CharField(
        label=gettext_lazy("เหตุการณ์อะไร (ถ้ามี)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "wide"}),
    )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > bangkok_today():
            raise forms.ValidationError(_("วันที่เกิดเหตุการณ์ต้องไม่เป็นวันในอนาคต"))
        return day


class AskExtensionForm(forms.Form):
    """How many days more, and why."""

    days = forms.CharField(
        label=gettext_lazy("ขอขยายอีกกี่วัน"),
        help_text=gettext_lazy("นับต่อจากวันครบกำหนดเดิม ไม่ใช่จากวันที่อนุมัติ"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("กรอกจำนวนวัน")},
    )
    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
        error_messages={"required": gettext_lazy("กรอกเหตุผล")},
    )

    def clean_days(self) -> int:
        text = to_arabic_digits(self.cleaned_data["days"]).strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= LONGEST_EXTENSION_DAYS):
            raise forms.ValidationError(
                _("กรอกจำนวนวัน 1 ถึง %(most)s") % {"most": LONGEST_EXTENSION_DAYS},
            )
        return int(text)


class DecideExtensionForm(forms.Form):
    """Grant or refuse; a refusal says why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("ผลการพิจารณา"),
        choices=[("grant", gettext_lazy("อนุมัติ")), ("refuse", gettext_lazy("ไม่อนุมัติ"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("เลือกอนุมัติหรือไม่อนุมัติ")},
    )
    answer = forms.CharField(
        label=gettext_lazy("ความเห็น"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("ต้องกรอกเมื่อไม่อนุมัติ"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "wide"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("decision") == "refuse" and not values.get("answer", "").strip():
            self.add_error("answer", _("กรอกเหตุผลที่ไม่อนุมัติ"))
        return values


class ClosureForm(forms.Form):
    """Days on which the office is closed."""

    from_on = DayField(label=gettext_lazy("ปิดตั้งแต่วันที่"))
    to_on = DayField(label=gettext_lazy("ถึงวันที่"), required=False, help_text=gettext_lazy("เว้นว่างถ้าปิดวันเดียว"))
    why = forms.CharField(
        label=gettext_lazy("เหตุที่ปิด"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "wide"}),
        help_text=gettext_lazy("เช่น ครม. ประกาศวันหยุดพิเศษ หรือน้ำท่วม"),
        error_messages={"required": gettext_lazy("กรอกเหตุที่ปิด")},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("from_on"), values.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("วันสุดท้ายต้องไม่ก่อนวันแรก"))
        return values
