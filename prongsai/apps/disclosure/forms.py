"""Forms of the year, its items and what is published for them."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.labels import SEEN_WORDS
from prongsai.apps.disclosure.models import Version
from prongsai.apps.disclosure.opening import Windows
from prongsai.apps.disclosure.table_entry import Rows, parse_pasted, read_table_file, show_pasted
from prongsai.apps.plans.file_types import ACCEPTED
from prongsai.apps.plans.uploads import read_files
from prongsai.core.errors import PersonError
from prongsai.core.publication import Kind, parse_kind
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.web.day_field import DayField
from prongsai.web.storage_faults import StorageFault
from prongsai.web.templatetags.reading import said
from prongsai.wiring import BANGKOK

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_WIDE = {"rows": 3, "class": "wide"}


class ClockField(forms.CharField):
    """A time of day as "08:30" or "๘.๓๐"."""

    def clean(self, value: Any) -> time | None:
        text = to_arabic_digits(super().clean(value)).removesuffix("น.").strip()
        if not text:
            return None
        match = _CLOCK.fullmatch(text)
        if match is None:
            raise forms.ValidationError(_("กรอกเวลาเป็นชั่วโมงและนาที เช่น 08:30"))
        return time(int(match[1]), int(match[2]))


class VersionForm(forms.Form):
    """What is said in every kind of publication; the forms below add what only one kind has."""

    kind: Kind = "page"
    fault: StorageFault | None = None  # why what was typed could not be stored
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("ชื่อเรื่อง"),
        max_length=300,
        help_text=gettext_lazy("ประชาชนเห็นชื่อนี้ เช่น สรุปผลการจัดซื้อจัดจ้าง เดือนตุลาคม 2566"),
        widget=forms.TextInput(attrs={"class": "wide"}),
        error_messages={"required": gettext_lazy("กรอกชื่อเรื่อง")},
    )
    period_from = DayField(label=gettext_lazy("เป็นข้อมูลของช่วงวันที่"), required=False)
    period_to = DayField(label=gettext_lazy("ถึงวันที่"), required=False)
    as_of_on = DayField(label=gettext_lazy("ข้อมูล ณ วันที่ (ถ้ามี)"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("period_from"), values.get("period_to")
        if bool(first) != bool(last) and not {"period_from", "period_to"} & set(self.errors):
            self.add_error("period_to" if first else "period_from", _("กรอกทั้งวันแรกและวันสุดท้าย หรือเว้นว่างทั้งสอง"))
        if first and last and last < first:
            self.add_error("period_to", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"))
        return values

    def draft(self) -> Draft:
        """What was entered, for the action."""
        values = self.cleaned_data
        return Draft(
            kind=self.kind,
            title=values["title"],
            period_from=values["period_from"],
            period_to=values["period_to"],
            as_of_on=values["as_of_on"],
            **self._own(values),
        )

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {}


class PageForm(VersionForm):
    """A typed page."""

    kind = "page"
    body = forms.CharField(
        label=gettext_lazy("ข้อความ"),
        max_length=200_000,
        help_text=gettext_lazy("ขึ้นต้นบรรทัดด้วย # เป็นหัวข้อ ด้วย - เป็นรายการ เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่"),
        widget=forms.Textarea(attrs={"rows": 12, "class": "wide"}),
        error_messages={"required": gettext_lazy("พิมพ์ข้อความที่จะเผยแพร่")},
    )
    field_order = ("seen", "title", "body", "period_from", "period_to", "as_of_on")

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"body": values["body"]}


class FileForm(VersionForm):
    """A file. Without a new one the file that is there stays."""

    kind = "file"
    upload = forms.FileField(
        label=gettext_lazy("ไฟล์"),
        required=False,
        help_text=format_lazy("{}{}", gettext_lazy("ไม่เกิน 25 MB: "), ACCEPTED),
    )
    field_order = ("seen", "title", "upload", "period_from", "period_to", "as_of_on")

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_file = has_file

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("upload") and not self._has_file and "upload" not in self.errors:
            self.add_error("upload", _("เลือกไฟล์ที่จะเผยแพร่"))
        return values

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        """Raises PersonError for a file that cannot be taken."""
        upload = values.get("upload")
        return {"file": read_files([upload])[0] if upload else None}


class TableForm(VersionForm):
    """A table: pasted rows, or a file with one."""

    kind = "table"
    rows = forms.CharField(
        label=gettext_lazy("ตาราง"),
        required=False,
        max_length=2_000_000,
        strip=False,
        help_text=gettext_lazy("คัดลอกช่องจาก Excel มาวาง แถวแรกเป็นหัวตาราง"),
        widget=forms.Textarea(attrs={"rows": 10, "class": "wide"}),
    )
    upload = forms.FileField(
        label=gettext_lazy("หรือเลือกไฟล์ Excel หรือ CSV"),
        required=False,
        help_text=gettext_lazy("ใช้ตารางแรกในไฟล์ แทนที่ตารางข้างบน"),
    )
    field_order = ("seen", "title", "rows", "upload", "period_from", "period_to", "as_of_on")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["table"] = self._table(values)
        if not values["table"] and not self.errors:
            self.add_error("rows", _("วางตาราง หรือเลือกไฟล์"))
        return values

    def _table(self, values: dict[str, Any]) -> Rows:
        upload = values.get("upload")
        if not upload:
            return parse_pasted(values.get("rows", ""))
        try:
            (file,) = read_files([upload])
            return read_table_file(file.content, file.name)
        except PersonError as error:
            self.add_error("upload", said(error))
            return ()

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"table": values["table"]}


class LinkForm(VersionForm):
    """A page elsewhere."""

    kind = "link"
    url = forms.CharField(
        label=gettext_lazy("ที่อยู่เต็มของลิงก์"),
        max_length=2000,
        help_text=gettext_lazy("ใช้เมื่อข้อมูลอยู่ในระบบของหน่วยงานอื่น ข้อมูลของหน่วยงานเองควรแนบเป็นไฟล์"),
        widget=forms.TextInput(attrs={"class": "wide", "inputmode": "url"}),
        error_messages={"required": gettext_lazy("กรอกที่อยู่ของลิงก์")},
    )
    field_order = ("seen", "title", "url", "period_from", "period_to", "as_of_on")

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"url": values["url"]}


class NothingForm(VersionForm):
    """The statement that there is nothing to report for a period."""

    kind = "nothing"
    body = forms.CharField(
        label=gettext_lazy("คำชี้แจง (ถ้ามี)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=_WIDE),
    )
    field_order = ("seen", "title", "period_from", "period_to", "as_of_on", "body")

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"body": values["body"]}


FORMS: dict[Kind, type[VersionForm]] = {
    "file": FileForm,
    "page": PageForm,
    "table": TableForm,
    "link": LinkForm,
    "nothing": NothingForm,
}


def initial_of(version: Version) -> dict[str, Any]:
    """What the form of a version begins with."""
    return {
        "seen": version.content_sha256,
        "title": version.title,
        "period_from": version.period_from,
        "period_to": version.period_to,
        "as_of_on": version.as_of_on,
        "body": version.body,
        "rows": show_pasted(version.table),
        "url": version.url,
    }


def form_for(kind: str, *args: Any, has_file: bool = False, **kwargs: Any) -> VersionForm:
    """The form of a kind. Raises ValueError for a kind nobody knows."""
    made = FORMS[parse_kind(kind)]
    return made(*args, has_file=has_file, **kwargs) if issubclass(made, FileForm) else made(*args, **kwargs)


class ReasonForm(forms.Form):
    """Exactly what was seen, and a reason in words."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        max_length=2000,
        widget=forms.Textarea(attrs=_WIDE),
        error_messages={"required": gettext_lazy("เขียนเหตุผล")},
    )


class GateForm(forms.Form):
    """What a person decides on what was found."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("จะเผยแพร่อย่างไร"),
        choices=[
            ("masked", gettext_lazy("ใช้ฉบับที่ระบบปกปิดให้")),
            ("confirm", gettext_lazy("เผยแพร่ตามเดิม โดยข้าพเจ้ายืนยันพร้อมเหตุผล")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("เลือกอย่างใดอย่างหนึ่ง")},
    )
    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("ต้องกรอกเมื่อเผยแพร่ตามเดิม หรือเมื่อยังมีส่วนที่ระบบปกปิดหรือตรวจไม่ได้"),
        widget=forms.Textarea(attrs=_WIDE),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("choice") == "confirm" and not values.get("reason", "").strip():
            self.add_error("reason", _("เขียนเหตุผลที่เผยแพร่ได้"))
        return values


class ScheduleForm(forms.Form):
    """When an approved version becomes public."""

    on = DayField(label=gettext_lazy("เผยแพร่วันที่"))
    clock = ClockField(
        label=gettext_lazy("เวลา"),
        required=False,
        help_text=gettext_lazy("เช่น 08:30 เว้นว่างคือเริ่มวัน"),
        widget=forms.TextInput(attrs={"class": "w4"}),
    )

    def moment(self) -> datetime:
        """The moment in Bangkok."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["clock"] or time(), tzinfo=BANGKOK)


class ItemForm(forms.Form):
    """Who is responsible for an item, and by when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=gettext_lazy("ส่วนงานที่รับผิดชอบ"), required=False)
    due_on = DayField(label=gettext_lazy("กำหนดเผยแพร่"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่กำหนดวันเอง"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("กรอกเมื่อเปลี่ยนวันจากที่ระบบคำนวณ"),
        widget=forms.TextInput(attrs={"class": "wide"}),
    )

    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("ยังไม่กำหนด")), *units]  # type: ignore[attr-defined]


class ElementForm(forms.Form):
    """What a person says of one element."""

    state = forms.ChoiceField(required=False, choices=list(SEEN_WORDS.items()))
    reason = forms.CharField(required=False, max_length=1000)


class WindowsForm(forms.Form):
    """The agency's calendar of a year: days; a window opens with the first and closes at the end of the last."""

    entry_opens = DayField(label=gettext_lazy("เปิดให้กรอกลิงก์ วันที่"), required=False)
    entry_closes = DayField(label=gettext_lazy("วันสุดท้ายที่กรอกลิงก์ได้"), required=False)
    entry_clock = ClockField(
        label=gettext_lazy("ปิดเวลา"),
        required=False,
        help_text=gettext_lazy("เช่น 16:30 เว้นว่างคือสิ้นวัน"),
        widget=forms.TextInput(attrs={"class": "w4"}),
    )
    contest_opens = DayField(label=gettext_lazy("เปิดให้ชี้แจงเพิ่มเติม วันที่"), required=False)
    contest_closes = DayField(label=gettext_lazy("วันสุดท้ายที่ชี้แจงได้"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("entry", "contest"):
            first, last = values.get(f"{name}_opens"), values.get(f"{name}_closes")
            if first and last and last < first:
                self.add_error(f"{name}_closes", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"))
        return values

    def windows(self) -> Windows:
        """The moments in Bangkok."""
        values = self.cleaned_data
        return Windows(
            _start(values["entry_opens"]),
            _end(values["entry_closes"], values["entry_clock"]),
            _start(values["contest_opens"]),
            _end(values["contest_closes"]),
        )

    @staticmethod
    def initial_of(windows: Windows) -> dict[str, Any]:
        """What the form begins with."""
        closes = windows.entry_closes_at.astimezone(BANGKOK) if windows.entry_closes_at else None
        return {
            "entry_opens": _day(windows.entry_opens_at),
            "entry_closes": _day(windows.entry_closes_at),
            "entry_clock": f"{closes:%H:%M}" if closes and closes.time() < time(23, 59) else "",
            "contest_opens": _day(windows.contest_opens_at),
            "contest_closes": _day(windows.contest_closes_at),
        }


class TakeForm(forms.Form):
    """Where approved work goes, and under which title."""

    place = forms.ChoiceField(
        label=gettext_lazy("เผยแพร่เป็น"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("เลือกข้อที่จะเผยแพร่")},
    )
    title = forms.CharField(
        label=gettext_lazy("ชื่อเรื่อง"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "wide"}),
        error_messages={"required": gettext_lazy("กรอกชื่อเรื่อง")},
    )

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=BANGKOK) if day else None


def _end(day: date | None, clock: time | None = None) -> datetime | None:
    return datetime.combine(day, clock or time(23, 59, 59), tzinfo=BANGKOK) if day else None


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(BANGKOK).date() if moment else None
