"""Pages by cursor: what comes next is named by the last thing seen, so nothing is skipped when things are added."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

Row = TypeVar("Row")
Thing = TypeVar("Thing")
MOST = 200


class Page(Schema, Generic[Thing]):
    """A page of things. `next` is the cursor of the next page, null on the last one."""

    items: list[Thing]
    next: str | None = None


class Asked(Schema):
    """Which page is asked for."""

    limit: int = Field(50, ge=1, le=MOST, description="things on a page")


class AskedByNumber(Asked):
    """Pages of a list in the order of numbers."""

    cursor: int | None = Field(None, ge=0, le=10**15, description="`next` of the page before")


class AskedBySlug(Asked):
    """Pages of a list in the order of slugs."""

    cursor: str | None = Field(
        None, max_length=60, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="`next` of the page before"
    )


def page_of(
    rows: Sequence[Row],
    asked: Asked,
    *,
    request: HttpRequest,
    response: HttpResponse,
    draw: Callable[[Row], Thing],
    key: Callable[[Row], str],
) -> dict[str, object]:
    """A page from one row more than asked for, with a Link header to the next one."""
    shown = rows[: asked.limit]
    following = key(shown[-1]) if len(rows) > asked.limit else None
    if following is not None:
        query = request.GET.copy()
        query["cursor"] = following
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return {"items": [draw(one) for one in shown], "next": following}
