"""Titles of posts that are still as an agency of its kind usually has them: they follow a new kind or name when wanted."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency, Post
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.usual import PostTemplate, list_top_posts
from prongsai.apps.history.actions import record
from prongsai.core.personal_data.public_text import require_nameable
from prongsai.core.thai.text import fold_thai


def list_usual_titles(agency: Agency) -> list[str]:
    """Titles of the agency's posts at the top that are the usual ones of its kind and name now, in the posts' order."""
    usual = _usual(agency.kind, agency.name)
    return list(dict.fromkeys(post.title for post in _top_posts(agency) if _key(post.kind, post.title) in usual))


@transaction.atomic
def follow_new_kind(*, agency: Agency, old_kind: str, old_name: str, by: User, at: datetime) -> list[Post]:
    """Posts whose titles are the usual ones of the old kind and name take those of the agency as it is now.

    Titles of the office's own stay. Gives the posts that changed; one event tells all of them, none where none did.
    """
    before, now = _usual(old_kind, old_name), _usual_of_kind(agency.kind, agency.name)
    changed: list[Post] = []
    titles: list[str] = []
    for post in _top_posts(agency):
        form = before.get(_key(post.kind, post.title))
        new = now.get((post.kind, form)) if form else None
        if new is None or new.title == post.title:
            continue
        require_nameable(name=new.title)
        titles.append(post.title)
        post.title, post.confidence = new.title, new.confidence
        post.save(update_fields=("title", "confidence"))
        changed.append(post)
    if changed:
        record(
            "posts_renamed",
            agency=agency.slug,
            actor=actor_in(by, agency, MANAGE_AGENCY),
            at=at,
            object_type="agency",
            object_id=str(agency.pk),
            object_label=agency.name,
            before={"titles": titles},
            after={"titles": [post.title for post in changed]},
        )
    return changed


def _top_posts(agency: Agency) -> list[Post]:
    return list(agency.posts.filter(unit=None))


def _usual(kind: str, name: str) -> dict[tuple[str, str], str]:
    """By kind of post and folded title: the form of the title, with the agency's place or without it."""
    return {_key(post, one.title): form for (post, form), one in _usual_of_kind(kind, name).items()}


def _usual_of_kind(kind: str, name: str) -> dict[tuple[str, str], PostTemplate]:
    """By kind of post and form: the usual post. Where no place is in the title both forms are the same."""
    return {(one.kind, form): one for form, one in _forms(kind, name)}


def _forms(kind: str, name: str) -> Iterator[tuple[str, PostTemplate]]:
    for one in list_top_posts(kind, ""):
        yield "bare", one
    for one in list_top_posts(kind, name):
        yield "full", one


def _key(kind: str, title: str) -> tuple[str, str]:
    return kind, "".join(fold_thai(title).split())
