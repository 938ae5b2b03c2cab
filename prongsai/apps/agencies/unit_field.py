"""Choosing one of an agency's units, listed in their own order."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from prongsai.apps.agencies.models import Unit
from prongsai.apps.agencies.queries import in_their_order


class _InTheirOrder(ModelChoiceIterator):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for row in in_their_order(self.queryset):
            yield self.choice(row)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Each division is followed by its sections; the form says of which agency by `queryset`."""

    iterator = _InTheirOrder

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), **kwargs)
