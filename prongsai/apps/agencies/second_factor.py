"""People whose role approves or administers set up a second factor before they go on."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.second_factor import (
    begin_grace,
    grace_ends_at,
    has_second_factor,
    is_spared,
    lead_to_set_up,
    needs_second_factor,
    used_second_factor,
)
from prongsai.apps.agencies.permissions import roles_in
from prongsai.web.dates import BANGKOK
from prongsai.web.templatetags.reading import long_day

_OPEN = ("/static/", "/health/", "/office/setup/", "/office/language/", "/office/sign-", "/office/account/")


class SecondFactorMiddleware:
    """Leads to the page that sets a second factor up; within the days of grace it only reminds, once a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        assert isinstance(request.user, User)
        needs = _needs(request, request.user)
        request.needs_second_factor = needs  # type: ignore[attr-defined]
        if needs and not request.path.startswith(_OPEN) and not used_second_factor(request):
            return self._led_there(request, request.user) or self.get_response(request)
        return self.get_response(request)

    def _led_there(self, request: HttpRequest, user: User) -> HttpResponse | None:
        """For a session that began without a factor. Asks the database once a session, and always when time is up."""
        now, session = timezone.now(), request.session
        ends_at = grace_ends_at(user, now)
        if session.get("has_second_factor") or (session.get("told_of_second_factor") and now < ends_at):
            return None
        if has_second_factor(user):
            session["has_second_factor"] = True
            return None
        if user.second_factor_asked_at is None:
            begin_grace(user, now)
        if now >= ends_at:
            return lead_to_set_up(request)
        if request.method == "GET" and "HX-Request" not in request.headers:
            session["told_of_second_factor"] = True
            last_day = ends_at.astimezone(BANGKOK).date()
            messages.warning(
                request,
                _("บทบาทของคุณต้องยืนยันตัวตนขั้นที่สอง กรุณาตั้งค่าในหน้า “บัญชีของฉัน” ก่อนวันที่ %(day)s") % {"day": long_day(last_day)},
            )
        return None


def _needs(request: HttpRequest, user: User) -> bool:
    roles = {"system_admin"} if user.is_superuser else set()
    for membership in request.memberships:  # type: ignore[attr-defined]
        roles |= roles_in(user, membership.agency)
    return needs_second_factor(roles) and not is_spared(request, user)
