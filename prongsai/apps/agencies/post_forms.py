"""Forms of units, posts and who is in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.forms import UnitsField
from prongsai.apps.agencies.models import CAPACITIES, POST_KINDS, Agency, Post
from prongsai.apps.agencies.queries import list_colleagues
from prongsai.apps.agencies.unit_field import UnitField
from prongsai.web.day_field import DayField


class UnitForm(forms.Form):
    """A division with its sections."""

    name = forms.CharField(label=gettext_lazy("ชื่อส่วนงาน"), max_length=150)
    sections = UnitsField(
        label=gettext_lazy("ฝ่ายหรืองานในส่วนงานนี้"),
        required=False,
        help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งงาน เว้นว่างได้"),
    )
    aliases = UnitsField(
        label=gettext_lazy("ชื่ออื่นที่เอกสารใช้เรียกส่วนงานนี้"),
        required=False,
        help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งชื่อ ระบบใช้จับคู่ชื่อส่วนงานในเอกสารที่นำเข้า"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PostForm(forms.Form):
    """A new post, or another title of one."""

    kind = forms.ChoiceField(label=gettext_lazy("ประเภทตำแหน่ง"), choices=POST_KINDS, initial="officer")
    title = forms.CharField(label=gettext_lazy("ชื่อตำแหน่ง"), max_length=150, help_text=gettext_lazy("ตามที่พิมพ์ใต้ลายมือชื่อ"))
    unit = UnitField(label=gettext_lazy("ส่วนงาน"), required=False, empty_label=gettext_lazy("ไม่อยู่ในส่วนงานใด"))

    def __init__(self, agency: Agency, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = agency.units.all()  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["kind"], self.fields["unit"]


class AppointForm(forms.Form):
    """Who, in which capacity, from when until when, by which order."""

    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("ผู้ใช้"), empty_label=gettext_lazy("เลือกคน"))
    capacity = forms.ChoiceField(label=gettext_lazy("ฐานะ"), choices=CAPACITIES, widget=forms.RadioSelect)
    from_on = DayField(label=gettext_lazy("ตั้งแต่วันที่"))
    until_on = DayField(
        label=gettext_lazy("ถึงวันที่"), required=False, help_text=gettext_lazy("เว้นว่างเมื่อไม่มีกำหนด นับวันสุดท้ายด้วย")
    )
    order_number = forms.CharField(
        label=gettext_lazy("เลขที่คำสั่ง"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("จำเป็นสำหรับทุกฐานะ ยกเว้นผู้ดำรงตำแหน่ง เช่น 150/2566"),
    )
    order_on = DayField(label=gettext_lazy("คำสั่งลงวันที่"), required=False)
    scope = forms.CharField(
        label=gettext_lazy("เรื่องที่มอบอำนาจ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("เฉพาะการปฏิบัติราชการแทน เช่น การอนุมัติเผยแพร่ข้อมูล ITA"),
    )

    def __init__(self, post: Post, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = list_colleagues(post.agency)  # type: ignore[attr-defined]
        if post.kind != "top_executive":
            choices = [one for one in CAPACITIES if one[0] != "clerk_as_executive"]
            self.fields["capacity"].choices = choices  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day in a post."""

    until_on = DayField(label=gettext_lazy("วันสุดท้ายในตำแหน่ง"))
