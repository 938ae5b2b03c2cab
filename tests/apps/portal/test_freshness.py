"""No public page is older than the question: whatever is changed shows in every page at the next request.

Nothing is dropped from memory here, as in a process that did not make the change: only the look before each answer helps.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.agencies.models import Agency, Holding, Post, Unit
from prongsai.apps.disclosure import jobs
from prongsai.apps.disclosure.copies import make_copies
from prongsai.apps.disclosure.models import PublicProfile, Version
from prongsai.apps.disclosure.publish_actions import schedule_version, withdraw_publication
from prongsai.apps.disclosure.year_actions import change_item, open_year, state_element
from prongsai.apps.evidence.models import Check, EvidenceState
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.plans.models import Evidence
from prongsai.apps.portal.actions import PROFILE_FIELDS, change_profile
from prongsai.apps.portal.answers import memory
from prongsai.apps.portal.keys import ensure_key
from prongsai.apps.portal.site import agency as front_page
from tests.apps.disclosure.desk import AT, LINK, PAGE, TABLE, again, file_draft, make_desk, publish, ready
from tests.apps.factories import first_measure, give_post, make_agency, make_plan, make_post, make_user
from tests.apps.portal.published import make_profile

pytestmark = pytest.mark.django_db
PATHS = (
    "",
    "news/",
    "changes/",
    "data/",
    "search/",
    "2566/",
    "2566/o1/",
    "2566/o2/",
    "2566/o1/1/",
    "2566/o1/1/v1/",
    "2566/o1/2/",
    "news/1/",
    "news/1/v1/",
    "embed/",
    "embed/2566/",
    "embed/news/",
    "embed/items.html",
    "embed/2566/items.html",
    "embed/news.html",
)
FILES = (
    "feed.xml",
    "feed.json",
    "sitemap.xml",
    "signing-key.pem",
    "data/publications.csv",
    "data/items.csv",
    "data/changes.csv",
    "2566/o1/qr.svg",
)
ADDRESSES = (
    "/",
    "/sitemap.xml",
    *(f"/ban-suan/{path}" for path in (*PATHS, *FILES)),
    *(f"/ban-suan/en/{path}" for path in PATHS),
)


@pytest.fixture
def desk():
    """An office whose pages show something of every kind."""
    desk = make_desk(make_agency(slug="ban-suan"))
    make_profile(desk.agency)
    ensure_key(agency=desk.agency, actor=SYSTEM_ACTOR, at=AT)
    give_post(desk.executive, make_post(desk.agency, "top_executive", title="นายกเทศมนตรี"))
    publish(desk)
    publish(desk, file_draft())
    publish(desk, TABLE, code="O2")
    link = publish(desk, LINK)
    publish(desk, replace(PAGE, title="ข่าวแรก"), code=None)
    change_item(item=desk.item(), version=1, unit=desk.agency.units.first(), due_on=None, by=desk.admin, at=AT)
    _watch(desk, link)
    return desk


def _watch(desk, link):
    """The link is evidence of a measure, so the auditor visits it."""
    measure = first_measure(make_plan(desk.agency))
    evidence = Evidence.objects.create(measure=measure, url=link.url, origin="added", added_at=AT)
    Version.objects.filter(pk=link.pk).update(evidence=evidence)
    _visit("opens")


def _visit(verdict):
    evidence = Evidence.objects.get(added_at=AT, url=LINK.url)
    at = AT + timedelta(days=Check.objects.count() + 1)
    check = Check.objects.create(
        evidence=evidence, url=evidence.url, checked_at=at, verdict=verdict, why="เห็น", why_en="seen"
    )
    EvidenceState.objects.update_or_create(evidence=evidence, defaults={"newest": check, "group": "good"})


def _version_of(title):
    return Version.objects.select_related("publication__agency", "publication__item__year__agency").get(title=title)


def _profile(desk, **values):
    profile = PublicProfile.objects.get()
    values = {name: getattr(profile, name) for name in PROFILE_FIELDS} | values
    change_profile(agency=desk.agency, values=values, version=profile.version, by=desk.admin, at=AT)


def _publish_later(desk):
    version = ready(desk, replace(PAGE, title="ตามเวลา"), code="O2")
    schedule_version(version=version, publish_at=timezone.now() + timedelta(hours=1), by=desk.clerk, at=timezone.now())
    Version.objects.filter(pk=version.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    assert jobs.publish_due() == 1


CHANGES = {
    "the agency's name": lambda desk: Agency.objects.update(name="เทศบาลเมืองใหม่"),
    "its kind": lambda desk: Agency.objects.update(kind="tao"),
    "its district": lambda desk: Agency.objects.update(district="เมือง"),
    "its province": lambda desk: Agency.objects.update(province="ตาก"),
    "its digits": lambda desk: Agency.objects.update(digits="thai"),
    "all of its profile": lambda desk: _profile(
        desk,
        about="แนะนำใหม่",
        postal_address="ใหม่",
        phone="0 9999 9999",
        fax="0 8888 8888",
        email="new@example.go.th",
        site="https://new.example.go.th/",
        social="https://social.example/",
        map_url="https://map.example/",
        complaint_url="https://complain.example/",
        contact_url="https://contact.example/",
    ),
    "whether it shows executives": lambda desk: _profile(desk, shows_executives=False),
    "an executive's name": lambda desk: type(desk.executive).objects.update(display_name="คนใหม่"),
    "an executive's post": lambda desk: Post.objects.update(title="นายกคนใหม่"),
    "a holding's end": lambda desk: Holding.objects.update(until_on=date(2022, 2, 1)),
    "a new executive": lambda desk: give_post(
        make_user(desk.agency, display_name="รองนายก"), make_post(desk.agency, "deputy_executive", title="รอง")
    ),
    "a unit's name": lambda desk: Unit.objects.filter(position=1).update(name="กองใหม่"),
    "an item's unit": lambda desk: change_item(
        item=desk.item(), version=2, unit=desk.agency.units.last(), due_on=None, by=desk.admin, at=AT
    ),
    "what a person saw of an element": lambda desk: state_element(
        item=desk.item(), position=0, state="there", reason="หน้า 1", by=desk.clerk, at=AT
    ),
    "what the auditor saw of a link": lambda desk: _visit("gone"),
    "when the auditor saw it": lambda desk: _visit("opens"),
    "a link that is another than the evidence's": lambda desk: Evidence.objects.filter(added_at=AT).update(
        url="https://example.go.th/b"
    ),
    "a new publication": lambda desk: publish(desk, replace(PAGE, title="มาใหม่")),
    "a new version": lambda desk: again(desk, _version_of(PAGE.title)),
    "a withdrawal": lambda desk: withdraw_publication(
        publication=_version_of(PAGE.title).publication, why="ผิด", by=desk.clerk, at=AT + timedelta(days=3)
    ),
    "news": lambda desk: publish(desk, replace(PAGE, title="ข่าวใหม่"), code=None),
    "withdrawn news": lambda desk: withdraw_publication(
        publication=_version_of("ข่าวแรก").publication, why="ผิด", by=desk.clerk, at=AT + timedelta(days=3)
    ),
    "copies of a table": lambda desk: make_copies(_version_of(TABLE.title), at=AT),
    "a scheduled publication whose moment came": _publish_later,
    "a year": lambda desk: open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT),
    "another agency": lambda desk: make_desk(make_agency(slug="other", name="อื่น")),
    "the signing key": lambda desk: desk.agency.signing_keys.all().delete(),
}


def look(client):
    """Every page as it is answered now, by address."""
    return {path: client.get(path).content for path in ADDRESSES}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_everywhere_at_the_next_question(client, desk, what):
    before = look(client)
    assert look(client) == before

    CHANGES[what](desk)

    now = look(client)
    memory.drop()
    assert now == look(client)
    assert now != before


def test_a_day_that_ends_a_holding_shows_the_day_after(client, desk, monkeypatch):
    Holding.objects.update(until_on=date(2023, 1, 1))
    monkeypatch.setattr(front_page, "bangkok_today", lambda: date(2023, 1, 1))
    assert "นายกเทศมนตรี" in client.get("/ban-suan/").content.decode()

    monkeypatch.setattr(front_page, "bangkok_today", lambda: date(2023, 1, 2))  # no row was touched

    assert "นายกเทศมนตรี" not in client.get("/ban-suan/").content.decode()


def test_pages_that_did_not_change_are_not_drawn_again(client, desk, django_assert_num_queries):
    for path in ("2566/o1/", "2566/", "", "2566/o1/1/", "news/1/"):
        client.get(f"/ban-suan/{path}")
        with django_assert_num_queries(1):
            client.get(f"/ban-suan/{path}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of another database")
def test_what_a_page_asks_for_is_found_by_item_and_agency_not_by_going_through_all(client, desk):
    pages = [path for path in ADDRESSES if path not in ("/", "/sitemap.xml")]
    with CaptureQueriesContext(connection) as seen:
        for path in pages:
            client.get(path)
    statements = {one["sql"] for one in seen.captured_queries}
    assert len(statements) > 30

    for sql in statements:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [row[3] for row in cursor.fetchall()]
        assert not [step for step in steps if step.startswith("SCAN") or "(state=?" in step], (sql, steps)
