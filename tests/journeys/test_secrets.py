"""One secret in every text of every row that is not public; then everything public is read and none may be there.

Public is: every address ever issued, whatever links lead to from the front page, feeds, site maps, the search, the API,
and the static copy. A text that the public may read is named in PUBLIC with the rows of which that holds; one of those
is planted as well, to see that the reading finds what is there.
"""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from itertools import count
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, models, transaction

from prongsai.apps.accounts.rate_limit import Limit
from prongsai.apps.disclosure import gate
from prongsai.apps.disclosure.copies import make_copies
from prongsai.apps.disclosure.gate_actions import take_masked
from prongsai.apps.disclosure.models import PublicAddress, Publication, PublicProfile, Version
from prongsai.apps.disclosure.public_queries import iter_publications
from prongsai.apps.disclosure.publish_actions import publish_version, withdraw_publication
from prongsai.apps.portal import finding
from prongsai.apps.portal.static_copy.publish import publish_site
from prongsai.core.public_address import list_embed_paths
from tests.apps.disclosure.desk import AT, PAGE, TABLE, approve, draft, file_draft, make_desk, publish, ready, wait
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
    "disclosure.linkanswer",
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


NUMBER = "089-123-4567"
LIST = f"ชื่อ,โทรศัพท์มือถือ\nนายสมชาย ใจดี,{NUMBER}\n".encode()
WITH_NUMBER = {
    "O1": replace(PAGE, title="ผู้ติดต่อ", body=f"นายสมชาย ใจดี โทร {NUMBER}"),
    "O2": replace(TABLE, table=(("ชื่อ", "โทรศัพท์มือถือ"), ("นายสมชาย ใจดี", NUMBER))),
    "O3": file_draft("รายชื่อ", f"2566-{NUMBER}.csv", LIST),  # a year before it, and hyphens between them
    "O4": replace(PAGE, title=f"นายสมชาย ใจดี โทร {NUMBER}", body="ติดต่อในเวลาราชการ"),
    None: replace(PAGE, title="ข่าว", body=f"สอบถามนางสมศรี ใจงาม {NUMBER}"),
}
"""What is published as its masked copy, by item; None is news."""


def publish_masked(desk, what, code):
    """Looked through by the machine, masked by it, and public with the copies that the job makes."""
    version = wait(desk, draft(desk, what, code))
    assert gate.look(version, at=AT)
    version.refresh_from_db()
    assert {one.kind for one in version.personal_findings.all()} == {"mobile_number"}
    version = approve(desk, version)
    masked = gate.masked_content(version)
    take_masked(version=version, seen_sha256=version.content_sha256, masked=masked, by=desk.administrator, at=AT)
    version = publish_version(version=version, by=desk.clerk, at=AT)
    make_copies(version, at=AT)
    return version


def hashes_of(version):
    """Every hash of what was masked away, as somebody could try all numbers on: by what it is of."""
    from prongsai.documents.plain_table import draw_table_csv

    texts = {"body": version.body, "title": version.title, "table": json.dumps(version.table, ensure_ascii=False)}
    unmasked = {name: text.encode() for name, text in texts.items() if NUMBER in text}
    if version.kind == "table":
        unmasked["csv"] = draw_table_csv(version.table)
    if version.kind == "file":
        unmasked["file"] = LIST
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in unmasked.items()}
    digests |= {"content": version.content_sha256} | ({"stored": version.sha256} if version.sha256 else {})
    assert len(set(digests.values())) >= 2
    return digests


@pytest.fixture
def masked():
    desk = make_desk()
    return desk, [publish_masked(desk, what, code) for code, what in WITH_NUMBER.items()]


def leaks_in(texts, versions):
    """Where the number stands, or a hash of what holds it: whole, its beginning, or in base 64."""
    wanted = {NUMBER: "the number", NUMBER.replace("-", ""): "the number"}
    for version in versions:
        for name, digest in hashes_of(version).items():
            wanted[digest[:12]] = f"hash of the {name} of {version.kind} {version.pk}"
            wanted[b64encode(bytes.fromhex(digest)).decode()[:16]] = f"hash of the {name} of {version.pk}, base 64"
    return sorted(
        f"{what} at {unquote(address)}"
        for address, content in texts.items()
        for value, what in wanted.items()
        if value.encode() in content
    )


def test_no_hash_of_what_was_masked_is_at_any_public_address(client, masked):
    desk, versions = masked
    texts = read_all(client, desk.agency)
    assert len([one for one in texts.values() if "●●●".encode() in one]) > 20  # the masked copies were read
    found = leaks_in(texts, versions)
    assert not found, "\n".join(found)


def test_no_hash_of_what_was_masked_is_in_the_static_copy(masked, tmp_path):
    desk, versions = masked
    publish_site(tmp_path / "site", agency=desk.agency.slug, at=AT)
    texts = {str(path): path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert any("●●●".encode() in content for content in texts.values())
    found = leaks_in(texts, versions)
    assert not found, "\n".join(found)


def test_the_reading_finds_a_hash_that_is_there(client, masked):
    _desk, versions = masked
    texts = {"/here": versions[0].content_sha256.encode(), "/there": f"โทร {NUMBER}".encode()}
    found = leaks_in(texts, versions)
    assert [one.rpartition(" at ")[2] for one in found] == ["/here", "/there"]


def test_the_public_hash_is_of_what_the_public_reads(masked):
    """Lists and whole pages name the same hash, and anybody can work it out from what is shown."""
    desk, versions = masked
    lists = {one.address: one.current for one in iter_publications(desk.agency, with_content=False)}
    whole = {one.address: one.current for one in iter_publications(desk.agency)}
    assert len(whole) == len(versions)
    for address, shown in whole.items():
        assert shown.is_masked
        assert lists[address].content_sha256 == shown.content_sha256
        assert not lists[address].body
        file = shown.files[0] if shown.kind == "file" else None
        said = {
            "kind": shown.kind,
            "title": shown.title,
            "period": [day.isoformat() if day else None for day in (shown.period_from, shown.period_to)],
            "as_of": shown.as_of_on.isoformat() if shown.as_of_on else None,
            "body": shown.body,
            "table": [list(row) for row in shown.table],
            "url": shown.url,
            "file": [file.saved_as, file.sha256] if file else ["", ""],
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert shown.content_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert not {one.content_sha256 for one in whole.values()} & {one.content_sha256 for one in versions}


def test_what_is_not_masked_keeps_the_hash_that_was_approved(masked):
    desk, _versions = masked
    version = publish(desk, replace(PAGE, title="ไม่มีอะไรต้องปกปิด"), code="O5")
    shown = next(one.current for one in iter_publications(desk.agency) if one.place.code == "O5")
    assert shown.content_sha256 == version.content_sha256 == version.approved_sha256


def test_marks_of_the_static_copy_do_not_go_by_what_was_masked(masked):
    """They lie in a folder beside the site, and a short hash of a hash can be tried as well."""
    from prongsai.apps.disclosure.public_queries import find_agency
    from prongsai.apps.portal.static_copy import marks

    desk, versions = masked
    agency = find_agency(desk.agency.slug)
    rows = repr(list(marks._versions(agency)))
    assert not [one.pk for one in versions if one.content_sha256 in rows]
    clear = publish(desk, replace(PAGE, title="ไม่มีอะไรต้องปกปิด"), code="O5")
    assert clear.content_sha256 in repr(list(marks._versions(agency)))
