"""Addresses of whoever runs the machine, under /office/."""

from django.urls import path

from prongsai.apps.operations import system_views

app_name = "operations"
urlpatterns = [
    path("system/", system_views.system, name="system"),
    path("system/doctor/", system_views.doctor, name="doctor"),
    path("system/agencies/new/", system_views.agency_add, name="agency_add"),
]
