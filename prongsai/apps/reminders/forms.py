"""Forms of reminders."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.reminders.actions import RuleValues
from prongsai.apps.reminders.models import CHANNELS, OUTSIDE, STATES, ReminderRule
from prongsai.core.thai.digits import to_arabic_digits

MOST_DAYS = 366


def _days(label: Any, hint: Any = "", *, required: bool = False, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=MOST_DAYS, help_text=hint, localize=False
    )


class RuleForm(forms.Form):
    """How the agency reminds."""

    is_on = forms.BooleanField(label=gettext_lazy("เตือนงานของหน่วยงานนี้"), required=False)
    days_before = forms.CharField(
        label=gettext_lazy("เตือนก่อนถึงกำหนดกี่วัน"),
        max_length=60,
        help_text=gettext_lazy("คั่นด้วยจุลภาค เช่น 7, 1"),
    )
    chase_every = _days(gettext_lazy("เมื่อค้าง เตือนซ้ำทุกกี่วัน"), gettext_lazy("0 คือเตือนครั้งเดียว"), required=True, least=0)
    unit_head_after = _days(gettext_lazy("เลยกำหนดกี่วันจึงบอกหัวหน้าส่วนงาน"), gettext_lazy("เว้นว่างคือไม่บอก"))
    clerk_office_after = _days(gettext_lazy("เลยกำหนดกี่วันจึงบอกสำนักปลัด"))
    chief_administrator_after = _days(gettext_lazy("เลยกำหนดกี่วันจึงบอกปลัด"))
    top_executive_after = _days(gettext_lazy("เลยกำหนดกี่วันจึงบอกนายก"))
    quiet_from = forms.TimeField(
        label=gettext_lazy("หยุดส่งตั้งแต่เวลา"),
        input_formats=("%H:%M", "%H.%M"),
        widget=forms.TimeInput(format="%H:%M"),
        help_text=gettext_lazy("เช่น 18:00 ถ้าสองช่องเท่ากันคือส่งได้ตลอดวัน"),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("ถึงเวลา"), input_formats=("%H:%M", "%H.%M"), widget=forms.TimeInput(format="%H:%M")
    )
    on_days_off = forms.BooleanField(label=gettext_lazy("ส่งในวันหยุดด้วย"), required=False)
    webhook_url = forms.URLField(
        label=gettext_lazy("เว็บฮุกของหน่วยงาน (ถ้ามี)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("ที่อยู่ https ของโปรแกรมที่รับการเตือนแทนคน ผู้ใช้เลือกช่องทางนี้ได้เอง"),
        widget=forms.URLInput(attrs={"class": "wide"}),
    )

    def clean_days_before(self) -> tuple[int, ...]:
        words = to_arabic_digits(self.cleaned_data["days_before"]).replace(",", " ").split()
        if not words or any(not re.fullmatch("[0-9]{1,4}", word) or int(word) > MOST_DAYS for word in words):
            raise forms.ValidationError(_("กรอกจำนวนวันคั่นด้วยจุลภาค เช่น 7, 1"))
        days = sorted({int(word) for word in words}, reverse=True)
        if len(days) > 5:
            raise forms.ValidationError(_("เตือนล่วงหน้าได้ไม่เกิน 5 ครั้ง"))
        return tuple(days)

    def clean_webhook_url(self) -> str:
        url = str(self.cleaned_data["webhook_url"])
        parts = urlsplit(url)
        is_allowed = parts.netloc.lower() in settings.PRONGSAI.webhook_allow_hosts
        if url and ((parts.scheme != "https" and not is_allowed) or parts.username or parts.password):
            raise forms.ValidationError(_("ใช้ที่อยู่ https ที่ไม่มีชื่อผู้ใช้หรือรหัสผ่าน"))
        return url

    def values(self) -> RuleValues:
        """What was entered; only after is_valid()."""
        return RuleValues(**self.cleaned_data)


def rule_initial(rule: ReminderRule) -> dict[str, Any]:
    """The form's values of a stored rule."""
    names = [name for name in RuleForm.base_fields if name != "days_before"]
    facts = rule.facts()
    return {
        **{name: getattr(rule, name) for name in names},
        "days_before": ", ".join(str(days) for days in facts.days_before),
        "quiet_from": facts.quiet_from,
        "quiet_until": facts.quiet_until,
    }


class ChannelsForm(forms.Form):
    """Which channels the person allows, and which comes first."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("ให้เตือนทาง"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("หน้าแจ้งเตือนในระบบมีเสมอ ถ้าช่องทางแรกส่งไม่ได้ ระบบจะใช้ช่องทางถัดไป"),
    )
    first = forms.ChoiceField(label=gettext_lazy("ใช้ช่องทางใดก่อน"), required=False)

    def __init__(self, codes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(CHANNELS)
        choices = [(code, words[code]) for code in codes]
        self.fields["channels"].choices = choices  # type: ignore[attr-defined]
        self.fields["first"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[str]:
        """The channels in their order; only after is_valid()."""
        chosen: list[str] = self.cleaned_data["channels"]
        return sorted(chosen, key=lambda code: (code != self.cleaned_data["first"], OUTSIDE.index(code)))


class LedgerForm(forms.Form):
    """What of the ledger is shown."""

    channel = forms.ChoiceField(
        label=gettext_lazy("ช่องทาง"), required=False, choices=[("", gettext_lazy("ทุกช่องทาง")), *CHANNELS]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("สถานะ"), required=False, choices=[("", gettext_lazy("ทุกสถานะ")), *STATES]
    )
    person = forms.ChoiceField(label=gettext_lazy("ผู้รับ"), required=False)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("ทุกคน")), *((str(pk), name) for pk, name in people)]  # type: ignore[attr-defined]
