"""The addresses that allauth looks up by its own names. None of its other pages has an address, so nobody signs up."""

from django.urls import path

from prongsai.apps.accounts.views import openid_views
from prongsai.apps.accounts.views import sign_in_views as sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/second-step/", sign_in.second_step, name="mfa_authenticate"),
    path("sign-in/openid/<str:provider_id>/", openid_views.callback, name="openid_connect_callback"),
]
