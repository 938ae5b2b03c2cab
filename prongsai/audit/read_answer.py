"""Reading what came back: web pages at once, files aside so that other visits go on."""

import re
from collections.abc import Generator
from email.message import Message
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from prongsai.audit.address_parts import split_url
from prongsai.audit.fetch_port import Answer
from prongsai.audit.page import PageText
from prongsai.audit.reading.page_kind import find_form
from prongsai.audit.steps import Aside, Step

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting


READ_AT_ONCE = frozenset(("html", "text", "json", "xml", "empty"))
_ENCODED_NAME = re.compile(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", re.IGNORECASE)


def read_answer(answer: Answer, url: str, to: "Visiting") -> Generator[Step, Any, PageText]:
    """The readable content of an answer."""
    assert to.reader is not None
    content_type = answer.header("content-type")
    work = partial(to.reader.read, answer.body, content_type=content_type, name=_name_of(answer, url))
    if is_web_page(answer, content_type):
        return work()
    page: PageText = yield Aside(work)
    return page


def is_web_page(answer: Answer, content_type: str) -> bool:
    """Whether the body is markup or text, which is read at once; all else is read aside: a document that is sent as text
    would hold up every other visit."""
    head = answer.body[:512].lstrip()[:1]
    if head == b"<":
        return True
    is_said_so = content_type.startswith(("text/", "application/json")) and len(answer.body) < 2_000_000
    return is_said_so and find_form(answer.body, content_type=content_type) in READ_AT_ONCE


def _name_of(answer: Answer, url: str) -> str:
    disposition = answer.header("content-disposition")
    encoded = _ENCODED_NAME.search(disposition)  # RFC 6266: this one wins over the plain one
    if encoded:
        return unquote(encoded[2], errors="replace")[:200]
    if "filename" in disposition:
        header = Message()
        header["content-disposition"] = disposition
        name = header.get_filename()
        if name:
            return name.strip("\"' ")[:200]
    return split_url(url).path.rpartition("/")[2][:200]
