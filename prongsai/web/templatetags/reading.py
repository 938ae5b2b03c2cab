"""Filters and components every template may use without loading them."""

import json
import re
from datetime import date, datetime
from typing import Any, Literal

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest, QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from prongsai.core.errors import OutsideError, PersonError
from prongsai.core.file_size import size_words
from prongsai.core.finding import Finding
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits
from prongsai.core.thai.format import THAI_MONTHS_SHORT, bangkok_day
from prongsai.web.dates import MONTHS_EN, show_day, show_moment, show_month
from prongsai.web.finding_words import message_without_place, place_words
from prongsai.web.once import new_key
from prongsai.web.reading import current_reading, is_english
from prongsai.web.unavailable import ONCE_FIELD

register = template.Library()
WHOLE_WORDS = ("หลักฐาน", "มือถือ", "งบประมาณ", "ตรวจสอบ", "ตรวจเดี๋ยวนี้", "ผู้บริหาร", "ประจำปี")
"""Words that the dictionary of browsers takes for two; seen on phones."""

_WHOLE = re.compile("|".join(WHOLE_WORDS))
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")


def _thai_digits() -> bool:
    return current_reading().digits == "thai" and not is_english()


@register.filter
def day(value: date | None) -> str:
    """A day, short month; of a moment its day in Bangkok."""
    return show_day(value, english=is_english(), thai_digits=_thai_digits()) if value else ""


@register.filter
def long_day(value: date | None) -> str:
    """A day, full month; of a moment its day in Bangkok."""
    return show_day(value, english=is_english(), thai_digits=_thai_digits(), long=True) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time in Bangkok."""
    return show_moment(value, english=is_english(), thai_digits=_thai_digits()) if value else ""


@register.filter
def month_name(value: date | None) -> str:
    """The month of a day, with its year."""
    return show_month(value, english=is_english(), thai_digits=_thai_digits()) if value else ""


@register.filter
def short_month(value: date) -> str:
    """The month of a day in three letters, without its year: where there is no room."""
    month = bangkok_day(value).month
    return MONTHS_EN[month - 1][:3] if is_english() else THAI_MONTHS_SHORT[month - 1]


@register.filter
def n(value: object) -> str:
    """A number or text with the digits the person reads."""
    text = "" if value is None else str(value)
    return to_thai_digits(text) if _thai_digits() else text


@register.filter
def said(finding: Finding | PersonError | OutsideError) -> str:
    """The sentence of a finding or error in the person's language."""
    return finding.message_en if is_english() else _in_own_digits(finding.message_th)


@register.filter
def in_language(words: tuple[str, str] | None) -> str:
    """A (Thai, English) pair in the person's language and digits; "" for None."""
    if words is None:
        return ""
    return words[1] if is_english() else _in_own_digits(words[0])


@register.filter
def said_here(finding: Finding) -> str:
    """The sentence of a finding where its place is shown beside it."""
    message = message_without_place(finding, english=is_english())
    return message if is_english() else _in_own_digits(message)


@register.filter
def place(finding: Finding) -> str:
    """Where a finding stands, in the person's language and digits."""
    words = place_words(finding, english=is_english())
    return to_thai_digits(words) if _thai_digits() else to_arabic_digits(words)


def _in_own_digits(message: str) -> str:
    """Our own words follow the person's digits; what stands in quotes is the source's and stays as printed."""
    if _thai_digits():
        return message
    parts = _QUOTED.split(message)
    return "".join(part if index % 2 else to_arabic_digits(part) for index, part in enumerate(parts))


@register.filter
def as_json(value: object) -> str:
    """Data for a script, in an attribute: the template escapes it."""
    return json.dumps(value)


@register.filter
def told(message: str) -> str:
    """A sentence of ours in the person's digits."""
    return message if is_english() else _in_own_digits(message)


@register.filter
def whole(message: str, more: str = "") -> SafeString:
    """A sentence in which browsers cut no word of WHOLE_WORDS, nor `more` (one word), at the end of a line."""
    words = re.compile(f"{_WHOLE.pattern}|{re.escape(more)}") if more else _WHOLE
    return mark_safe(words.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(message)))  # noqa: S308 (escaped here)


@register.filter
def file_size(size_bytes: int) -> str:
    """A file size: 3 kB, 1.2 MB."""
    return n(size_words(size_bytes))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """A labelled form field: hint above it, errors between hint and control."""
    group = bound.use_fieldset
    return {"field": bound, "group": group, **options}


@register.inclusion_tag("components/errors.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """The list of everything to correct, each line leading to its field."""
    lines: list[tuple[str, str]] = []
    for form in forms:
        for one in form if isinstance(form, list) else [form]:
            lines += _error_lines(one)
    return {"lines": lines}


def _error_lines(form: Any) -> list[tuple[str, str]]:
    if hasattr(form, "forms"):
        lines = [("", str(error)) for error in form.non_form_errors()]
        for one in form.forms:
            lines += _error_lines(one)
        return lines
    if not form.is_bound:
        return []
    lines = [("", str(error)) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name != "__all__":
            bound = form[name]
            lines += [(_first_control(bound), _with_label(str(bound.label), str(error))) for error in errors]
    return lines


def _first_control(bound: BoundField) -> str:
    """Id of what a person fills in; of a group of boxes that is its first, since the group itself takes no focus."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return widget.id_for_label(bound.auto_id, index="0")
    return bound.id_for_label or bound.auto_id


def _with_label(label: str, sentence: str) -> str:
    """The summary stands away from the fields: a sentence that does not name its field gets the label in front."""
    return sentence if not label or label.lower() in sentence.lower() else f"{label}: {sentence}"


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: dict[str, Any], page: "Page[Any]") -> dict[str, Any]:
    """Previous and next page, the other parameters of the address kept."""
    request: HttpRequest = context["request"]

    def address(number: int) -> str:
        query: QueryDict = request.GET.copy()
        query["page"] = str(number)
        return "?" + query.urlencode()

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


_STATES = {
    "not_started": ("○", gettext_lazy("ยังไม่เริ่ม")),
    "in_progress": ("◐", gettext_lazy("กำลังดำเนินการ")),
    "done": ("✓", gettext_lazy("แล้วเสร็จ")),
    "unknown": ("?", gettext_lazy("ยังไม่ระบุผล")),
    "overdue": ("!", gettext_lazy("เกินกำหนด")),
    "week": ("▸", gettext_lazy("สัปดาห์นี้")),
    "month": ("▹", gettext_lazy("เดือนนี้")),
    "later": ("·", gettext_lazy("ถัดไป")),
    "no_date": ("–", gettext_lazy("ไม่มีวันกำหนด")),
    "error": ("✕", gettext_lazy("ต้องแก้ไข")),
    "warning": ("!", gettext_lazy("ควรตรวจ")),
    "note": ("i", gettext_lazy("หมายเหตุ")),
    "good": ("✓", gettext_lazy("ใช้ได้")),
    "unsure": ("?", gettext_lazy("ยังสรุปไม่ได้")),
    "unchecked": ("○", gettext_lazy("ยังไม่ได้ตรวจ")),
    "waiting": ("◐", gettext_lazy("กำลังตรวจ…")),
    "failed": ("!", gettext_lazy("ตรวจไม่สำเร็จ")),
    "asked": ("◐", gettext_lazy("รออนุมัติ")),
    "granted": ("✓", gettext_lazy("อนุมัติแล้ว")),
    "refused": ("✕", gettext_lazy("ไม่อนุมัติ")),
}


@register.simple_tag
def once(what: Literal["add", "edit"] = "add") -> SafeString:
    """For a form that adds something, or changes it: sent twice, it does so once (web/once.py)."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE_FIELD, new_key(edits=what == "edit"))


@register.simple_tag
def status(code: str, label: str = "") -> SafeString:
    """A state by sign and word. Drawn here: a list has one on every line, and an included template costs ten times as much."""
    sign, word = _STATES[code]
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>', code, sign, label or word
    )
