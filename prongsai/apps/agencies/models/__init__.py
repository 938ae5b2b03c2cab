"""Agencies, their units and posts, and the people in them."""

from prongsai.apps.agencies.models.agency import KINDS, RESERVED_SLUGS, Agency, Unit, require_free_word
from prongsai.apps.agencies.models.invitation import Invitation
from prongsai.apps.agencies.models.person import (
    BASE_ROLES,
    CAPACITIES,
    POST_KINDS,
    ROLE_OF_KIND,
    ROLES,
    WHOLE,
    Holding,
    Membership,
    Post,
)
from prongsai.apps.agencies.models.working_group import DUTIES, GroupMember, WorkingGroup

__all__ = [
    "BASE_ROLES",
    "CAPACITIES",
    "DUTIES",
    "KINDS",
    "POST_KINDS",
    "RESERVED_SLUGS",
    "ROLES",
    "ROLE_OF_KIND",
    "WHOLE",
    "Agency",
    "GroupMember",
    "Holding",
    "Invitation",
    "Membership",
    "Post",
    "Unit",
    "WorkingGroup",
    "require_free_word",
]
