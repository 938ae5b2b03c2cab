"""Addresses of the office's pages about its public site, under /office/."""

from django.urls import path

from prongsai.apps.portal import office_views

app_name = "portal_office"
urlpatterns = [
    path("agency/public/", office_views.profile, name="profile"),
    path("agency/public/own-site/", office_views.own_site, name="own_site"),
    path("agency/public/own-site/prongsai-wordpress.zip", office_views.plugin, name="plugin"),
    path("agency/public/addresses/", office_views.old_addresses, name="old_addresses"),
    path(
        "agency/public/addresses/<int:address_pk>/forget/", office_views.old_address_forget, name="old_address_forget"
    ),
]
