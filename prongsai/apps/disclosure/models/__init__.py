"""The year's items, what is published for them, and what the public was told."""

from prongsai.apps.disclosure.models.link_check import LinkAnswer, LinkCheck
from prongsai.apps.disclosure.models.public import ChangeEntry, OldAddress, PublicAddress, PublicProfile, PublicStamp
from prongsai.apps.disclosure.models.publication import (
    COPY_KINDS,
    GATE_OUTCOMES,
    IN_THE_MAKING,
    KINDS,
    LIVE,
    STATES,
    UNAPPROVED,
    Copy,
    FileScan,
    GateDecision,
    PersonalFinding,
    Publication,
    Version,
)
from prongsai.apps.disclosure.models.year import SEEN, DisclosureYear, ElementState, YearItem

__all__ = [
    "COPY_KINDS",
    "GATE_OUTCOMES",
    "IN_THE_MAKING",
    "KINDS",
    "LIVE",
    "SEEN",
    "STATES",
    "UNAPPROVED",
    "ChangeEntry",
    "Copy",
    "DisclosureYear",
    "ElementState",
    "FileScan",
    "GateDecision",
    "LinkAnswer",
    "LinkCheck",
    "OldAddress",
    "PersonalFinding",
    "PublicAddress",
    "PublicProfile",
    "PublicStamp",
    "Publication",
    "Version",
    "YearItem",
]
