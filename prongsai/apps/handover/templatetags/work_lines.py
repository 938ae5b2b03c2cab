"""What a line about a hand-over begins with, drawn here: a page has forty, and an included template took six times as long."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prongsai.apps.handover import labels
from prongsai.apps.handover.my_work_pages import DueRow
from prongsai.apps.handover.pages import WorkHead
from prongsai.web.templatetags.quick import kept_address, truncatechars
from prongsai.web.templatetags.reading import day, n, status

register = template.Library()


@register.simple_tag
def work_head(head: WorkHead, *, plain: bool = False) -> SafeString:
    """Which measure, what work with its address (none when `plain`), by when, and what it is worth."""
    period = format_html(" · {}", n(head.period)) if head.period else ""
    if plain:
        title = format_html("<strong>{}</strong>", head.text)
    else:
        there = kept_address("handover:handover_detail", head.handover_id)
        title = format_html('<a class="title" href="{}">{}</a>', there, truncatechars(head.text, 180))
    return format_html(
        '<p class="due-of small quiet"><a href="{}">{}</a> · {} {}{}</p>\n'
        '<p class="due-text">{}</p>\n<p class="line due-when">{}{}</p>\n',
        kept_address("plans:measure_detail", head.measure_id),
        n(truncatechars(head.measure, 120)),
        _("ปี"),
        n(head.year),
        period,
        title,
        _due(head),
        worth(head.points),
    )


@register.simple_tag
def due_text(row: DueRow) -> SafeString:
    """What is due, named for its button."""
    return format_html(
        '<p class="due-text"><strong class="title" id="{}">{}</strong></p>',
        _name(row),
        truncatechars(row.line.text, 180),
    )


@register.simple_tag
def due_state(row: DueRow) -> SafeString:
    """Where it stands: in the chain where that is used, else as its progress was recorded."""
    if not row.state:
        return status(row.line.status)
    return format_html('<span class="state state-{}">{}</span>', row.state, labels.STATE_WORDS[row.state])


@register.simple_tag
def due_button(row: DueRow) -> SafeString:
    """The one thing to do next with it; for who may only read, to look at it."""
    line = row.line
    if row.part_id:
        there, kind, word = kept_address("handover:part", row.part_id), "button", _("ส่งงาน")
    elif row.handover_id:
        there, kind, word = kept_address("handover:handover_detail", row.handover_id), "button second", _("เปิดดู")
    elif line.may_record:
        there, kind, word = kept_address("plans:work_occurrence", line.id, line.number), "button", _("บันทึกผล")
    else:
        there, kind, word = kept_address("plans:measure_detail", line.measure_id), "button second", _("เปิดดู")
    return format_html('<a class="{}" href="{}" aria-describedby="{}">{}</a>', kind, there, _name(row), word)


def _name(row: DueRow) -> str:
    return f"w{row.line.id}-{row.line.number}"


@register.simple_tag
def worth(points: str) -> SafeString:
    """How many points of the total are at stake, "" while unknown."""
    if not points:
        return SafeString()
    words = _("มีค่าถึง <b>%(points)s</b> คะแนน") % {"points": conditional_escape(n(points))}
    return mark_safe(f' <span class="worth">{words}</span>')  # noqa: S308 (our own words, and digits escaped here)


def _due(head: WorkHead) -> SafeString:
    if head.due_on is None:
        return SafeString()
    if head.is_late:
        return format_html('<span class="bad">! {} {}</span>', _("เกินกำหนด"), day(head.due_on))
    return format_html("<span>{} {}</span>", _("ภายใน"), day(head.due_on))
