"""What an attacker tries at every address: things of another agency, other sites, forged forms, script in every text.

The attacker is signed in and holds every role at home, so nothing but the agency's border stands in between.
"""

import json

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from lxml import html

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Holding, Invitation, Membership, Post
from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.history.models import Event
from tests.apps.factories import (
    NOW,
    PASSWORD,
    first_measure,
    first_task,
    give_post,
    make_agency,
    make_plan,
    make_post,
    make_user,
)
from tests.journeys.test_access import TABLE, address, office  # noqa: F401 (a fixture)

EVIL = "https://evil.example/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
OURS = ("agencies", "plans", "evidence", "handover", "rounds", "history")
SCRIPT = '"\'><script>alert(1)</script><img src=x onerror=alert(1)> onmouseover=alert(1) x="'
CODES = {  # fields that hold a code of ours, which no person types
    "state", "kind", "status", "role", "capacity", "action", "origin", "step", "sha256", "hash", "prev", "slug", "language",
    "digits", "password", "verdict", "severity", "code", "content_type", "scan_type", "scan_sha256", "link_class",
}  # fmt: skip


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def attacker(office, client):  # noqa: F811
    """An administrator of another agency who holds its posts too, with a plan of their own."""
    agency = make_agency("เทศบาลผู้บุกรุก")
    user = make_user(agency, "agency_admin", username="mallory")
    for kind in ("chief_administrator", "top_executive"):
        give_post(user, make_post(agency, kind))
    make_plan(agency)
    sign_in(client, user)
    return client, agency, user


def names_a_row(name):
    """Whether the address names something of one agency by its number; a year or an event's place is the own one's."""
    pattern = next(one for one in patterns() if one[0] == name)[1]
    keys = {"group_year", "fiscal_year", "seq", "kind", "code", "provider_id", "factor_id"}
    return "<" in pattern and not any(f":{key}>" in pattern for key in keys)


def patterns(resolver=None, prefix=""):
    """Every address as (name, pattern)."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.app_name}:" if one.app_name else prefix)
        else:
            yield f"{prefix}{one.name}", str(one.pattern)


def rows_of_others(mine):
    """Every stored row but those of the attacker, as values."""
    kept = {}
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for row in model._base_manager.values():
                kept[(model._meta.label, row.get("id") or row.get("pk"))] = row
    return {key: row for key, row in kept.items() if key not in mine}


def fields_of(arguments, victim):
    """A form with every name that a hidden field of ours has, filled with what belongs to the victim."""
    plan = victim.plans.get()
    part, post, unit = arguments["part_id"], arguments["post_id"], arguments["unit_id"]
    return {
        "version": "1", "name": "x", "title": "x", "reason": "เหตุผล", "comment": "x", "note": "x", "status": "done",
        "agency": victim.pk, "unit": unit, "post": post, "user": victim.memberships.first().user_id, "parts": [part],
        "part": part, "kind": "officer", "capacity": "holder", "role": "officer", "plan": plan.pk,
        "measure": first_measure(plan).pk, "work": first_task(plan).pk, "evidence": arguments["evidence_id"],
        "occurrence": first_task(plan).occurrences.first().pk, "handover": arguments["handover_id"],
        "ticked": [f"part:{part}:x", f"compile:{arguments['handover_id']}:x"], "seen": "x",
        "from_on_0": "1", "from_on_1": "1", "from_on_2": "2566", "display_name": "x", "username": "newcomer",
        "password": PASSWORD, "email": "", "finding": "x", "days": "3", "next": EVIL, "address": "m@evil.example",
        "value": "ก", "confirm": "1", "is_superuser": "1", "is_staff": "1", "is_active": "1", "remove": "1",
    }  # fmt: skip


class TestBorderOfAnAgency:
    def test_no_post_to_any_address_touches_or_takes_what_is_anothers(self, attacker, office):  # noqa: F811
        client, agency, user = attacker
        people, arguments = office
        victim = people["officer"].memberships.get().agency
        events = Event.objects.filter(agency=victim.slug).count()
        mine = set()
        everything = rows_of_others(mine)
        own_before = {
            ("agencies.Agency", agency.pk), *(("agencies.Unit", one.pk) for one in agency.units.all()),
            *(("agencies.Post", one.pk) for one in agency.posts.all()),
            *(("plans.Plan", one.pk) for one in agency.plans.all()),
        }  # fmt: skip
        fields = fields_of(arguments, victim)

        for name in TABLE:
            if name in {"accounts:sign_out", "agencies:join_by"}:  # whoever holds an invitation's word is invited
                continue
            response = client.post(address(name, arguments), fields)
            assert not response.get("Location", "").startswith(("https:", "http:", "//", "\\")), name
            assert response.status_code < 500, (name, response.status_code)
            if names_a_row(name):
                assert response.status_code in (404, 405), (name, response.status_code)

        assert Event.objects.filter(agency=victim.slug).count() == events
        after = rows_of_others(mine)
        changed = [
            key
            for key, row in everything.items()
            if key not in own_before and after.get(key) != row and _belongs_to(key, row, victim)
        ]
        assert changed == []
        assert not User.objects.get(pk=user.pk).is_superuser

    def test_hidden_fields_take_nothing_of_another_agency(self, attacker, office):  # noqa: F811
        client, agency, _user = attacker
        people, arguments = office
        victim = people["officer"].memberships.get().agency
        theirs = victim.units.first().pk
        post = agency.posts.get(kind="top_executive")
        outsider = people["officer"].pk
        day = {"from_on_0": "1", "from_on_1": "1", "from_on_2": "2566"}
        tries = {
            "/office/agency/structure/posts/new/": {"kind": "officer", "title": "x", "unit": theirs},
            address("agencies:post_add", arguments): {"kind": "officer", "title": "x", "unit": theirs},
            f"{address('agencies:post_detail', {**arguments, 'post_id': post.pk})}": {
                "user": outsider,
                "capacity": "holder",
                **day,
            },
            address("agencies:person_add", arguments): {
                "username": "newcomer",
                "display_name": "x",
                "role": "officer",
                "unit": theirs,
                "password": PASSWORD,
            },
            address("agencies:invitation_add", arguments): {
                "name": "x",
                "role": "officer",
                "unit": theirs,
                "post": arguments["post_id"],
            },
        }

        for url, fields in tries.items():
            client.post(url, fields)

        assert not Post.objects.exclude(unit=None).exclude(unit__agency=models.F("agency")).exists()
        assert not Membership.objects.exclude(unit=None).exclude(unit__agency=models.F("agency")).exists()
        assert not Invitation.objects.exclude(unit=None).exclude(unit__agency=models.F("agency")).exists()
        assert not Invitation.objects.exclude(post=None).exclude(post__agency=models.F("agency")).exists()
        assert not Holding.objects.filter(post=post, user=outsider).exists()

    def test_another_agency_cannot_be_chosen(self, attacker, office):  # noqa: F811
        client, agency, _user = attacker
        victim = office[0]["officer"].memberships.get().agency

        client.post("/office/agency/choose/", {"agency": victim.pk})

        assert client.session.get("agency") != victim.pk
        assert agency.name in client.get("/office/").content.decode()

    def test_steps_ticked_for_another_agency_are_refused(self, attacker, office):  # noqa: F811
        client, _agency, _user = attacker
        arguments = office[1]
        ticked = [f"part:{arguments['part_id']}:x", f"compile:{arguments['handover_id']}:x", "part:999:x", "x", "a:b:c"]

        response = client.post(address("handover:take_many", arguments), {"ticked": ticked}, follow=True)

        assert "ไม่มีสิทธิ์" in response.content.decode()


def _belongs_to(key, row, victim):
    owner = row.get("agency_id", row.get("agency", victim.pk))
    return owner in (victim.pk, victim.slug)


class TestGet:
    def test_changes_nothing_that_a_person_does(self, office, client):  # noqa: F811
        """Strict cookies leave this to hold: a link of another site is followed with the session."""
        people, arguments = office
        sign_in(client, people["agency_admin"])
        before = set(Event.objects.values_list("pk", flat=True))

        for name in TABLE:
            client.get(address(name, arguments))

        made = set(Event.objects.exclude(pk__in=before).values_list("action", flat=True))
        assert made <= {"history_exported", "certificate_drawn", "session_started"}, made

    @pytest.mark.parametrize(
        "evil",
        [
            EVIL,
            "/\\evil.example",
            pytest.param("//evil.example", marks=pytest.mark.slow),
            pytest.param("javascript:alert(1)", marks=pytest.mark.slow),
            pytest.param("https:evil.example", marks=pytest.mark.slow),
            pytest.param("\thttps://evil.example", marks=pytest.mark.slow),
        ],
    )
    def test_no_redirect_leaves_the_site(self, office, client, evil):  # noqa: F811
        people, arguments = office
        sign_in(client, people["agency_admin"])
        for name in TABLE:
            for response in (
                client.get(address(name, arguments), {"next": evil}),
                Client().get(address(name, arguments), {"next": evil}),
            ):
                where = response.get("Location", "/")
                assert where.startswith("/"), (name, where)
                assert not where.startswith(("//", "/\\")), (name, where)

    @pytest.mark.parametrize(
        "evil",
        [
            EVIL,
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "https:evil.example",
            "\thttps://evil.example",
        ],
    )
    def test_signing_in_and_choosing_a_language_stay_here(self, db, client, evil):
        make_user(make_agency(), "officer", username="somsri")
        language = client.post("/office/language/", {"language": "en", "next": evil})
        signed_in = client.post("/office/sign-in/", {"username": "somsri", "password": PASSWORD, "next": evil})

        assert (language["Location"], signed_in["Location"]) == ("/office/", "/office/")


class TestForgedRequests:
    def test_every_address_refuses_a_form_without_its_token(self, office):  # noqa: F811
        people, arguments = office
        forger = sign_in(Client(enforce_csrf_checks=True), people["agency_admin"])
        before = Event.objects.count()

        for name in TABLE:
            if name in {"health", "ready", "metrics", "front"}:
                continue
            status = forger.post(address(name, arguments), {"version": "1"}).status_code
            assert status in (403, 405, 404), (name, status)

        assert Event.objects.count() == before

    def test_another_host_name_is_refused(self, office, client):  # noqa: F811
        assert client.get("/office/sign-in/", headers={"Host": "evil.example"}).status_code == 400
        page = client.get("/office/sign-in/", headers={"X-Forwarded-Host": "evil.example"}).content.decode()
        assert "evil.example" not in page

    def test_the_invitation_link_is_of_the_set_address(self, office, client, settings):  # noqa: F811
        settings.ALLOWED_HOSTS = ["*"]
        sign_in(client, office[0]["agency_admin"])

        page = client.post(
            "/office/agency/invitations/new/",
            {"name": "ก", "role": "officer"},
            headers={"Host": "evil.example"},
        ).content.decode()

        assert settings.PRONGSAI.url in page
        assert "evil.example" not in page


class TestSessions:
    def test_a_session_planted_before_signing_in_is_worthless(self, db, client):
        make_user(make_agency(), "officer", username="somsri")
        planted = Client()
        planted.get("/office/sign-in/passkey/")
        key = planted.session.session_key
        client.cookies["sessionid"] = key

        client.post("/office/sign-in/", {"username": "somsri", "password": PASSWORD})

        assert client.cookies["sessionid"].value != key
        assert planted.get("/office/").status_code == 302

    def test_signing_out_ends_it_on_the_server(self, db, client):
        make_user(make_agency(), "officer", username="somsri")
        client.post("/office/sign-in/", {"username": "somsri", "password": PASSWORD})
        thief = Client()
        thief.cookies["sessionid"] = client.cookies["sessionid"].value
        assert thief.get("/office/").status_code == 200

        client.post("/office/sign-out/")

        assert thief.get("/office/").status_code == 302


class TestScriptInTexts:
    @pytest.fixture
    def poisoned(self, office, client):  # noqa: F811
        people, arguments = office
        for label in ("accounts", *OURS):
            for model in apps.get_app_config(label).get_models():
                self.poison(model)
        agency = people["officer"].memberships.get().agency
        with transaction.atomic():
            record(
                "plan_stored",
                agency=agency.slug,
                actor=SYSTEM_ACTOR,
                at=NOW,
                object_type="plan",
                object_id="1",
                object_label=SCRIPT,
                before={SCRIPT: SCRIPT},
                after={"issue": SCRIPT},
            )
        return people, arguments

    def poison(self, model):
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.FileField):
                continue
            if field.choices or field.name in CODES or field.unique or field.primary_key:
                continue
            value = SCRIPT[: field.max_length or len(SCRIPT)]
            for key in model._base_manager.values_list("pk", flat=True):
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=key).update(**{field.name: value})
                except DatabaseError:  # a constraint or a trigger keeps it out
                    continue

    @pytest.mark.parametrize("who", ["agency_admin", "clerk_office", "top_executive", "auditor"])
    def test_no_page_lets_it_run(self, poisoned, client, who):
        people, arguments = poisoned
        sign_in(client, people[who])
        seen = 0

        for name in TABLE:
            response = client.get(address(name, arguments))
            assert response.status_code < 500, name
            if not response.get("Content-Type", "").startswith("text/html") or not response.content:
                continue
            if response.get("Content-Disposition", "").startswith("attachment"):
                continue
            seen += b"&lt;script&gt;alert(1)" in response.content
            page = html.fromstring(response.content)
            for data in page.xpath("//script[not(@src)]"):  # schema.org for search engines: data that no browser runs
                assert data.get("type") == "application/ld+json", name
                assert json.loads(data.text)["@context"] == "https://schema.org", name
            assert page.xpath("//@*[starts-with(name(), 'on')]") == [], name
            assert page.xpath("//img[@src='x'] | //object | //embed | //base") == [], name
            for where in page.xpath("//@href | //@src | //@action | //@formaction"):
                assert not where.strip().lower().startswith(("javascript:", "data:text", "vbscript:")), (name, where)

        assert seen > 15
