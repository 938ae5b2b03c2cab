"""The public site's views. They know no person: no session, no cookie, no language but the address's."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure import public_queries as disclosed
from prongsai.apps.portal import assets
from prongsai.apps.portal.addresses import tidy_path
from prongsai.apps.portal.answers import answer_drawn, answer_kept, answer_unseen, find_kept, memory
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document, Elsewhere, FileDocument, Unchanged
from prongsai.apps.portal.file_answers import answer_with_file
from prongsai.apps.portal.redirects import find_closed, find_new_address
from prongsai.core.public_address import encode_path
from prongsai.core.thai.digits import to_arabic_digits

FOR_GOOD = "public, max-age=31536000, immutable"
LONGEST_QUERY = 200
View = Callable[..., HttpResponseBase]


def public(
    build: Callable[..., Answer], *, english: bool = False, wait: Callable[[HttpRequest], int] | None = None
) -> View:
    """The view of a builder of `site` or `feeds`; the static copy calls the builder itself (`view.build`).

    `wait` gives the seconds until a page with words to look for may be asked again, 0 for now.
    """

    @login_not_required
    @require_safe
    def view(request: HttpRequest, **place: Any) -> HttpResponseBase:
        known = answer_unseen(request)
        if known is not None:
            return known
        query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
        if query and wait is not None and (seconds := wait(request)):
            return too_many(seconds)
        asked = Asked(english=english, query=query, page=_page_of(request))
        return _answer(request, lambda known: build(**place, asked=replace(asked, known=known)))

    view.build = build  # type: ignore[attr-defined]
    view.english = english  # type: ignore[attr-defined]
    return view


def _answer(request: HttpRequest, build: Callable[[object], Answer]) -> HttpResponseBase:
    """What stands at the address, built by a function of the head of the page that is held."""
    looked_at, epoch, kept = time.monotonic(), memory.epoch(), find_kept(request)
    found = build(kept.document.head if kept else None)
    if isinstance(found, Unchanged) and kept is not None:
        return answer_kept(request, kept, looked_at)
    if isinstance(found, Document):
        return answer_drawn(request, found, looked_at, epoch)
    if isinstance(found, FileDocument):
        return answer_with_file(request, found)
    if isinstance(found, Elsewhere):
        return _moved(found.path)
    return not_there(request)


def _page_of(request: HttpRequest) -> int:
    digits = to_arabic_digits(request.GET.get("page", ""))
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 1


def too_many(seconds: int) -> HttpResponse:
    """That somebody asked too often, and when to come back."""
    words = {"css": "/" + assets.address("public.css"), "minutes": -(-seconds // 60)}
    response = HttpResponse(get_template("portal/searched_too_often.html").render(words), status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_there(request: HttpRequest) -> HttpResponseBase:
    """What other spellings and the former site's addresses lead to, else a page that says there is nothing."""
    path = request.path_info
    moved = find_new_address(request)
    if moved is not None:
        return _moved(moved)
    tidied = tidy_path(path)
    if tidied != path:
        return _moved(tidied)
    closed = find_closed(path)
    if closed is not None:  # the year may be opened again
        return _moved(closed, for_good=False)
    body = get_template("portal/not_found.html").render({"css": "/" + assets.address("public.css")})
    response = HttpResponse(body, status=404)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _moved(path: str, *, for_good: bool = True) -> HttpResponse:
    response = redirect(encode_path(path), permanent=for_good)
    response.headers["Cache-Control"] = "public, max-age=3600" if for_good else "no-cache"
    return response


@login_not_required
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """The style and the fonts: their names change with their content, so browsers keep them for good."""
    found = assets.find(assets.PREFIX + name)
    if found is None:
        return HttpResponse("not found", status=404, content_type="text/plain")
    response = HttpResponse(found[0], content_type=found[1])
    response.headers["Cache-Control"] = FOR_GOOD
    return response


def national_page(*, is_static: bool, only: str | None = None, known: object = None) -> Document | Unchanged | None:
    """The agencies that have a public site, or one of them; None while there is none."""
    agencies = [(one.slug, one.name, one.province) for one in disclosed.list_agencies() if only in (None, one.slug)]
    agencies.sort(key=lambda one: (one[2], one[1]))
    if not agencies:
        return None
    if agencies == known:
        return UNCHANGED
    words = {"agencies": agencies, "css": assets.address("public.css"), "is_static": is_static}
    return Document(get_template("portal/national.html").render(words).encode(), head=agencies)


@login_not_required
@require_safe
def national(request: HttpRequest) -> HttpResponseBase:
    """The bare address: who works here goes on to the office, anybody else sees the agencies."""
    if request.user.is_authenticated:
        return redirect("my_work")
    looked_at, epoch, kept = time.monotonic(), memory.epoch(), find_kept(request)
    found = national_page(is_static=False, known=kept.document.head if kept else None)
    if found is None:
        return redirect("my_work")
    if isinstance(found, Document):
        response = answer_drawn(request, found, looked_at, epoch)
    else:
        assert kept is not None
        response = answer_kept(request, kept, looked_at)
    response.headers["Cache-Control"] = "no-cache"
    return response
