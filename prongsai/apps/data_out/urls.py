"""Addresses of keys and webhooks, under /office/. The API itself is routed in config/urls.py."""

from django.urls import path

from prongsai.apps.data_out.views import key_views, webhook_views

app_name = "data_out"
urlpatterns = [
    path("agency/data/", key_views.key_list, name="key_list"),
    path("agency/data/keys/", key_views.key_make, name="key_make"),
    path("agency/data/keys/<int:key_id>/revoke/", key_views.key_revoke, name="key_revoke"),
    path("agency/data/webhooks/", webhook_views.webhook_add, name="webhook_add"),
    path("agency/data/webhooks/<int:webhook_id>/", webhook_views.webhook_detail, name="webhook_detail"),
    path("agency/data/webhooks/<int:webhook_id>/remove/", webhook_views.webhook_remove, name="webhook_remove"),
    path("agency/data/webhooks/<int:webhook_id>/on/", webhook_views.webhook_on, name="webhook_on"),
]
