"""One version as pages show it: on its item's page, at its publication's address and at its own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prongsai.apps.disclosure.public_queries import PublicVersion
from prongsai.apps.portal import words
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.frame import outside_link, relative
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.typed_page import Block, parse_typed_page


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to take away. `href` is relative to the page."""

    href: str
    words: str
    saved_as: str
    ending: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """Plain words and links of a version; of a withdrawn one `withdrawn` and `why` alone."""

    href: str
    own_href: str
    title: str
    number: str
    version: str
    kind: str
    kind_words: str
    published: str
    replaced: str
    withdrawn: str
    why: str
    period: str
    as_of: str
    approved: str
    url: str
    url_text: str
    link_seen: str
    is_masked: bool
    sha256: str
    files: tuple[ShownFile, ...]
    blocks: tuple[Block, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def show_version(
    version: PublicVersion, tongue: Tongue, page: str, *, english: bool, whole: bool = False
) -> ShownVersion:
    """The version for a page whose Thai path is `page`; with `whole` its text or table too."""

    def lead(path: str) -> str:
        return relative(here, in_english(path) if english else path)

    here = in_english(page) if english else page
    return ShownVersion(
        href=lead(version.place.publication(version.publication)),
        own_href=lead(version.address),
        title=version.title,
        number=tongue.n(version.publication),
        version=tongue.n(version.number),
        kind=version.kind,
        kind_words=str(words.KINDS[version.kind]),
        published=tongue.day(version.published_at),
        replaced=tongue.day(version.replaced_at),
        withdrawn=tongue.moment(version.withdrawn_at),
        why=version.withdrawn_why,
        period=tongue.period(version.period_from, version.period_to),
        as_of=tongue.day(version.as_of_on),
        approved=version.approved_capacity,
        url=outside_link(version.url),
        url_text=version.url,
        link_seen=_link_seen(version, tongue),
        is_masked=version.is_masked,
        sha256=version.content_sha256,
        files=tuple(
            ShownFile(
                href=relative(here, file.address),
                words=str(words.FILES[file.kind]),
                saved_as=file.saved_as,
                ending=file.name.rpartition(".")[2].upper() if "." in file.name else "",
                size=tongue.size(file.size_bytes),
                sha256=file.sha256,
            )
            for file in version.files
        ),
        blocks=parse_typed_page(version.body) if whole and version.body else (),
        table=version.table if whole else (),
    )


def _link_seen(version: PublicVersion, tongue: Tongue) -> str:
    """What the auditor last saw at an outside link."""
    if not version.link_verdict or version.link_seen_at is None:
        return ""
    word = words.NO_SUCH_HOST_WORD if version.link_host_is_unknown else words.VERDICTS.get(version.link_verdict, "")
    verdict = str(word)
    return _("ระบบตรวจลิงก์ล่าสุด %(day)s: %(verdict)s") % {"day": tongue.day(version.link_seen_at), "verdict": verdict}
