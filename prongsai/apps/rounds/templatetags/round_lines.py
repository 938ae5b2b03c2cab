"""What a line of a round says of the chain."""

from django import template

from prongsai.apps.handover.labels import STATE_WORDS

register = template.Library()


@register.filter
def chain_word(state: str) -> str:
    """A state of the chain in the reader's language."""
    return str(STATE_WORDS.get(state, state))
