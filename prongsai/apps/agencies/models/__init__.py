"""Agencies, their units and posts, and the people in them."""

from prongsai.apps.agencies.models.agency import KINDS, RESERVED_SLUGS, Agency, Unit, require_free_word
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

__all__ = [
    "BASE_ROLES",
    "CAPACITIES",
    "KINDS",
    "POST_KINDS",
    "RESERVED_SLUGS",
    "ROLES",
    "ROLE_OF_KIND",
    "WHOLE",
    "Agency",
    "Holding",
    "Membership",
    "Post",
    "Unit",
    "require_free_word",
]
