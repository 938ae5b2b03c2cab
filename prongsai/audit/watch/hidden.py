"""What a page hides from people but shows to search engines."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_NOT_SHOWN = re.compile(r"display:none|visibility:hidden")
# What no menu needs: text moved off the page, of no size, of no colour. Menus are hidden by display:none.
_HIDDEN_FROM_PEOPLE = re.compile(
    r"(?:left|top|right|text-indent|margin-left|margin-top):-[0-9]{3,}|font-size:0(?:px|pt|em|%)?(?:[;!]|$)"
    r"|font-size:1px|(?:^|;)(?:height|width|max-height):[01](?:px)?(?:[;!]|$).*overflow:hidden|overflow:hidden.*(?:^|;)(?:height|width|max-height):[01](?:px)?(?:[;!]|$)"
    r"|opacity:0(?:\.0+)?(?:[;!]|$)|clip:rect\(0|color:transparent"
)
# Every word of it begins with one of quick_look's signs of "hide".
QUICK = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|-\d{3,}(?:px|em|rem|pt)|font-size\s*:\s*[01]|opacity\s*:\s*0|transparent"
)


def tidy_style(element: HtmlElement) -> str:
    """The element's own style in lower case without blanks."""
    return re.sub(r"\s+", "", element.get("style") or "").lower()


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's own style keeps it from being seen."""
    style = tidy_style(element)
    return element.get("hidden") is not None or bool(_NOT_SHOWN.search(style) or _HIDDEN_FROM_PEOPLE.search(style))


def is_hidden_from_people(element: HtmlElement) -> bool:
    """Whether it is hidden in a way that no menu or dialog is."""
    return bool(_HIDDEN_FROM_PEOPLE.search(tidy_style(element)))


def list_hidden(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost hidden elements of a page, style and script left out."""
    inside: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "template"):
            continue
        parent = element.getparent()
        if parent is not None and parent in inside:
            inside.add(element)
        elif (element.get("style") or element.get("hidden") is not None) and is_hidden(element):
            inside.add(element)
            yield element


def is_tiny_frame(element: HtmlElement) -> bool:
    """Whether a frame cannot be seen: no size, or hidden by its own style or by that of an element around it."""
    sizes = [re.match(r"\s*0*([0-9]+)", element.get(name) or "9") for name in ("width", "height")]
    if any(size is not None and size[1] in ("0", "1") for size in sizes):
        return True
    style = tidy_style(element)
    if re.search(r"(?:^|;)(?:width|height):[01](?:px)?(?:[;!]|$)", style):
        return True
    around = [element, *element.iterancestors()]
    return any(
        isinstance(one.tag, str) and one.tag != "noscript" and one.get("style") and is_hidden(one) for one in around
    )
