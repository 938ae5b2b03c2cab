"""The public site's views. They know no person: no session, no cookie, no language but the address's."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from prongsai.apps.portal import assets, lookups
from prongsai.apps.portal.addresses import tidy_path
from prongsai.apps.portal.answers import answer, answer_from_memory
from prongsai.apps.portal.document import Answer, Asked, Document, Elsewhere, FileDocument
from prongsai.apps.portal.file_answers import answer_with_file
from prongsai.apps.portal.redirects import find_new_address
from prongsai.core.public_address import encode_path

FOR_GOOD = "public, max-age=31536000, immutable"
LONGEST_QUERY = 200
View = Callable[..., HttpResponseBase]


def public(build: Callable[..., Answer], *, english: bool = False) -> View:
    """The view of a builder of `site` or `feeds`; the static copy calls the builder itself (`view.build`)."""

    @login_not_required
    @require_safe
    def view(request: HttpRequest, **place: Any) -> HttpResponseBase:
        known = answer_from_memory(request)
        if known is not None:
            return known
        asked = Asked(english=english, query=" ".join(request.GET.get("q", "").split())[:LONGEST_QUERY])
        found: list[Answer] = []

        def document() -> Document | None:
            found.append(build(**place, asked=asked))
            return found[0] if isinstance(found[0], Document) else None

        response = answer(request, place.get("slug"), document)
        if response is not None:
            return response
        if found and isinstance(found[0], FileDocument):
            return answer_with_file(request, found[0])
        if found and isinstance(found[0], Elsewhere):
            return _moved(found[0].path)
        return not_there(request)

    view.build = build  # type: ignore[attr-defined]
    view.english = english  # type: ignore[attr-defined]
    return view


def not_there(request: HttpRequest) -> HttpResponseBase:
    """What other spellings and the former site's addresses lead to, else a page that says there is nothing."""
    path = request.path_info
    moved = find_new_address(request)
    if moved is not None:
        return _moved(moved)
    tidied = tidy_path(path)
    if tidied != path:
        return _moved(tidied)
    body = get_template("portal/not_found.html").render({"css": "/" + assets.address("public.css")})
    response = HttpResponse(body, status=404)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _moved(path: str) -> HttpResponse:
    response = redirect(encode_path(path), permanent=True)
    response.headers["Cache-Control"] = "public, max-age=3600"
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


def national_page(*, is_static: bool, only: str | None = None) -> Document | None:
    """The agencies that have a public site, or one of them; None while there is none."""
    agencies = [one for one in lookups.list_agencies() if only in (None, one[0])]
    if not agencies:
        return None
    words = {"agencies": agencies, "css": assets.address("public.css"), "is_static": is_static}
    return Document(get_template("portal/national.html").render(words).encode())


@login_not_required
@require_safe
def national(request: HttpRequest) -> HttpResponseBase:
    """The bare address: who works here goes on to the office, anybody else sees the agencies."""
    if request.user.is_authenticated:
        return redirect("my_work")
    response = answer(request, None, lambda: national_page(is_static=False))
    if response is None:
        return redirect("my_work")
    response.headers["Cache-Control"] = "no-cache"
    return response
