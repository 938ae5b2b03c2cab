"""Addresses of the history, under /office/."""

from django.urls import path

from prongsai.apps.chronicle import views

app_name = "chronicle"
urlpatterns = [
    path("history/", views.event_list, name="event_list"),
    path("history/<int:seq>/", views.event_detail, name="event_detail"),
    path("history/export/<slug:kind>/", views.export, name="export"),
    path("history/heads/", views.heads, name="heads"),
    path("history/heads/<int:address_id>/remove/", views.head_remove, name="head_remove"),
    path("history/stamps/", views.stamps, name="stamps"),
    path("history/stamps/<int:stamp_id>.tsr", views.stamp_file, name="stamp_file"),
    path("history/erase/", views.erase, name="erase"),
]
