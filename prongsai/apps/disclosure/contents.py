"""A version's content from its row, and its hash. The one place that says what an approval is bound to."""

from prongsai.apps.disclosure.models import GateDecision, Version
from prongsai.core.publication import VersionContent, hash_of_content, parse_kind


def content_of(version: Version) -> VersionContent:
    """What the version says."""
    return VersionContent(
        kind=parse_kind(version.kind),
        title=version.title,
        period_from=version.period_from,
        period_to=version.period_to,
        as_of_on=version.as_of_on,
        body=version.body,
        table=tuple(tuple(row) for row in version.table),
        url=version.url,
        file_name=version.file_name,
        file_sha256=version.sha256,
    )


def hash_now(version: Version) -> str:
    """Hash of the version as it stands."""
    return hash_of_content(content_of(version))


def public_title(version: Version) -> str:
    """The title as the public reads it: masked where the gate says so."""
    return version.masked_title or version.title


def gate_of(version: Version) -> GateDecision | None:
    """What was decided at the gate; no query for a version loaded with its gate."""
    gate: GateDecision | None = getattr(version, "gate", None)
    return gate
