"""What stands around every public page: the agency, where the links lead, and what other programs are told of it."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prongsai.apps.agencies.models import KINDS
from prongsai.apps.disclosure.public_queries import PublicAgency
from prongsai.apps.portal import assets
from prongsai.apps.portal.addresses import in_english, in_thai
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import encode_path

_AS_TEXT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step above the page."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One page's surroundings. Links are relative, so that a copy works in any folder of any host."""

    lang: str
    title: str
    description: str
    path: str
    url: str
    thai_url: str
    english_url: str
    other_href: str
    up: str
    root: str
    css: str
    font: str
    icon: str
    agency: PublicAgency
    shown_name: str
    latest_year: str
    latest_href: str
    crumbs: tuple[Crumb, ...]
    data: SafeString
    modified: str
    is_static: bool = False


def absolute(path: str) -> str:
    """The address on the product's own host."""
    return f"{site_address()}{encode_path(path)}"


@lru_cache(maxsize=1)
def _site_address_of(url: str) -> str:
    return url.rstrip("/")


def site_address() -> str:
    """The public address of this site, without a slash at the end."""
    return _site_address_of(settings.PRONGSAI.url)


def relative(path: str, target: str) -> str:
    """How a page at `path` links to another page of the site."""
    here, there = path.split("/")[1:-1], target.split("/")[1:]
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    return encode_path("../" * (len(here) - same) + "/".join(there[same:])) or "./"


def make_frame(
    agency: PublicAgency,
    tongue: Tongue,
    path: str,
    title: str,
    description: str,
    *,
    crumbs: tuple[tuple[str, str], ...] = (),
    data: dict[str, object] | None = None,
    shown_name: str = "",
    modified: str = "",
    query: str = "",
) -> Frame:
    """`path` is that of the Thai page, `query` what its address has after it; crumbs are (Thai path, words) from the front page down."""
    here = in_english(path) if tongue.english else path
    other = path if tongue.english else in_english(path)
    home = in_english(f"/{agency.slug}/") if tongue.english else f"/{agency.slug}/"

    def lead(thai_path: str) -> str:
        return relative(here, in_english(thai_path) if tongue.english else thai_path)

    root = "../" * (here.count("/") - 1)
    return Frame(
        lang=tongue.code,
        title=title,
        description=description,
        path=here,
        url=absolute(here) + query,
        thai_url=absolute(in_thai(here)) + query,
        english_url=absolute(in_english(path)) + query,
        other_href=relative(here, other) + query,
        up=relative(here, home),
        root=root,
        css=root + assets.address("public.css"),
        font=root + assets.address("sarabun-regular.woff2"),
        icon=root + assets.address("seal.svg"),
        agency=agency,
        shown_name=shown_name or agency.name,
        latest_year=tongue.n(agency.latest_year or ""),
        latest_href=lead(f"/{agency.slug}/{agency.latest_year}/") if agency.latest_year else "",
        crumbs=tuple(Crumb(lead(crumb), words) for crumb, words in crumbs),
        data=_json_ld(data) if data else mark_safe(""),
        modified=modified,
    )


def publisher(agency: PublicAgency) -> dict[str, object]:
    """The agency in schema.org's words."""
    said: dict[str, object] = {
        "@type": "GovernmentOrganization",
        "@id": absolute(f"/{agency.slug}/") + "#agency",
        "name": agency.name,
        "url": absolute(f"/{agency.slug}/"),
    }
    if agency.phone:
        said["telephone"] = agency.phone
    if agency.email:
        said["email"] = agency.email
    if agency.postal_address:
        said["address"] = agency.postal_address
    return said


def kind_words(agency: PublicAgency) -> str:
    """The agency's kind in the page's language."""
    return next((str(words) for code, words in KINDS if code == agency.kind), "")


def place_words(agency: PublicAgency, tongue: Tongue) -> str:
    """District and province, as far as they are known."""
    parts = [_("อำเภอ%(name)s") % {"name": agency.district}] if agency.district else []
    if agency.province:
        parts.append(_("จังหวัด%(name)s") % {"name": agency.province})
    return (", " if tongue.english else " ").join(parts)


def _json_ld(data: dict[str, object]) -> SafeString:
    """A data block: no text in it can end it or become markup."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_AS_TEXT))  # noqa: S308 (the three signs of markup are escaped just above)


def outside_link(url: str) -> str:
    """An address that may stand in a link: http or https, else "" (shown as text)."""
    return url if url.lower().startswith(("http://", "https://")) else ""
