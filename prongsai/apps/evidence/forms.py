"""The form in which a person answers a finding."""

from django import forms
from django.utils.translation import gettext_lazy


class AnswerForm(forms.Form):
    """Which finding, and why it is all right as it is."""

    finding = forms.CharField(max_length=80, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("เหตุผล"),
        max_length=2000,
        help_text=gettext_lazy("เขียนสิ่งที่คุณเปิดดูแล้วเห็น เช่น “เปิดดูแล้ว ข้อมูลอยู่ตารางที่ 2” คำตอบเก็บไว้พร้อมชื่อและวันที่"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
        error_messages={"required": gettext_lazy("เขียนเหตุผลก่อนบันทึก")},
    )
