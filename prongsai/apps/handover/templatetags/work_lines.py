"""What a line about a hand-over begins with, drawn here: a page has forty, and an included template took six times as long."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prongsai.apps.handover.pages import WorkHead
from prongsai.web.templatetags.quick import kept_address, truncatechars
from prongsai.web.templatetags.reading import day, n

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
