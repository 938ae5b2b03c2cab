"""One secret in every text of every row that is not public; then everything public is read and none may be there.

Public is: every address ever issued, whatever links lead to from the front page, feeds, site maps, the search, the API,
and the static copy. A text that the public may read is named in PUBLIC with the rows of which that holds; one of those
is planted as well, to see that the reading finds what is there.
"""

import re
from itertools import count
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, models, transaction

from prongsai.apps.accounts.rate_limit import Limit
from prongsai.apps.disclosure.models import PublicAddress, Publication, PublicProfile, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.portal import finding
from prongsai.apps.portal.static_copy.publish import publish_site
from prongsai.core.public_address import list_embed_paths
from tests.apps.disclosure.desk import AT, PAGE, draft, publish, ready, wait
from tests.journeys.test_access import office  # noqa: F401 (everything an office can have, in rows)

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"zq\d+qz")
SITE = "http://127.0.0.1:8000"
_numbers = count(1)

LIVE = {"state__in": ("published", "replaced")}
PUBLIC = {
    "agencies.agency": ({}, ("name", "slug", "district", "province", "hosts")),
    "agencies.unit": ({}, ("name",)),
    "agencies.post": (
        {"kind__in": ("top_executive", "deputy_executive", "chief_administrator", "deputy_administrator")},
        ("title",),
    ),
    "accounts.user": (
        {
            "holdings__post__kind__in": (
                "top_executive",
                "deputy_executive",
                "chief_administrator",
                "deputy_administrator",
            )
        },
        ("display_name",),
    ),
    "disclosure.disclosureyear": ({}, ("agency_name",)),
    "disclosure.yearitem": ({}, ("code",)),
    "disclosure.elementstate": ({}, ("grounds", "grounds_en")),
    "disclosure.publicprofile": ({}, tuple(field.name for field in PublicProfile._meta.concrete_fields)),
    "disclosure.version": (
        LIVE,
        (
            "title",
            "body",
            "table",
            "url",
            "file_name",
            "content_type",
            "sha256",
            "content_sha256",
            "approved_sha256",
            "approved_by_name",
            "approved_capacity",
            "masked_title",
            "masked_body",
            "masked_table",
        ),
    ),
    "disclosure.changeentry": ({}, ("title", "why", "address", "item_code")),
    "disclosure.publicaddress": ({}, ("path",)),
    "disclosure.copy": ({"version__state__in": LIVE["state__in"]}, ("file_name", "content_type", "sha256")),
    "search.entry": (
        {"is_public": True},
        ("title", "text", "title_words", "words", "loose_words", "address", "item_code", "kind", "object_id"),
    ),
    "search.build": ({}, ("version",)),
}
"""Model: (rows, texts) that the public may read. Of a withdrawn version only `withdrawn_why` is read."""
WITHDRAWN = ("withdrawn_why",)
KEPT_BY_THE_DATABASE = {
    "disclosure.version",
    "evidence.answer",
    "evidence.check",
    "evidence.evidencestate",
    "handover.part",
    "history.headstamp",
    "plans.evidence",
    "plans.extension",
    "reminders.reminder",
    "rounds.round",
    "search.entry",
    "submission.frozen",
}
"""Models with a text that a constraint or a trigger keeps as it is."""
NEVER_ROWS = {"history.event", "history.chainhead", "history.personalvalue"}
"""No update is allowed, or one would break the chain; what is in them is planted through the rows they tell of."""


def fields_of(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices
        if is_text and not field.primary_key and (field.max_length is None or field.max_length >= 10):
            yield field


def plant_everywhere():
    """Puts a token of its own into each such text; gives what each token is, and which texts refused one."""
    planted, refused = {}, set()
    for model in apps.get_models():
        label = model._meta.label_lower
        if not model.__module__.startswith("prongsai.") or label in NEVER_ROWS:
            continue
        wanted, public = PUBLIC.get(label, ({}, ()))
        open_rows = set(model.objects.filter(**wanted).values_list("pk", flat=True)) if public else set()
        for row in model._default_manager.all():
            for field in fields_of(model):
                if row.pk in open_rows and field.name in public:
                    continue
                if label == "disclosure.version" and row.state == "withdrawn" and field.name in WITHDRAWN:
                    continue
                token = f"zq{next(_numbers)}qz"
                value = getattr(row, field.name)
                new = [token] if isinstance(value, list) else {"x": token} if isinstance(value, dict) else token
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=row.pk).update(**{field.name: new})
                except DatabaseError:  # a rule of the database keeps this text as it is
                    refused.add(f"{label}.{field.name}")
                    continue
                planted[token] = f"{label}.{field.name} of {row.pk}"
    return planted, refused


def links_in(base, response):
    """Addresses of this site that an answer names, whatever its type."""
    text = response.content.decode("utf-8", "replace")
    found = re.findall(r'(?:href|src|action)="([^"]+)"', text) + re.findall(r"https?://[^\s\"'<>\\]+", text)
    for one in found:
        address = urljoin(base, one.replace("&amp;", "&"))
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" == SITE:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def body_of(response):
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def read_all(client, agency):
    """Everything that somebody without an account can get, by address."""
    waiting = ["/", "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json", "/api/v1/agencies"]
    waiting += PublicAddress.objects.values_list("path", flat=True)
    slug = agency.slug
    waiting += [
        f"/{slug}/{rest}"
        for rest in ("", "sitemap.xml", "feed.xml", "feed.json", "data/", "search/", "changes/", "news/")
    ]
    waiting += list_embed_paths(slug, 2566)
    waiting += [f"/{slug}/data/{name}.csv" for name in ("publications", "items", "changes")]
    api = f"/api/v1/agencies/{slug}"
    waiting += [api] + [
        f"{api}/{rest}" for rest in ("years", "news", "changes", "catalog.jsonld", "catalog.rdf", "drafts")
    ]
    waiting += [f"{api}/years/2566/items"] + [f"{api}/years/2566/items/O{number}" for number in range(1, 44)]
    for place in Publication.objects.filter(item__isnull=False).select_related("item"):
        waiting.append(f"{api}/years/2566/items/{place.item.code}/{place.number}")
        waiting.append(f"/{slug}/2566/{place.item.code.lower()}/{place.number}/")
        for version in place.versions.all():
            own = f"/{slug}/2566/{place.item.code.lower()}/{place.number}/v{version.number}/"
            waiting += [own, own + (version.file_name or "x")]
    seen = {}
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/office/", "/static/")):
            continue
        response = client.get(address)
        seen[address] = f"{dict(response.headers)}".encode() + body_of(response)
        if response.status_code == 200 and not response.streaming:
            waiting += links_in(SITE + address, response)
    return seen


@pytest.fixture
def planted(office, settings):  # noqa: F811
    people, arguments = office
    from prongsai.apps.agencies.models import Agency
    from tests.apps.disclosure.desk import Desk

    agency = Agency.objects.get(slug=arguments["slug"])
    year = agency.disclosure_years.get(fiscal_year=2566)
    desk = Desk(
        agency,
        year,
        people["officer"],
        people["clerk_office"],
        people["chief_administrator"],
        people["top_executive"],
        people["agency_admin"],
    )
    from dataclasses import replace

    withdrawn = publish(desk, replace(PAGE, title="ถอนแล้ว", body="zq900001qz"), code="O5")
    withdraw_publication(publication=withdrawn.publication, why="พิมพ์ผิด", by=desk.clerk, at=AT)
    draft(desk, replace(PAGE, title="zq900002qz", body="zq900003qz"), code="O6")
    wait(desk, draft(desk, replace(PAGE, title="zq900004qz", body="zq900005qz"), code="O7"))
    ready(desk, replace(PAGE, title="zq900006qz", body="zq900007qz"), code="O8")
    ready(desk, replace(PAGE, title="zq900008qz", body="zq900009qz"), code=None)
    publish(desk, replace(PAGE, title="ประกาศที่ทุกคนอ่านได้", body="zq999999qz"), code="O3")
    call_command("reindex")
    tokens, refused = plant_everywhere()
    tokens |= {f"zq90000{number}qz": "a text of a version not public" for number in range(1, 10)}
    return agency, tokens, refused


def found_in(texts, tokens):
    return sorted(
        f"{tokens[token]} at {unquote(address)}"
        for address, content in texts.items()
        for token in set(TOKEN.findall(content.decode("utf-8", "replace"))) & set(tokens)
        if token not in address  # what was asked for may be told
    )


def test_no_secret_is_at_any_public_address(client, planted):
    agency, tokens, _refused = planted
    texts = read_all(client, agency)
    assert len(texts) > 150
    assert any(b"zq999999qz" in content for content in texts.values())  # the reading finds what is public
    for path in list_embed_paths(agency.slug, 2566):
        assert b"/2566/o3/" in texts[path]
    found = found_in(texts, tokens)
    assert not found, "\n".join(found)


def test_no_search_finds_a_secret(client, planted, monkeypatch):
    monkeypatch.setattr(finding, "SEARCHES", Limit("public_search", 100_000))  # one place asks for every secret
    agency, tokens, _refused = planted
    texts = {}
    for token in [*list(tokens)[::17], *(f"zq90000{number}qz" for number in range(1, 10))]:
        for address in (f"/{agency.slug}/search/?q={token}", f"/api/v1/agencies/{agency.slug}/search?q={token}"):
            content = client.get(address).content.decode().replace(token, "")
            texts[address] = content.encode()
            assert "/2566/o6/" not in content
            assert '"total": 0' in content or "api" not in address
    found = found_in(texts, tokens)
    assert not found, "\n".join(found)


def test_no_secret_is_in_the_static_copy(planted, tmp_path):
    agency, tokens, _refused = planted
    publish_site(tmp_path / "site", agency=agency.slug, at=AT)
    texts = {str(path): path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert any(b"zq999999qz" in content for content in texts.values())
    found = found_in(texts, tokens)
    assert not found, "\n".join(found)
    assert not any(TOKEN.search(name) for name in texts)


def test_secrets_were_planted_in_every_kind_of_row(planted):
    _agency, tokens, refused = planted
    places = {place.partition(" ")[0] for place in tokens.values()}
    assert len(tokens) > 500
    for expected in (
        "plans.evidence.url",
        "plans.measure.issue",
        "accounts.user.email",
        "disclosure.version.maker_name",
        "disclosure.version.title",
        "handover.part.note",
        "submission.formentry.explanation",
        "data_out.apikey.name",
    ):
        assert expected in places, expected
    assert {place.rpartition(".")[0] for place in refused} <= KEPT_BY_THE_DATABASE
    assert Version.objects.filter(state="published").exists()
