"""Pages by cursor: what comes next is named by the last thing seen, so nothing is skipped when things are added."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from prongsai.apps.data_out.api.problems import Refused

Row = TypeVar("Row")
Thing = TypeVar("Thing")
MOST = 200


class Page(Schema, Generic[Thing]):
    """A page of things. `next` is the cursor of the next page, null on the last one."""

    items: list[Thing]
    next: str | None = None


class Asked(Schema):
    """Which page is asked for."""

    cursor: str | None = Field(
        None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$", description="`next` of the page before"
    )
    limit: int = Field(50, ge=1, le=MOST, description="things on a page")


def read_cursor(asked: Asked) -> str:
    """What the cursor names, "" for the first page. Raises Refused for one that we did not make."""
    if asked.cursor is None:
        return ""
    try:
        text = base64.urlsafe_b64decode(asked.cursor + "=" * (-len(asked.cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        text = ""
    if not text or write_cursor(text) != asked.cursor or not all(sign.isalnum() or sign == "-" for sign in text):
        raise Refused(422, "this cursor is not one of ours: begin without one", "cursor ไม่ถูกต้อง ให้เริ่มใหม่โดยไม่ใส่")
    return text


def read_number(asked: Asked) -> int | None:
    """The number that the cursor names, None for the first page. Raises Refused."""
    text = read_cursor(asked)
    if text and (not text.isdigit() or len(text) > 18):
        raise Refused(
            422, "this cursor is not one of this list: begin without one", "cursor ไม่ใช่ของรายการนี้ ให้เริ่มใหม่โดยไม่ใส่"
        )
    return int(text) if text else None


def write_cursor(text: str) -> str:
    """The cursor for what comes after something."""
    return base64.urlsafe_b64encode(text.encode("ascii")).decode().rstrip("=")


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
    following = write_cursor(key(shown[-1])) if len(rows) > asked.limit else None
    if following is not None:
        query = request.GET.copy()
        query["cursor"] = following
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return {"items": [draw(one) for one in shown], "next": following}
