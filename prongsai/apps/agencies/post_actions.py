"""What can be done to posts and sections: make them, put people in, end their time."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in, take_spelling
from prongsai.apps.agencies.models import ROLE_OF_KIND, WHOLE, Agency, Holding, Post, Unit
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.standing import forget_standing
from prongsai.apps.agencies.usual import PostTemplate, head_of, list_top_posts
from prongsai.apps.history.actions import record
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.public_text import require_nameable
from prongsai.core.thai.format import format_date
from prongsai.wiring import bangkok_today


@transaction.atomic
def add_usual_posts(*, agency: Agency, by: User | None, at: datetime) -> list[Post]:
    """Posts that agencies of the kind have and this one lacks: at the top, and the head of every division."""
    have: set[tuple[str, int | None]] = set(agency.posts.values_list("kind", "unit_id"))
    wanted: list[tuple[PostTemplate, Unit | None]] = [
        (one, None) for one in list_top_posts(agency.kind, agency.name) if (one.kind, None) not in have
    ]
    for unit in agency.units.filter(parent=None):
        if ("unit_head", unit.pk) not in have:
            wanted.append((head_of(unit.name), unit))
    start = agency.posts.count()
    made = Post.objects.bulk_create(
        Post(
            agency=agency,
            unit=unit,
            kind=one.kind,
            title=one.title,
            role=ROLE_OF_KIND[one.kind],
            confidence=one.confidence,
            position=position,
        )
        for position, (one, unit) in enumerate(wanted, start=start + 1)
    )
    if made:
        _record("posts_added", agency, by, at, after={"titles": [post.title for post in made]})
    return made


@transaction.atomic
def add_post(*, agency: Agency, kind: str, title: str, unit: Unit | None, by: User, at: datetime) -> Post:
    """A post of one's own naming. Raises PersonError for a second executive, clerk or head of the same unit."""
    require_nameable(title=title)
    lock_agency(agency)
    _require_free(agency, kind, unit)
    position = agency.posts.count() + 1
    post = Post.objects.create(
        agency=agency, kind=kind, title=title, unit=unit, role=ROLE_OF_KIND[kind], position=position
    )
    _record("post_added", agency, by, at, post=post, after={"title": title, "kind": kind, "unit": _name(unit)})
    return post


@transaction.atomic
def change_post(*, post: Post, title: str, by: User, at: datetime) -> None:
    """Another title, or the one proposed: a title that a person saved is confirmed."""
    require_nameable(title=title)
    before = {"title": post.title, "confidence": post.confidence}
    post.title, post.confidence = title, ""
    post.save(update_fields=("title", "confidence"))
    after = {"title": title, "confidence": ""}
    if before != after:
        _record("post_changed", post.agency, by, at, post=post, before=before, after=after)


@transaction.atomic
def remove_post(*, post: Post, by: User, at: datetime) -> None:
    """Take away a post that nobody ever held. Raises PersonError otherwise: who signed as what must stay known."""
    row = Post.objects.select_for_update().get(pk=post.pk)
    if row.holdings.exists():
        raise PersonError(
            "ตำแหน่งนี้เคยมีผู้ดำรงตำแหน่ง จึงลบไม่ได้ หากไม่ใช้แล้วให้สิ้นสุดการดำรงตำแหน่ง",
            "someone has held this post, so it cannot be removed: end their time in it instead",
        )
    _record("post_removed", post.agency, by, at, post=post, before={"title": post.title, "kind": post.kind})
    row.delete()


@transaction.atomic
def appoint(
    *,
    post: Post,
    user: User,
    capacity: str,
    from_on: date,
    until_on: date | None = None,
    order_number: str = "",
    order_on: date | None = None,
    scope: str = "",
    by: User | None,
    at: datetime,
) -> Holding:
    """Put a colleague into a post from a day until a day (both count; None: until further notice).

    Raises PersonError for someone who is no member, dates the wrong way round, a substitute without an order, a
    post that is filled on one of these days, and for anyone but the clerk acting as executive.
    """
    post = Post.objects.select_for_update().select_related("agency").get(pk=post.pk)  # two appointments: one waits
    if not user.memberships.filter(agency=post.agency).exists():
        raise PersonError(
            f"{user} ยังไม่มีบทบาทในหน่วยงานนี้ กรุณาเพิ่มผู้ใช้หรือส่งคำเชิญก่อน",
            f"{user} has no role in this agency yet: add or invite them first",
        )
    _require_dates(from_on, until_on, order_on)
    _require_order(capacity, order_number, scope)
    if capacity == "clerk_as_executive":
        _require_clerk(post, user, from_on, until_on)
    if capacity in WHOLE:
        _require_vacant(post, from_on, until_on)
    elif _meeting(post, from_on, until_on).filter(user=user).exists():
        raise PersonError(
            f"{user} อยู่ในตำแหน่งนี้แล้วในช่วงวันดังกล่าว", f"{user} is in this post already on some of these days"
        )
    row = Holding.objects.create(
        post=post,
        user=user,
        capacity=capacity,
        from_on=from_on,
        until_on=until_on,
        order_number=order_number,
        order_on=order_on,
        scope=scope,
        created_at=at,
    )
    forget_standing(user)
    after = {
        "user": user.pk,
        "capacity": capacity,
        "from_on": from_on.isoformat(),
        "until_on": until_on and until_on.isoformat(),
        "order_number": order_number,
        "order_on": order_on and order_on.isoformat(),
        "scope": scope,
    }
    _record("post_filled", post.agency, by, at, post=post, after=after)
    return row


@transaction.atomic
def end_holding(*, holding: Holding, until_on: date, by: User | None, at: datetime) -> Holding:
    """The last day in a post. Raises PersonError for a day before the first, and when it ended before that day."""
    row = Holding.objects.select_for_update().select_related("post__agency", "user").get(pk=holding.pk)
    if until_on < row.from_on:
        raise PersonError(
            f"วันสุดท้ายต้องไม่ก่อนวันแรก ({format_date(row.from_on)})",
            f"the last day cannot be before the first ({row.from_on:%d/%m/%Y})",
        )
    if row.until_on is not None and row.until_on <= until_on:
        raise PersonError(f"สิ้นสุดไปแล้วเมื่อ {format_date(row.until_on)}", f"this ended already on {row.until_on:%d/%m/%Y}")
    before = {"until_on": row.until_on and row.until_on.isoformat()}
    row.until_on = until_on
    row.save(update_fields=("until_on",))
    forget_standing(holding.user)
    after = {"user": row.user_id, "capacity": row.capacity, "until_on": until_on.isoformat()}
    _record("post_left", row.post.agency, by, at, post=row.post, before=before, after=after)
    return row


@transaction.atomic
def cancel_holding(*, holding: Holding, by: User | None, at: datetime) -> None:
    """Take back an appointment whose first day has not come. Raises PersonError once it has."""
    row = Holding.objects.select_for_update().select_related("post__agency", "user").get(pk=holding.pk)
    if row.from_on <= bangkok_today():
        raise PersonError("เริ่มแล้ว ให้สิ้นสุดการดำรงตำแหน่งแทน", "it has begun: end it instead")
    before = {"user": row.user_id, "capacity": row.capacity, "from_on": row.from_on.isoformat()}
    _record("appointment_cancelled", row.post.agency, by, at, post=row.post, before=before)
    row.delete()
    forget_standing(holding.user)


@transaction.atomic
def change_unit(
    *, unit: Unit, name: str, aliases: Sequence[str], sections: Sequence[str], by: User, at: datetime
) -> None:
    """Name, other names and sections of a division. A list as long as before renames a section in its place.

    What changes nothing is not recorded. Raises PersonError for a name that another division has, and for taking away a section that people belong to.
    """
    for each in (name, *sections):
        require_nameable(name=each)
    agency = unit.agency
    lock_agency(agency)
    if agency.units.filter(parent=None, name=name).exclude(pk=unit.pk).exists():
        raise PersonError(f"มีส่วนงานชื่อ “{name}” แล้ว", f"there is a unit “{name}” already")
    old = list(unit.sections.all())
    before = {
        "name": unit.name,
        "aliases": list(unit.aliases),
        "sections": [one.name for one in old],
        "confirmed": unit.is_confirmed,
    }
    sections = list(dict.fromkeys(sections))
    unit.name, unit.aliases, unit.is_confirmed = name, list(aliases), True
    unit.save(update_fields=("name", "aliases", "is_confirmed"))
    _set_sections(unit, old, sections)
    after = {"name": name, "aliases": list(aliases), "sections": sections, "confirmed": True}
    if before != after:
        _record("unit_changed", agency, by, at, before=before, after=after)


def _set_sections(unit: Unit, old: Sequence[Unit], names: Sequence[str]) -> None:
    take_spelling(old, names)
    known = {one.name for one in old}
    if len(names) == len(old):
        for section, name in zip(old, names, strict=True):
            if section.name not in names and name not in known:
                section.name = name
                section.save(update_fields=("name",))
    gone = unit.sections.exclude(name__in=names)
    if belonging := gone.filter(Q(membership__isnull=False) | Q(posts__holdings__isnull=False)).first():
        raise PersonError(
            f"ยังมีผู้ใช้อยู่ใน “{belonging.name}” กรุณาย้ายผู้ใช้ไปส่วนงานอื่นก่อนลบ",
            f"people still belong to “{belonging.name}”: move them to another unit first",
        )
    gone.delete()
    for position, name in enumerate(names, start=1):
        Unit.objects.update_or_create(agency=unit.agency, parent=unit, name=name, defaults={"position": position})


def lock_agency(agency: Agency) -> None:
    """One change to the agency's structure at a time."""
    Agency.objects.select_for_update().get(pk=agency.pk)


def _require_free(agency: Agency, kind: str, unit: Unit | None) -> None:
    if kind in ("unit_head", "section_head") and unit is None:
        raise PersonError("เลือกส่วนงานของตำแหน่งหัวหน้า", "choose the unit that this post heads")
    taken = agency.posts.filter(kind=kind) if kind in ("top_executive", "chief_administrator") else None
    if kind in ("unit_head", "section_head"):
        taken = agency.posts.filter(unit=unit, kind__in=("unit_head", "section_head"))
    if taken is not None and (other := taken.first()):
        raise PersonError(f"มีตำแหน่ง “{other}” แล้ว มีได้ตำแหน่งเดียว", f"there is “{other}” already, and only one may be")


def _require_dates(from_on: date, until_on: date | None, order_on: date | None) -> None:
    if until_on is not None and until_on < from_on:
        raise PersonError(
            f"วันสุดท้าย ({format_date(until_on)}) ต้องไม่ก่อนวันแรก ({format_date(from_on)})",
            f"the last day ({until_on:%d/%m/%Y}) cannot be before the first ({from_on:%d/%m/%Y})",
        )
    for day in filter(None, (from_on, until_on, order_on)):
        if not 1957 <= day.year <= 2156:
            raise PersonError(f"ปีของวันที่ {format_date(day)} ผิดปกติ", f"the year of {day:%d/%m/%Y} cannot be right")


def _require_order(capacity: str, order_number: str, scope: str) -> None:
    if capacity != "holder" and not order_number:
        raise PersonError("กรอกเลขที่คำสั่งที่แต่งตั้งหรือมอบอำนาจ", "enter the number of the order that appoints or delegates")
    if capacity == "delegated" and not scope:
        raise PersonError("กรอกเรื่องที่มอบอำนาจให้ปฏิบัติราชการแทน", "say what is delegated")


def _require_clerk(post: Post, user: User, from_on: date, until_on: date | None) -> None:
    if post.kind != "top_executive":
        raise PersonError(
            "“ปลัดปฏิบัติหน้าที่นายก” ใช้กับตำแหน่งนายกเท่านั้น",
            "“the clerk as executive” is a capacity in the executive's post only",
        )
    clerk = user.holdings.filter(
        Q(until_on=None) if until_on is None else Q(until_on=None) | Q(until_on__gte=until_on),
        post__agency=post.agency,
        post__kind="chief_administrator",
        capacity__in=("holder", "acting_in_post"),
        from_on__lte=from_on,
    )
    if not clerk.exists():
        raise PersonError(
            f"{user} ไม่ได้ดำรงตำแหน่งปลัดตลอดช่วงวันดังกล่าว ผู้ปฏิบัติหน้าที่นายกต้องเป็นปลัด",
            f"{user} is not the clerk on all of these days, and only the clerk may act as executive",
        )


def _require_vacant(post: Post, from_on: date, until_on: date | None) -> None:
    other = _meeting(post, from_on, until_on).filter(capacity__in=WHOLE).select_related("user").first()
    if other is not None:
        raise PersonError(
            f"“{post}” มี {other.user} อยู่แล้วในช่วงวันดังกล่าว กรุณาสิ้นสุดการดำรงตำแหน่งเดิมก่อน",
            f"“{post}” is filled by {other.user} on some of these days: end their time in it first",
        )


def _meeting(post: Post, from_on: date, until_on: date | None) -> QuerySet[Holding]:
    rows = post.holdings.filter(Q(until_on=None) | Q(until_on__gte=from_on))
    return rows if until_on is None else rows.filter(from_on__lte=until_on)


def _name(unit: Unit | None) -> str | None:
    return unit.name if unit else None


def _record(
    action: str,
    agency: Agency,
    by: User | None,
    at: datetime,
    *,
    post: Post | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=agency.slug,
        actor=actor_in(by, agency, MANAGE_AGENCY),
        at=at,
        object_type="post" if post else "agency",
        object_id=str(post.pk if post else agency.pk),
        object_label=post.title if post else agency.name,
        before=before,
        after=after,
    )
