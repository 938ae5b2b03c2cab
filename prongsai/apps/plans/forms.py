"""Forms of progress, evidence, import, report and roll-over."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.plans.file_types import ACCEPTED
from prongsai.apps.plans.models import STATUSES
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.web.day_field import DayField
from prongsai.wiring import bangkok_today


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives a list of uploaded files, empty when none was chosen."""

    widget = FilesInput(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [cast("UploadedFile[bytes]", super(FilesField, self).clean(one, initial)) for one in given]


class YearField(forms.CharField):
    """A Buddhist-era fiscal year, Thai or Arabic digits, two or four of them."""

    def clean(self, value: Any) -> int | None:
        text = to_arabic_digits(super().clean(value)).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise forms.ValidationError(_("กรอกปีงบประมาณ พ.ศ. เช่น 2566"))
        year = int(text) + (2500 if len(text) <= 2 else 0)
        if not 2550 <= year <= 2650:
            raise forms.ValidationError(_("กรอกปีงบประมาณ พ.ศ. เช่น 2566"))
        return year


class HandInForm(forms.Form):
    """Links and files."""

    links = forms.CharField(
        label=gettext_lazy("ลิงก์หลักฐาน"),
        required=False,
        help_text=gettext_lazy("วางที่อยู่เต็มของหน้าที่มีหลักฐาน หนึ่งบรรทัดต่อหนึ่งลิงก์"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "wide", "inputmode": "url"}),
    )
    uploads = FilesField(
        label=gettext_lazy("ไฟล์หลักฐาน"),
        required=False,
        help_text=format_lazy("{}{}", gettext_lazy("ไฟล์ละไม่เกิน 25 MB เลือกได้หลายไฟล์: "), ACCEPTED),
    )

    def clean_links(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]


class ProgressForm(HandInForm):
    """How far a step or follow-up is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=gettext_lazy("สถานะ"),
        choices=[choice for choice in STATUSES if choice[0] != "unknown"],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("เลือกสถานะ")},
    )
    done_on = DayField(
        label=gettext_lazy("วันที่แล้วเสร็จ"), required=False, help_text=gettext_lazy("กรอกเมื่อสถานะเป็น “แล้วเสร็จ”")
    )
    note = forms.CharField(
        label=gettext_lazy("บันทึกผลการดำเนินการ"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    field_order = ("version", "status", "done_on", "note", "links", "uploads")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        done_on = values.get("done_on")
        if values.get("status") == "done" and done_on is None and "done_on" not in self.errors:
            self.add_error("done_on", _("กรอกวันที่แล้วเสร็จ"))
        if values.get("status") == "not_started" and done_on is not None:
            self.add_error("done_on", _("สถานะยังไม่แล้วเสร็จ กรุณาเว้นวันที่ว่างไว้"))
        if done_on is not None and done_on > bangkok_today():
            self.add_error("done_on", _("วันที่แล้วเสร็จต้องไม่เป็นวันในอนาคต"))
        return values


class ImportForm(forms.Form):
    """A document to read: a file or pasted text."""

    file = forms.FileField(
        label=gettext_lazy("เลือกไฟล์รายงานหรือแผน"),
        required=False,
        help_text=gettext_lazy(
            "Word (DOCX), Excel (XLSX), PDF, หน้าเว็บ (HTML), ข้อความ (TXT, CSV) หรือ plan.json ไม่เกิน 25 MB"
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("หรือวางข้อความ"),
        required=False,
        help_text=gettext_lazy("คัดลอกตารางจาก Word หรือ Excel แล้ววางที่นี่ได้"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "wide"}),
    )
    fiscal_year = YearField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ. (ถ้าเอกสารไม่ได้ระบุ)"),
        required=False,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_text = bool(values.get("text", "").strip())
        if not values.get("file") and not has_text and not self.errors:
            raise forms.ValidationError(_("เลือกไฟล์ หรือวางข้อความ อย่างใดอย่างหนึ่ง"))
        if values.get("file") and has_text:
            raise forms.ValidationError(_("เลือกไฟล์ หรือวางข้อความ เพียงอย่างเดียว"))
        return values


class ImportHeadForm(forms.Form):
    """What a draft import is about."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fiscal_year = YearField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ."),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    round_kind = forms.ChoiceField(
        label=gettext_lazy("รอบรายงาน"),
        required=False,
        choices=[
            ("", gettext_lazy("เป็นแผน ไม่ใช่รายงาน")),
            ("half_year", gettext_lazy("รอบ 6 เดือน")),
            ("full_year", gettext_lazy("รอบ 12 เดือน")),
        ],
    )


class NewPlanForm(forms.Form):
    """The year of a new, empty plan."""

    fiscal_year = YearField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ."),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("กรอกปีงบประมาณ พ.ศ. เช่น 2566")},
    )


class ReportForm(forms.Form):
    """Which report."""

    content = forms.ChoiceField(
        label=gettext_lazy("เอกสาร"),
        required=False,
        choices=[
            ("half_year", gettext_lazy("รายงานรอบ 6 เดือน")),
            ("full_year", gettext_lazy("รายงานรอบ 12 เดือน")),
            ("plan", gettext_lazy("แผน (ตารางไม่มีผลการดำเนินการ)")),
        ],
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("สำหรับ"),
        required=False,
        choices=[
            ("public", gettext_lazy("เผยแพร่ (ระบุตำแหน่ง ไม่ระบุชื่อบุคคล)")),
            ("internal", gettext_lazy("ใช้ภายใน (มีชื่อบุคคล)")),
        ],
    )
