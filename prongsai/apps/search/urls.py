"""Addresses of this app."""

from django.urls import URLPattern, path

from prongsai.apps.search import views

app_name = "search"
urlpatterns: list[URLPattern] = [
    path("search/", views.search_page, name="search"),
]
