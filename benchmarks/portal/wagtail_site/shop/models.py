"""The public site as Wagtail pages: home, years, items, publications."""

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The agency's front page."""

    phone = models.CharField(max_length=50, blank=True)


class YearPage(Page):
    """The item index of a year."""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["items"] = ItemPage.objects.child_of(self).live().order_by("path")
        context["years"] = YearPage.objects.sibling_of(self).live().order_by("path")
        context["home"] = self.get_parent()
        return context


class ItemPage(Page):
    """An item with what is published for it."""

    code = models.CharField(max_length=8)
    unit = models.CharField(max_length=100)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["publications"] = PublicationPage.objects.child_of(self).live().order_by("path")
        context["year"] = self.get_parent()
        context["home"] = self.get_ancestors().type(HomePage).first()
        return context


class PublicationPage(Page):
    """One publication."""

    body = RichTextField(blank=True)
    link = models.URLField(blank=True)
    as_of = models.DateField()
