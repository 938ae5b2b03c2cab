"""Forms of the assessment's form."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.web.day_field import DayField

MOST_ADDRESSES = 20
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Signs that come along when an address is copied from a document; none of them belongs to it."""
HAS = (("yes", gettext_lazy("มี")), ("no", gettext_lazy("ไม่มี")), ("", gettext_lazy("ยังไม่ระบุ")))


class AnswerForm(forms.Form):
    """What is entered for one item."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    has = forms.ChoiceField(label=gettext_lazy("มีหรือไม่มี"), choices=HAS, required=False, widget=forms.RadioSelect)
    addresses = forms.CharField(
        label=gettext_lazy("ที่อยู่ที่จะกรอก"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("บรรทัดละหนึ่งแห่ง ขึ้นต้นด้วย https:// หรือ http://"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide", "inputmode": "url", "spellcheck": "false"}),
    )
    explanation = forms.CharField(
        label=gettext_lazy("คำอธิบาย"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("บอกทางจากหน้าแรกของเว็บไซต์ไปถึงหน้านี้"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "wide"}),
    )

    def clean_addresses(self) -> list[str]:
        """The addresses, each once, in their order."""
        typed = _INVISIBLE.sub("", self.cleaned_data["addresses"])
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        for line in lines:
            if not _is_web_address(line):
                raise ValidationError(
                    _("“%(line)s” ไม่ใช่ที่อยู่เว็บ ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่มีช่องว่าง") % {"line": line[:200]}
                )
        if len(lines) > MOST_ADDRESSES:
            raise ValidationError(_("ใส่ที่อยู่ได้ไม่เกิน %(most)s แห่ง") % {"most": MOST_ADDRESSES})
        return list(dict.fromkeys(lines))

    def clean_has(self) -> bool | None:
        """True, False, or None while it is not said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["has"])

    def clean(self) -> dict[str, Any]:
        """What the office has needs an address."""
        values = super().clean() or {}
        if values.get("has") and not values.get("addresses") and "addresses" not in self.errors:
            self.add_error("addresses", _("รายการที่มี ต้องใส่ที่อยู่อย่างน้อยหนึ่งแห่ง"))
        return values


def _is_web_address(line: str) -> bool:
    try:
        parts = urlsplit(line)
    except ValueError:  # a bracket left open, or signs that only look like letters of a host
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(sign.isspace() for sign in line)


class FreezeForm(forms.Form):
    """That exactly the form on the screen was entered on a day."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    entered_on = DayField(label=gettext_lazy("วันที่กรอกในระบบการประเมิน"))


class ConfirmForm(forms.Form):
    """The executive's confirmation of exactly what was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PreliminaryForm(forms.Form):
    """What an item scored, and why it is contested."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    score = forms.IntegerField(
        label=gettext_lazy("คะแนนเบื้องต้น"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("0 ถึง 100 เว้นว่างถ้ายังไม่ประกาศ"),
    )
    said = forms.CharField(
        label=gettext_lazy("ความเห็นของผู้ประเมิน"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่ชี้แจง"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("เว้นว่างถ้าไม่ชี้แจง ผู้ประเมินดูเฉพาะสิ่งที่เปิดอยู่ ณ ที่อยู่ที่กรอกไว้เดิม"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "wide"}),
    )


class SentForm(forms.Form):
    """The day on which the clarification was sent."""

    sent_on = DayField(label=gettext_lazy("วันที่ส่งคำชี้แจง"))


class WalkForm(forms.Form):
    """From which front page to walk."""

    start = forms.URLField(
        label=gettext_lazy("หน้าแรกที่ผู้ประเมินจะเริ่ม"),
        max_length=500,
        help_text=gettext_lazy("ปกติคือหน้าแรกของหน่วยงานในระบบนี้ ใส่เว็บไซต์หลักของหน่วยงานได้ ระบบจะเดินตามลิงก์ทีละหน้า"),
        assume_scheme="https",
    )
