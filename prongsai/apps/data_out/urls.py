"""Addresses of this app."""

from django.urls import URLPattern

app_name = "data_out"
urlpatterns: list[URLPattern] = []
