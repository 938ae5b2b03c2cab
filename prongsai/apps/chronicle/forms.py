"""Forms of the history: what to show, who keeps the heads, what to forget."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.apps.chronicle.labels import action_words, object_words
from prongsai.apps.history.queries import EventFilter
from prongsai.web.day_field import DayField


class FilterForm(forms.Form):
    """Who, what, to what and when; an entry that cannot be read is named, and filters nothing."""

    actor = forms.ChoiceField(label=_("ใคร"), required=False)
    action = forms.ChoiceField(label=_("ทำอะไร"), required=False)
    object_type = forms.ChoiceField(label=_("กับอะไร"), required=False)
    text = forms.CharField(label=_("คำในชื่อ"), required=False, max_length=100)
    about = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    since = DayField(label=_("ตั้งแต่"), required=False)
    until = DayField(label=_("ถึง"), required=False)

    def __init__(self, data: Any, *, actors: list[tuple[str, str]], actions: list[str]) -> None:
        super().__init__(data)
        words = action_words()
        everyone, everything = [("", _("ทุกคน"))], [("", _("ทั้งหมด"))]
        self.fields["actor"].choices = [*everyone, *actors]  # type: ignore[attr-defined]
        self.fields["action"].choices = [*everything, *((one, words.get(one, one)) for one in actions)]  # type: ignore[attr-defined]
        self.fields["object_type"].choices = [*everything, *object_words().items()]  # type: ignore[attr-defined]

    def read(self) -> EventFilter:
        """The filter of what could be read."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return EventFilter(**given)


class HeadAddressForm(forms.Form):
    """A mail address outside."""

    address = forms.EmailField(
        label=_("อีเมล"),
        max_length=200,
        help_text=_("ควรเป็นผู้ที่อยู่นอกหน่วยงาน เช่น ผู้ตรวจสอบ สภา หรือสำนักงาน ป.ป.ช. เพื่อให้ไม่มีใครในหน่วยงานแก้ย้อนหลังได้โดยลำพัง"),
    )


class EraseForm(forms.Form):
    """What to forget and why."""

    value = forms.CharField(
        label=_("ข้อมูลส่วนบุคคลที่จะลบ"), max_length=300, help_text=_("พิมพ์ให้ตรงทุกตัวอักษร เช่น ชื่อและนามสกุลตามที่บันทึกไว้")
    )
    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=200,
        help_text=_("เช่น เลขที่คำขอตามกฎหมายคุ้มครองข้อมูลส่วนบุคคล ห้ามใส่ชื่อบุคคล เพราะข้อความนี้ลบไม่ได้"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        value, reason = given.get("value"), given.get("reason")
        if value and reason and value in reason:
            self.add_error("reason", _("ห้ามใส่ข้อมูลที่จะลบไว้ในเหตุผล"))
        return given
