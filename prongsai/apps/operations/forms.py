"""The form of a new agency."""

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.apps.agencies.forms import HostsField
from prongsai.apps.agencies.models import Agency


class AgencyAddForm(forms.ModelForm[Agency]):
    """The agency, and who administers it first."""

    hosts = HostsField(
        label=_("เว็บไซต์ของหน่วยงาน (ถ้ามี)"),
        required=False,
        help_text=_("เช่น www.example.go.th"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )
    admin_name = forms.CharField(label=_("ชื่อผู้ดูแลระบบคนแรกของหน่วยงาน"), max_length=150)
    admin_email = forms.EmailField(label=_("อีเมลของผู้ดูแลระบบ (ถ้ามี)"), required=False)

    class Meta:
        model = Agency
        fields = ("kind", "name", "slug", "district", "province")
        widgets = {"slug": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"})}
        help_texts = {
            "name": _("ชื่อเต็ม เช่น เทศบาลตำบลบ้านสวนใส"),
            "slug": _("อักษรอังกฤษพิมพ์เล็ก เลือกครั้งเดียวและเปลี่ยนไม่ได้ เช่น bansuansai-chaiyaphum"),
        }
