"""Forms of handing over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.handover.labels import STEP_WORDS
from prongsai.apps.plans.forms import HandInForm
from prongsai.core.handover import STEPS
from prongsai.web.day_field import DayField
from prongsai.wiring import bangkok_today


class PartForm(HandInForm):
    """What a unit did, with its evidence. The button pressed says whether it is handed in or kept."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("ทำอะไรไปแล้ว"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("เขียนสั้น ๆ หรือเขียนว่าไม่มีรายการในงวดนี้"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    done_on = DayField(label=gettext_lazy("วันที่ทำเสร็จ"), required=False)
    field_order = ("version", "note", "done_on", "links", "uploads")

    def clean_done_on(self) -> Any:
        done_on = self.cleaned_data.get("done_on")
        if done_on is not None and done_on > bangkok_today():
            raise forms.ValidationError(_("วันที่ทำเสร็จต้องไม่เป็นวันในอนาคต"))
        return done_on


class CommentForm(forms.Form):
    """A step on exactly what was seen, with a few words."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2, "class": "wide"})
    )


class StepForm(CommentForm):
    """The same for a step of the whole; `confirmed` says that it is published though nothing of it was found."""

    confirmed = forms.BooleanField(required=False)


class ReturnForm(forms.Form):
    """Back to whom, and why."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("ส่งกลับให้"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("เลือกส่วนงานที่จะส่งกลับอย่างน้อย 1 ส่วนงาน")},
    )
    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่ส่งกลับ"),
        max_length=4000,
        help_text=gettext_lazy("บอกให้ชัดว่าต้องแก้อะไร ผู้ทำจะเห็นข้อความนี้"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
        error_messages={"required": gettext_lazy("เขียนเหตุผลที่ส่งกลับ")},
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = choices  # type: ignore[attr-defined]


class ExcuseForm(forms.Form):
    """Why a unit has nothing to do with a piece of work."""

    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่ยกเว้น"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "wide"}),
    )


class ChainForm(forms.Form):
    """Which steps the agency uses."""

    is_used = forms.BooleanField(label=gettext_lazy("ใช้สายการส่งงานและเห็นชอบ"), required=False)
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("ขั้นตอนที่ใช้"),
        required=False,
        choices=[(step, STEP_WORDS[step]) for step in STEPS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("ปิดขั้นที่หน่วยงานไม่ใช้ได้ การส่งงานของส่วนงานมีเสมอ"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("is_used") and not values.get("steps"):
            self.add_error("steps", _("เลือกอย่างน้อย 1 ขั้นตอน"))
        return values


class WaiverForm(forms.Form):
    """From when on, and why, maker and checker may be one person."""

    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        max_length=1000,
        help_text=gettext_lazy("เช่น มีเจ้าหน้าที่ 3 คน ไม่มีหัวหน้าส่วนงานประจำ"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "wide"}),
        error_messages={"required": gettext_lazy("เขียนเหตุผล")},
    )
    order_number = forms.CharField(label=gettext_lazy("เลขที่คำสั่งหรือบันทึก (ถ้ามี)"), required=False, max_length=60)
    from_on = DayField(label=gettext_lazy("ตั้งแต่วันที่"))
    until_on = DayField(label=gettext_lazy("ถึงวันที่ (เว้นว่างถ้ายังไม่กำหนด)"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"))
        return values
