"""In which capacity a person acts, in the words that stand under a signature."""

from dataclasses import dataclass
from datetime import date

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import ROLES, Agency
from prongsai.apps.agencies.standing import HeldPost, standing_in
from prongsai.documents.posts import clerk_post, executive_post

_BETWEEN = {
    "acting_for": "รักษาราชการแทน",
    "delegated": "ปฏิบัติราชการแทน",
    "acting_in_post": "รักษาการในตำแหน่ง",
    "clerk_as_executive": "ปฏิบัติหน้าที่",
}
BY_ROLE_ALONE = "ผู้บริหารสูงสุด"
"""In what capacity a paper was once signed by an executive without a post: by the name of the role."""
FIRST_TO_SIGN = ("holder", "acting_in_post", "clerk_as_executive", "acting_for", "delegated")
"""Whoever fills the post signs as such before they sign as somebody's substitute."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """How somebody acts in a role. `words` are for the signature: own post, capacity, the post acted for.

    `capacity` is "" where the membership alone gives the role; then the words are the title of its post.
    """

    role: str
    capacity: str
    post_title: str
    own_title: str
    words: str
    scope: str = ""


def acting_as(user: User, agency: Agency, role: str, on: date) -> Capacity | None:
    """How the user acts in a role on a day: by the post they hold, else as a substitute, else by membership alone.

    None when the role is not theirs that day. The words are Thai, as official documents are.
    """
    standing = standing_in(user, agency.pk)
    if standing is None:
        return None
    held = [post for post in standing.posts if post.covers(on)]
    own = next((post.title for post in held if post.capacity == "holder"), "")
    giving = sorted((post for post in held if post.role == role), key=lambda post: FIRST_TO_SIGN.index(post.capacity))
    if giving:
        post = giving[0]
        return Capacity(role, post.capacity, post.title, own, _words(post, own), post.scope)
    if standing.role == role:
        title = own or title_of(agency, role)
        return Capacity(role, "", title, own, title)
    return None


def title_of(agency: Agency, role: str) -> str:
    """What a role is called under a signature: as the agency calls the post, also while nobody holds it; for the executive
    and the clerk of an agency without such a post as its kind of agency does; else the words of the role."""
    usual = {"top_executive": executive_post, "chief_administrator": clerk_post}.get(role)
    if usual is None:
        return _role_words(role)
    post = agency.posts.filter(kind=role).first()
    return post.title if post else usual(agency.facts())


def _words(post: HeldPost, own: str) -> str:
    between = _BETWEEN.get(post.capacity)
    return post.title if between is None else " ".join(word for word in (own, between, post.title) if word)


def _role_words(role: str) -> str:
    from django.utils.translation import override

    with override("th"):
        return str(dict(ROLES)[role])
