"""Forms of keys and webhooks."""

from django import forms
from django.utils.translation import gettext_lazy

from prongsai.apps.data_out.keys import LONGEST_DAYS
from prongsai.apps.data_out.models import SCOPES


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label=gettext_lazy("ใช้กับโปรแกรมใด"),
        max_length=100,
        help_text=gettext_lazy("เช่น โปรแกรมบัญชีของกองคลัง"),
        error_messages={"required": gettext_lazy("กรอกว่าใช้กับโปรแกรมใด")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("ให้โปรแกรมทำอะไรได้"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("รหัสทำได้ไม่เกินสิทธิของท่าน และไม่มีรหัสใดอนุมัติหรือเผยแพร่ได้"),
        error_messages={"required": gettext_lazy("เลือกอย่างน้อยหนึ่งอย่าง")},
    )
    days = forms.IntegerField(label=gettext_lazy("ใช้ได้กี่วัน"), min_value=1, max_value=LONGEST_DAYS, initial=365)


class WebhookForm(forms.Form):
    """An address to tell of changes."""

    url = forms.URLField(
        label=gettext_lazy("ที่อยู่ที่รับ"),
        max_length=500,
        help_text=gettext_lazy("ขึ้นต้นด้วย https:// ระบบส่ง JSON ที่ลงนามทุกครั้งที่ข้อมูลสาธารณะเปลี่ยน"),
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("กรอกที่อยู่ที่รับ"),
            "invalid": gettext_lazy("ที่อยู่ไม่ถูกต้อง ต้องขึ้นต้นด้วย https://"),
        },
    )
