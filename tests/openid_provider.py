"""A real OpenID Connect provider (django-oauth-toolkit) in a process of its own: python tests/openid_provider.py PORT

People sign in at /login/?who=NAME without a password: what is tested is our side. Its database lies in a temporary
folder that ends with the process. Prints "ready" when it answers.
"""

import os
import sys
import tempfile
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT_ID = "prongsai-test"
CLIENT_SECRET = "a-secret-of-the-test-provider"
# name: (address, whether the provider has verified it)
PEOPLE = {
    "somsri": ("somsri@example.go.th", True),
    "unverified": ("somsri@example.go.th", False),
    "stranger": ("stranger@example.go.th", True),
    "no-address": ("", False),
}


def set_up(port: int, folder: str) -> None:
    """Configure Django, make the tables, the people and the one client."""
    import django
    from django.conf import settings
    from jwcrypto import jwk

    issuer = f"http://127.0.0.1:{port}/o"
    key = jwk.JWK.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None).decode()
    settings.configure(
        SECRET_KEY="only-for-tests-" * 4,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/provider.sqlite3"}},
        SESSION_COOKIE_NAME="provider-session",  # cookies know no port
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGIN_URL="/login/",
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": issuer,
            "OIDC_RSA_PRIVATE_KEY": key,
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "who", "profile": "name", "email": "address"},
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Claims",
        },
    )
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name, (address, _verified) in PEOPLE.items():
        User.objects.create_user(name, address)
    Application.objects.create(
        name="prongsai",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        skip_authorization=True,
        redirect_uris=os.environ["REDIRECT_URIS"],
    )


def build() -> None:
    """Addresses and claims, which need Django's apps."""
    from django.contrib.auth import login
    from django.contrib.auth.models import User
    from django.http import HttpResponse
    from django.shortcuts import redirect
    from django.urls import include, path
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Claims(OAuth2Validator):
        def get_additional_claims(self, request):
            address, verified = PEOPLE[request.user.username]
            return {"name": request.user.username, "email": address, "email_verified": verified}

    def sign_in(request):
        who = request.GET.get("who")
        if who is None:
            return HttpResponse("<!doctype html><title>provider</title><h1>Provider</h1>")
        login(request, User.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
        return redirect(request.GET.get("next", "/login/"))

    globals()["Claims"] = Claims
    globals()["urlpatterns"] = [
        path("login/", sign_in),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


def main(port: int) -> None:
    """Serve until the process is ended."""
    sys.modules["openid_provider"] = sys.modules["__main__"]
    with tempfile.TemporaryDirectory() as folder:
        global __name__  # the dotted names in the settings must find this very module
        __name__ = "openid_provider"
        set_up(port, folder)
        build()
        from django.core.wsgi import get_wsgi_application

        server = make_server("127.0.0.1", port, get_wsgi_application(), handler_class=_Quiet)
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
