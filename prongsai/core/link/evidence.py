"""Evidence of a plan from an address as printed."""

from collections.abc import Sequence

from prongsai.core.link import read_link
from prongsai.core.plan import Evidence


def fix_evidence(as_printed: str, known_hosts: Sequence[str] = (), *, title: str | None = None) -> Evidence:
    """Evidence with the mended address; a look-alike keeps its printed host in `url` and has a `proposed_url`."""
    reading = read_link(as_printed, known_hosts=known_hosts)
    return Evidence(
        as_printed=as_printed,
        url=reading.url,
        proposed_url=reading.proposed_url,
        title=title,
        link_class=reading.link_class,
        repairs=reading.repairs,
        needs_review=reading.needs_review,
    )
