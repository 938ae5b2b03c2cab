"""Addresses of the account pages, under /office/."""

from django.urls import path

from prongsai.apps.accounts.views import (
    account_views,
    confirm_views,
    factor_views,
    forgotten_views,
    mailbox_views,
    openid_views,
    session_views,
)
from prongsai.apps.accounts.views import sign_in_views as sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/passkey/", sign_in.passkey, name="passkey"),
    path("sign-in/openid/", openid_views.start, name="openid_start"),
    path("sign-in/forgotten/", forgotten_views.forgotten, name="forgotten"),
    path("sign-in/forgotten/code/", forgotten_views.code, name="forgotten_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("account/", account_views.account, name="account"),
    path("account/password/", account_views.password, name="password"),
    path("account/email/", mailbox_views.address, name="mailbox"),
    path("account/email/code/", mailbox_views.code, name="mailbox_code"),
    path("account/confirm/", confirm_views.confirm, name="confirm"),
    path("account/security/", factor_views.security, name="security"),
    path("account/security/app/", factor_views.totp_add, name="totp_add"),
    path("account/security/passkey/", factor_views.passkey_add, name="passkey_add"),
    path("account/security/codes/", factor_views.recovery_codes, name="recovery_codes"),
    path("account/security/<int:factor_id>/remove/", factor_views.factor_remove, name="factor_remove"),
    path("account/security/identity/", openid_views.link, name="identity_link"),
    path("account/security/identity/<int:identity_id>/", openid_views.unlink, name="identity_unlink"),
    path("account/sessions/", session_views.session_list, name="session_list"),
    path("account/sessions/others/", session_views.end_others, name="session_end_others"),
    path("account/sessions/<int:session_id>/", session_views.end_one, name="session_end"),
    path("language/", account_views.language, name="language"),
]
