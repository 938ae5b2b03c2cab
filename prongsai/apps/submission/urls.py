"""Addresses of this app."""

from django.urls import URLPattern

app_name = "submission"
urlpatterns: list[URLPattern] = []
