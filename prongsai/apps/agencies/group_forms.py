"""The form of a working group: the order's number and date, and a line for each person."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.agencies.models import DUTIES
from prongsai.core.framework.printed_code import read_printed_code
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.working_group import GroupLine
from prongsai.web.day_field import DayField

EMPTY_LINES = 3
_RANGE = re.compile(r"^O?(\d{1,3})\s*-\s*O?(\d{1,3})$", re.IGNORECASE)


class GroupForm(forms.Form):
    """The order itself. Without number and date it is a draft to be signed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    order_number = forms.CharField(
        label=gettext_lazy("คำสั่งที่"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("เช่น 150/2566 เว้นว่างขณะเป็นร่าง"),
    )
    order_on = DayField(label=gettext_lazy("สั่ง ณ วันที่"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("order_on") and not values.get("order_number"):
            self.add_error("order_number", _("กรอกเลขที่คำสั่งด้วย"))
        return values


class GroupLineForm(forms.Form):
    """One person; an empty name leaves the line out."""

    name = forms.CharField(label=gettext_lazy("ชื่อและนามสกุล"), required=False, max_length=150)
    post_title = forms.CharField(label=gettext_lazy("ตำแหน่ง"), required=False, max_length=150)
    duty = forms.ChoiceField(label=gettext_lazy("หน้าที่ในคณะทำงาน"), choices=DUTIES, initial="member")
    item_codes = forms.CharField(
        label=gettext_lazy("ตัวชี้วัดที่รับผิดชอบ"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("เช่น O1-O7, O12"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_item_codes(self) -> tuple[str, ...]:
        return read_codes(self.cleaned_data["item_codes"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("name") and not values.get("post_title"):
            self.add_error("post_title", _("กรอกตำแหน่งของ %(name)s") % {"name": values["name"]})
        if not values.get("name") and (values.get("post_title") or values.get("item_codes")):
            self.add_error("name", _("กรอกชื่อ หรือลบทั้งบรรทัด"))
        return values


GroupLines = forms.formset_factory(GroupLineForm, extra=EMPTY_LINES, max_num=60, absolute_max=60)


def initial_lines(members: Sequence[GroupLine]) -> list[dict[str, object]]:
    """What the lines show of a group."""
    return [
        {"name": one.name, "post_title": one.post_title, "duty": one.duty, "item_codes": ", ".join(one.item_codes)}
        for one in members
    ]


def read_lines(forms_of_lines: Any) -> list[GroupLine]:
    """The people named, in the order of the page."""
    rows = [form.cleaned_data for form in forms_of_lines if form.cleaned_data.get("name")]
    return [GroupLine(row["name"], row["post_title"], row["duty"], row["item_codes"]) for row in rows]


def read_codes(text: str) -> tuple[str, ...]:
    """Item codes as typed: "o1, O3-O5" is O1, O3, O4, O5; each once, in the order typed. Raises ValidationError."""
    found: list[str] = []
    folded = re.sub(r"\s*[-–—]\s*", "-", to_arabic_digits(text))
    for part in filter(None, re.split(r"[\s,;]+", folded)):
        if span := _RANGE.match(part):
            first, last = int(span[1]), int(span[2])
            if not 0 < first <= last <= 200:
                raise forms.ValidationError(_("อ่านช่วง “%(part)s” ไม่ได้ เช่น O1-O7"), params={"part": part})
            found += [f"O{number}" for number in range(first, last + 1)]
            continue
        codes = read_printed_code(part).codes
        if not codes:
            raise forms.ValidationError(_("อ่านรหัส “%(part)s” ไม่ได้ เช่น O1-O7, O12"), params={"part": part})
        found += codes
    return tuple(dict.fromkeys(found))
