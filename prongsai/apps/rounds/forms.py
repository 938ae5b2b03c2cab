"""Forms of the monthly round."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.web.day_field import DayField


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "", missing: Any = None) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, "class": "wide"}),
        error_messages={"required": missing} if missing else None,
    )


class SignForm(forms.Form):
    """A signature on exactly what was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = _text(gettext_lazy("ความเห็นของผู้บริหาร (ถ้ามี)"), required=False)


class DecisionForm(forms.Form):
    """What is decided, who does it, and by when."""

    text = _text(gettext_lazy("ข้อสั่งการ"), missing=gettext_lazy("เขียนข้อสั่งการ"))
    unit = forms.ChoiceField(
        label=gettext_lazy("ผู้รับผิดชอบ"),
        required=False,
        help_text=gettext_lazy("เลือกส่วนงานที่ต้องทำ เรื่องของทั้งหน่วยงานสำนักปลัดเป็นผู้ดูแล"),
    )
    due_on = DayField(label=gettext_lazy("ให้เสร็จภายในวันที่"))

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("ทั้งหน่วยงาน")), *units]  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A memo that was signed on paper."""

    memo_number = forms.CharField(
        label=gettext_lazy("เลขที่บันทึกข้อความ"),
        max_length=60,
        help_text=gettext_lazy("ตามที่พิมพ์ในช่อง “ที่” เช่น ชย ๗๑๒๐๑/๔๕"),
        error_messages={"required": gettext_lazy("กรอกเลขที่บันทึกข้อความ")},
    )
    memo_on = DayField(label=gettext_lazy("วันที่ลงนาม"))
    post = forms.CharField(
        label=gettext_lazy("ตำแหน่งของผู้ลงนาม"),
        max_length=300,
        help_text=gettext_lazy("ตามที่อยู่ใต้ลายมือชื่อ เช่น รองนายก รักษาราชการแทน นายก"),
        widget=forms.TextInput(attrs={"class": "wide"}),
        error_messages={"required": gettext_lazy("กรอกตำแหน่งของผู้ลงนาม")},
    )
    comment = _text(
        gettext_lazy("ความเห็นที่เขียนไว้ (ถ้ามี)"), rows=2, required=False, hint=gettext_lazy("ข้อสั่งการบันทึกเป็นข้อ ๆ ได้หลังจากนี้")
    )
    scan = forms.FileField(
        label=gettext_lazy("ไฟล์สแกนบันทึกที่ลงนามแล้ว"),
        help_text=gettext_lazy("PDF, JPG หรือ PNG ไม่เกิน 25 MB ถ่ายด้วยโทรศัพท์ได้"),
        error_messages={"required": gettext_lazy("เลือกไฟล์สแกน")},
    )


class ReportForm(forms.Form):
    """How far a decision is. A day means that it is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    report = _text(gettext_lazy("ทำอะไรไปแล้ว"), missing=gettext_lazy("เขียนว่าทำอะไรไปแล้ว"))
    done_on = DayField(label=gettext_lazy("วันที่ทำเสร็จ"), required=False, help_text=gettext_lazy("เว้นว่างถ้ายังไม่เสร็จ"))


class ReasonForm(forms.Form):
    """Why a decision goes on, or is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _text(gettext_lazy("เหตุผล"), rows=2, missing=gettext_lazy("เขียนเหตุผล"))


class MemoForm(forms.Form):
    """Number and day to print on a memo; both may stay open, to be written by hand."""

    number = forms.CharField(
        label=gettext_lazy("ที่ (เลขที่บันทึกข้อความ)"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("พิมพ์เฉพาะเลข ระบบใส่รหัสตัวอักษรของหน่วยงานไว้ข้างหน้าให้ หากขึ้นต้นด้วยตัวอักษรหรือมี / จะพิมพ์ตามนั้น"),
    )
    dated = DayField(label=gettext_lazy("วันที่ (เว้นว่างไว้เขียนด้วยมือได้)"), required=False)

    def printed(self) -> tuple[str, date | None]:
        """Number and day as asked for; what cannot be read stays open."""
        values = self.cleaned_data if self.is_valid() else {}
        return values.get("number", ""), values.get("dated")


class MemoHeadForm(forms.Form):
    """What every memo of the agency begins with."""

    from_unit = forms.CharField(
        label=gettext_lazy("ส่วนราชการ"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("ส่วนงานและหน่วยงานพร้อมโทรศัพท์ เช่น สำนักปลัด เทศบาลตำบลตัวอย่าง โทร. ๐ ๔๔๐๐ ๐๐๐๐"),
        widget=forms.TextInput(attrs={"class": "wide"}),
    )
    letter_code = forms.CharField(
        label=gettext_lazy("รหัสหนังสือ"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("ส่วนหน้าเครื่องหมายทับของเลขที่หนังสือ เช่น ชย ๗๑๒๐๑"),
    )
    picture = forms.FileField(
        label=gettext_lazy("ภาพตราครุฑ"),
        required=False,
        help_text=gettext_lazy("PNG, JPG หรือ SVG ไม่เกิน 2 MB ถ้าไม่มี บันทึกจะเว้นที่ไว้"),
    )
    remove = forms.BooleanField(label=gettext_lazy("เอาภาพตราครุฑที่มีอยู่ออก"), required=False)
