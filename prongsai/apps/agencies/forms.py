"""Forms of the first-run wizard, the agency and its people."""

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.accounts.models import USERNAME_RULE, User
from prongsai.apps.accounts.queries import is_name_taken
from prongsai.apps.agencies.models import BASE_ROLES, Agency
from prongsai.apps.agencies.unit_field import UnitField
from prongsai.apps.agencies.usual import kind_in_name
from prongsai.apps.agencies.usual_titles import list_usual_titles
from prongsai.core.report_form.words import AGENCY_KIND_WORDS
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import fold_thai

_HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")


def read_hosts(text: str) -> list[str]:
    """Host names, one a line or separated by commas; addresses are cut down to their host. Raises ValidationError."""
    hosts = []
    for part in re.split(r"[\s,]+", text.strip().lower()):
        host = re.sub(r"^https?://", "", part).split("/")[0]
        if not host:
            continue
        if not _HOST.match(host):
            raise forms.ValidationError(_("“%(host)s” ไม่ใช่ชื่อเว็บไซต์ เช่น khoksaat.go.th"), params={"host": part})
        hosts.append(host)
    return list(dict.fromkeys(hosts))


class HostsField(forms.CharField):
    """Gives a list of host names."""

    def clean(self, value: Any) -> list[str]:
        return read_hosts(super().clean(value))


class SetupAgencyForm(forms.ModelForm[Agency]):
    """Step 1: the agency and the year."""

    hosts = HostsField(
        label=gettext_lazy("เว็บไซต์ของหน่วยงาน (ถ้ามี)"),
        required=False,
        help_text=gettext_lazy("เช่น www.example.go.th"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    fiscal_year = forms.CharField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ. ที่จะเริ่ม"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )

    class Meta:
        model = Agency
        fields = ("kind", "name", "slug", "district", "province")
        widgets = {"slug": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"})}
        help_texts = {
            "name": gettext_lazy("ชื่อเต็ม เช่น เทศบาลตำบลบ้านสวนใส"),
            "slug": gettext_lazy("อักษรอังกฤษพิมพ์เล็ก เลือกครั้งเดียวและเปลี่ยนไม่ได้ เช่น bansuansai-chaiyaphum"),
        }

    def clean_fiscal_year(self) -> int:
        text = to_arabic_digits(self.cleaned_data["fiscal_year"]).strip()
        year = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
        year += 2500 if 50 <= year <= 99 else 0
        if not 2550 <= year <= 2650:
            raise forms.ValidationError(_("กรอกปีงบประมาณ พ.ศ. เช่น 2566"))
        return year


class UnitsField(forms.CharField):
    """One unit name a line, in one spelling whichever way it was typed."""

    widget = forms.Textarea(attrs={"rows": 9})

    def clean(self, value: Any) -> list[str]:
        names = [name for line in super().clean(value).splitlines() if (name := fold_thai(line))]
        for name in names:
            if len(name) > 150:
                raise forms.ValidationError(_("ชื่อส่วนงานยาวเกิน 150 ตัวอักษร: %(name)s"), params={"name": name[:40]})
        return list(dict.fromkeys(names))


class SetupPersonForm(forms.Form):
    """Step 2: the units and the first administrator."""

    units = UnitsField(
        label=gettext_lazy("ส่วนงาน"),
        help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งส่วนงาน รายชื่อนี้มาจากแบบทั่วไปของหน่วยงานประเภทนี้ กรุณาแก้ให้ตรงกับประกาศของหน่วยงาน"),
    )
    display_name = forms.CharField(label=gettext_lazy("ชื่อของคุณ"), max_length=150)
    username = forms.CharField(
        label=gettext_lazy("ชื่อผู้ใช้"),
        max_length=50,
        validators=[USERNAME_RULE],
        help_text=gettext_lazy("ตัวอักษรอังกฤษหรือตัวเลข ใช้สำหรับเข้าสู่ระบบ"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("รหัสผ่าน"),
        strip=False,
        help_text=gettext_lazy("อย่างน้อย 10 ตัวอักษร ไม่ใช่ตัวเลขล้วน และไม่ใช่รหัสผ่านที่คนทั่วไปใช้"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        password = values.get("password")
        if password:
            user = User(username=values.get("username", ""), display_name=values.get("display_name", ""))
            try:
                password_validation.validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class SetupCodeForm(forms.Form):
    """The one-time code, asked for on another machine."""

    code = forms.CharField(
        label=gettext_lazy("รหัสติดตั้ง"),
        max_length=40,
        help_text=gettext_lazy("รหัส 16 หลักที่แสดงบนเครื่องแม่ข่ายเมื่อสั่ง prongsai start"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class AgencyForm(forms.ModelForm[Agency]):
    """What may change about an agency, and its units."""

    hosts = HostsField(
        label=gettext_lazy("เว็บไซต์ของหน่วยงาน"),
        required=False,
        help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งชื่อ ชื่อหลักก่อน"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    units = UnitsField(label=gettext_lazy("ส่วนงาน"), help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งส่วนงาน"))
    posts_follow = forms.BooleanField(
        label=gettext_lazy("เมื่อเปลี่ยนประเภทหรือชื่อ ให้ชื่อตำแหน่งที่ยังเป็นไปตามแบบเปลี่ยนตาม"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = list_usual_titles(self.instance)
        if titles:
            self.fields["posts_follow"].help_text = ", ".join(titles)
        else:
            del self.fields["posts_follow"]

    class Meta:
        model = Agency
        fields = ("name", "kind", "district", "province", "digits", "snapshot_days")
        widgets = {"digits": forms.RadioSelect}
        help_texts = {
            "kind": gettext_lazy(
                "เปลี่ยนพร้อมชื่อเมื่อเปลี่ยนฐานะ เช่น อบต. เป็นเทศบาลตำบล ที่อยู่เว็บเดิมใช้ได้ต่อไป ชื่อตำแหน่งที่ตั้งเองแก้ที่ “ส่วนงานและตำแหน่ง”"
            )
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind, named = values.get("kind"), kind_in_name(values.get("name") or "")
        if kind and named and named != kind and {"name", "kind"} & set(self.changed_data):
            words = AGENCY_KIND_WORDS[named]
            self.add_error("kind", _("ชื่อหน่วยงานขึ้นต้นด้วย “%(words)s” กรุณาเลือกประเภทให้ตรงกับชื่อ") % {"words": words})
        return values


class MemberForm(forms.Form):
    """A new person or another role."""

    display_name = forms.CharField(label=gettext_lazy("ชื่อที่แสดง"), max_length=150)
    username = forms.CharField(
        label=gettext_lazy("ชื่อผู้ใช้"),
        max_length=50,
        validators=[USERNAME_RULE],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("บทบาท"), choices=BASE_ROLES)
    unit = UnitField(
        label=gettext_lazy("ส่วนงาน"),
        required=False,
        empty_label=gettext_lazy("ไม่จำกัดส่วนงาน"),
        help_text=gettext_lazy("เจ้าหน้าที่บันทึกผลได้เฉพาะมาตรการของส่วนงานตน"),
    )

    def __init__(self, agency: Agency, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = agency.units.all()  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["display_name"], self.fields["username"]

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if is_name_taken(name):
            raise forms.ValidationError(_("มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น"))
        return name
