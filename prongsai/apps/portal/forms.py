"""Forms of the office's public site: text into values, or a sentence saying what is wrong."""

import csv
import io
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, URLField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.models import OldAddress, PublicProfile
from prongsai.apps.portal.actions import MOST_OLD_ADDRESSES, PROFILE_FIELDS, Lead
from prongsai.apps.portal.addresses import tidy_path, without_tracking

CSV_MAX_BYTES = 5_000_000
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def _field(column: Field[Any, Any], **more: Any) -> forms.Field | None:
    """As Django makes it; an address without a scheme is taken for https."""
    if isinstance(column, URLField):
        more["assume_scheme"] = "https"
    return column.formfield(**more)


class ProfileForm(forms.ModelForm[PublicProfile]):
    """What the front page says; `version` is the one the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PublicProfile
        fields = PROFILE_FIELDS
        formfield_callback = _field
        widgets = {
            "postal_address": forms.Textarea(attrs={"rows": 3}),
            "about": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "email": gettext_lazy("อีเมลกลางของหน่วยงาน ไม่ใช่ของบุคคล"),
            "complaint_url": gettext_lazy("หน้าเว็บรับเรื่องร้องเรียน ขึ้นต้นด้วย https://"),
        }


class LeadForm(forms.Form):
    """One old address."""

    old = forms.CharField(
        label=gettext_lazy("ที่อยู่เดิม"),
        max_length=700,
        help_text=gettext_lazy("ที่อยู่เต็มของหน้าในเว็บไซต์เดิม เช่น https://www.example.go.th/index.php?id=7"),
    )
    leads_to = forms.CharField(
        label=gettext_lazy("นำไปที่"), max_length=300, help_text=gettext_lazy("ที่อยู่ใหม่ในระบบนี้ เช่น /ban-suan/2566/o7/")
    )

    def __init__(self, *arguments: Any, slug: str, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._slug = slug

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("old") and values.get("leads_to"):
            values["lead"] = read_lead(values["old"], values["leads_to"], self._slug)
        return values


class LeadsFileForm(forms.Form):
    """Many of them, from a CSV file of two columns."""

    file = forms.FileField(
        label=gettext_lazy("ไฟล์ CSV"), help_text=gettext_lazy("สองคอลัมน์: ที่อยู่เดิม และที่อยู่ใหม่ บรรทัดแรกเป็นหัวตารางหรือไม่ก็ได้")
    )

    def __init__(self, *arguments: Any, slug: str, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._slug = slug

    def clean_file(self) -> list[Lead]:
        """The rows; the first that cannot be read is named by its line."""
        given = self.cleaned_data["file"]
        if given.size > CSV_MAX_BYTES:
            raise ValidationError(_("ไฟล์ใหญ่เกิน 5 MB"))
        return read_leads(given.read(), self._slug)


def read_leads(content: bytes, slug: str) -> list[Lead]:
    """The leads of a CSV file in UTF-8 or windows-874. Raises ValidationError with the line of the first fault."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp874", "replace")
    leads = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 1 and "/" not in "".join(cells)):
                continue
            if len(cells) < 2:
                raise ValidationError(_("ต้องมีสองคอลัมน์"))
            leads.append(read_lead(cells[0], cells[1], slug))
            if len(leads) > MOST_OLD_ADDRESSES:
                raise ValidationError(_("ตารางยาวเกินไป"))
    except ValidationError as error:
        raise ValidationError(
            _("บรรทัดที่ %(number)s: %(why)s") % {"number": number, "why": " ".join(error.messages)}
        ) from error
    except csv.Error as error:
        raise ValidationError(_("อ่านเป็น CSV ไม่ได้")) from error
    if not leads:
        raise ValidationError(_("ไม่พบที่อยู่ในไฟล์"))
    return leads


def read_lead(old: str, leads_to: str, slug: str) -> Lead:
    """One lead. Raises ValidationError unless it goes from a path of some host to the agency's own pages."""
    try:
        parts = urlsplit(old if "://" in old or old.startswith("/") else f"//{old}")
        new = urlsplit(leads_to)
        target = unquote(new.path)
    except ValueError as error:  # a bracket left open, or signs that only look like letters of a host
        raise ValidationError(_("“%(old)s” ไม่ใช่ที่อยู่เว็บ") % {"old": old}) from error
    host = (parts.hostname or "") if parts.netloc else ""
    if host and not _HOST.fullmatch(host):
        raise ValidationError(_("“%(old)s” ไม่ใช่ที่อยู่เว็บ") % {"old": old})
    if new.query or new.fragment:
        raise ValidationError(
            _("“%(target)s” มีส่วนหลัง ? หรือ # ซึ่งเก็บไว้ไม่ได้ กรุณาใส่ที่อยู่ของหน้าเท่านั้น เช่น %(page)s")
            % {"target": leads_to, "page": new.path}
        )
    query = without_tracking(parts.query)
    path = unquote(parts.path or "/") + (f"?{query}" if query else "")
    if "\x00" in path + target:  # PostgreSQL cannot keep it, and no page has it in its address
        raise ValidationError(_("“%(old)s” ไม่ใช่ที่อยู่เว็บ") % {"old": old})
    if not target.startswith(f"/{slug}/"):
        raise ValidationError(
            _("“%(target)s” ไม่ใช่หน้าของหน่วยงานนี้ ต้องขึ้นต้นด้วย /%(slug)s/") % {"target": leads_to, "slug": slug}
        )
    target = tidy_path(target)
    most = OldAddress._meta.get_field("path").max_length or 0
    if len(path) > most or len(target) > (OldAddress._meta.get_field("leads_to").max_length or 0):
        raise ValidationError(_("ที่อยู่ยาวเกินไป"))
    return Lead(host, path, target)
