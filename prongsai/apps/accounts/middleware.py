"""First run, language and reading preferences of each request."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import describe_device, is_on_this_machine
from prongsai.apps.accounts.session_over import find_lost
from prongsai.apps.accounts.sessions import is_over, note_seen
from prongsai.web.body_length import body_length
from prongsai.web.form_page import form_page
from prongsai.web.reading import Reading, set_reading

Next = Callable[[HttpRequest], HttpResponse]
_ALWAYS_OPEN = ("/static/", "/health/", "/office/setup/", "/office/language/")
_UNTIL_CHANGED = (*_ALWAYS_OPEN, "/office/account/password/", "/office/sign-out/", "/office/sign-in/")


class BodySizeMiddleware:
    """Refuses a body that is too big before anything reads it: what is read goes to the disk first, whoever sends it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = body_length(request)
        if length != 0:
            known = request.user.is_authenticated
            most = settings.REQUEST_MAX_BYTES if known else settings.REQUEST_MAX_BYTES_OF_ANYBODY
            if length is None or length > most:
                return render(None, "413.html", status=413)
        return self.get_response(request)


class SetupMiddleware:
    """While there is no user at all, every page leads to the first-run wizard."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.has_users = False  # never goes back, so asked only until it is true

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.has_users and not request.path.startswith(_ALWAYS_OPEN):
            self.has_users = User.objects.exists()
            if not self.has_users:
                return redirect("agencies:setup")
        return self.get_response(request)


class SeenMiddleware:
    """Keeps when each session was last used, for the list of sessions, and ends those that have lasted too long."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.path.startswith("/static/"):
            now = timezone.now()
            if is_over(request, now):
                logout(request)
            else:
                note_seen(request, now)
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads who is not signed in to the sign-in; what a form was sending is shown to be copied, once and nowhere else."""

    def handle_no_permission(  # type: ignore[override]  # Django passes any answer on
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        to_sign_in = redirect_to_login(
            form_page(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )
        lost = find_lost(request)
        if lost is not None:
            context = {"lost": lost, "sign_in": to_sign_in.url}
            return render(request, "accounts/session_over.html", context, status=403)
        messages.warning(request, _("ยังไม่ได้บันทึก เพราะการเข้าสู่ระบบสิ้นสุดแล้ว กรุณาเข้าสู่ระบบแล้วกรอกและส่งอีกครั้ง"))
        return to_sign_in


class OwnPasswordMiddleware:
    """A password that someone else handed out opens nothing but the page that replaces it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not request.path.startswith(_UNTIL_CHANGED):
            return redirect("accounts:password")
        return self.get_response(request)


class ReadingMiddleware:
    """Activates the person's language and digits; a demo account seen from another machine is signed out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.is_demo and not is_on_this_machine(request):
            logout(request)
            user = request.user
        known = {code for code, _name in settings.LANGUAGES}
        chosen = user.language if user.is_authenticated else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        digits = user.digits if user.is_authenticated else ""
        set_reading(Reading(digits=digits or "arabic", device=describe_device(request)))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
