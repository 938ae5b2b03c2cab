"""Whether this site serves an address: what is asked is the page's own builder, told that what it would draw is known."""

from typing import Any

from django.urls import Resolver404, resolve

from prongsai.apps.portal.document import Asked, FileDocument

_URLS = "prongsai.apps.portal.urls"


class _AnyHead:
    """Equal to the head of every page: a builder looks whether its page is there and draws nothing."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


def is_served(path: str, slug: str) -> bool:
    """Whether an agency's page or file stands at a path of ours, as it is written by us. A few queries.

    A page that says what was withdrawn stands there; a file that was withdrawn does not.
    """
    try:
        match = resolve(path, _URLS)
    except Resolver404:
        return False
    view: Any = match.func
    if match.kwargs.get("slug") != slug:
        return False
    # A publication's head tells nothing of its number and versions: whether they are there shows in drawing them.
    known = None if "number" in match.kwargs else _AnyHead()
    answer = view.build(**match.kwargs, asked=Asked(english=view.english, known=known))
    return answer is not None and not (isinstance(answer, FileDocument) and answer.file is None)
