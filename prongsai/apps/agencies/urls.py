"""Addresses of set-up and the agency, under /office/."""

from django.urls import path

from prongsai.apps.agencies import views

app_name = "agencies"
urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("agency/", views.agency, name="agency"),
    path("agency/choose/", views.choose, name="choose"),
    path("agency/people/", views.people, name="people"),
    path("agency/people/new/", views.person_add, name="person_add"),
    path("agency/people/<int:membership_id>/", views.person_change, name="person_change"),
]
