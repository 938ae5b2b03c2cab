"""The lines of work on a round's page, drawn here: there are up to 120, and a template took four times as long."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prongsai.apps.handover.labels import STATE_WORDS
from prongsai.core.monthly_round import WorkLine
from prongsai.web.templatetags.quick import kept_address, truncatechars
from prongsai.web.templatetags.reading import day, n

register = template.Library()


@register.simple_tag
def work_lines(lines: Sequence[WorkLine]) -> SafeString:
    """The items of a list, each with its measure, units, state in the chain and day."""
    new = format_html('<span class="state state-warning">{}</span> ', _("ใหม่"))
    return format_html_join(
        "\n",
        '<li><p>{}<a href="{}">{}</a><br><span class="small quiet">{}{}</span>{}</p><p class="small nowrap">{}</p></li>',
        (
            (
                new if line.is_new else "",
                kept_address("plans:measure_detail", line.measure_id),
                truncatechars(line.text or line.measure, 160),
                n(truncatechars(line.measure, 100)),
                f" · {truncatechars(', '.join(line.units), 80)}" if line.units else "",
                _state(line),
                _when(line),
            )
            for line in lines
        ),
    )


def _state(line: WorkLine) -> SafeString:
    if not line.state:
        return SafeString()
    word = STATE_WORDS.get(line.state, line.state)
    return format_html(' <span class="state state-{}">{}</span>', line.state, word)


def _when(line: WorkLine) -> str:
    if line.done_on:
        return f"✓ {day(line.done_on)}"
    return f"{_('กำหนด')} {day(line.due_on)}" if line.due_on else ""
