"""Drafts by a key: written, changed, handed on to approval. A key approves nothing and publishes nothing."""

import hashlib
from typing import Annotated, Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Header, Path, Query, Router, Status
from ninja.files import UploadedFile
from ninja.security import HttpBearer

from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from prongsai.apps.data_out.api import draw
from prongsai.apps.data_out.api.paging import AskedByNumber, Page, page_of
from prongsai.apps.data_out.api.problems import Problem, Refused
from prongsai.apps.data_out.api.read import Code, Slug, Year
from prongsai.apps.data_out.api.shapes import DraftIn, DraftOut, FileDraftIn
from prongsai.apps.data_out.keys import find_key
from prongsai.apps.data_out.models import ApiKey, MadeOnce
from prongsai.apps.disclosure import actions, queries
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.models import IN_THE_MAKING, Version, YearItem
from prongsai.apps.disclosure.permissions import may_write
from prongsai.apps.plans.uploads import read_files

CALLS = Limit("api", 600)
"""Calls of one key in ten minutes."""


class KeyAuth(HttpBearer):
    """A key in the Authorization header."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """The key, None when it opens nothing. Raises Refused when it calls too often."""
        now = timezone.now()
        key = find_key(token, now)
        if key is not None and (wait := seconds_to_wait(CALLS, f"key:{key.pk}", now)):
            raise Refused(429, f"too many calls: try again in {wait} s", "เรียกถี่เกินไป", {"Retry-After": str(wait)})
        return key


router = Router(tags=["drafts"], auth=KeyAuth())
ERRORS = {
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    422: Problem,
    429: Problem,
    500: Problem,
    503: Problem,
}
DraftId = Annotated[int, Path(ge=1, le=2**53, description="`id` of a draft")]
Once = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,100}$",
        description="the same call with the same word makes one draft",
    ),
]
IfMatch = Annotated[
    str, Header(alias="If-Match", pattern=r'^"?[0-9a-f]{64}"?$', description="`content_sha256` of what you read")
]


@router.get("/agencies/{slug}/drafts", response={200: Page[DraftOut], **ERRORS}, summary="Drafts you may write")
def list_drafts(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Query[AskedByNumber]) -> Any:
    """What is not public yet and the key's person may write, newest first."""
    key = _key(request, slug, "drafts:read")
    rows = Version.objects.filter(publication__agency=key.agency, state__in=IN_THE_MAKING)
    if asked.cursor is not None:
        rows = rows.filter(pk__lt=asked.cursor)
    rows = rows.select_related("publication__item__year", "publication__item__unit", "publication__agency")
    mine = [row for row in rows.order_by("-pk") if may_write(key.user, key.agency, row.publication.item)]
    found = mine[: asked.limit + 1]
    return page_of(found, asked, request=request, response=response, draw=draw.draft, key=lambda row: str(row.pk))


@router.post(
    "/agencies/{slug}/years/{fiscal_year}/items/{code}/drafts",
    response={200: DraftOut, 201: DraftOut, **ERRORS},
    summary="Draft a publication of an item",
)
def draft_for_item(
    request: HttpRequest, slug: Slug, fiscal_year: Year, code: Code, said: DraftIn, once: Once = None
) -> Any:
    """A new publication, not public: people approve and publish it."""
    key = _key(request, slug, "drafts:write")
    return _make(key, _item(key, fiscal_year, code), _draft(said), once, said.model_dump_json())


@router.post(
    "/agencies/{slug}/years/{fiscal_year}/items/{code}/drafts/file",
    response={200: DraftOut, 201: DraftOut, **ERRORS},
    summary="Draft a publication of an item from a file",
)
def draft_file_for_item(
    request: HttpRequest,
    slug: Slug,
    fiscal_year: Year,
    code: Code,
    said: Form[FileDraftIn],
    file: File[UploadedFile],
    once: Once = None,
) -> Any:
    """The type is found by the file's content, whatever its name says."""
    key = _key(request, slug, "drafts:write")
    item = _item(key, fiscal_year, code)
    [handed] = read_files([file])
    draft = Draft("file", said.title, said.period_from, said.period_to, said.as_of_on, file=handed)
    seen = said.model_dump_json() + hashlib.sha256(handed.content).hexdigest()
    return _make(key, item, draft, once, seen)


@router.post("/agencies/{slug}/news/drafts", response={200: DraftOut, 201: DraftOut, **ERRORS}, summary="Draft news")
def draft_news(request: HttpRequest, slug: Slug, said: DraftIn, once: Once = None) -> Any:
    """News, not public yet."""
    key = _key(request, slug, "drafts:write")
    if not may_write(key.user, key.agency, None):
        raise Refused(403, "the key's person may not write news", "ผู้ถือรหัสนี้เขียนข่าวไม่ได้")
    return _make(key, None, _draft(said), once, said.model_dump_json())


@router.get("/drafts/{int:draft_id}", response={200: DraftOut, **ERRORS}, summary="One draft")
def get_draft(request: HttpRequest, response: HttpResponse, draft_id: DraftId) -> Any:
    """With its entity tag."""
    _key_used, version = _version(request, draft_id, "drafts:read")
    return _tagged(response, version)


@router.put("/drafts/{int:draft_id}", response={200: DraftOut, **ERRORS}, summary="Change a draft")
def change_draft(request: HttpRequest, response: HttpResponse, draft_id: DraftId, said: DraftIn, seen: IfMatch) -> Any:
    """Only what was read is changed: somebody else's change answers 409."""
    key, version = _version(request, draft_id, "drafts:write")
    _require_seen(version, seen)
    row = actions.edit_version(
        version=version, seen_sha256=seen.strip('"'), draft=_draft(said), by=key.user, at=timezone.now()
    )
    return _tagged(response, row)


@router.delete("/drafts/{int:draft_id}", response={204: None, **ERRORS}, summary="Throw a draft away")
def discard_draft(request: HttpRequest, draft_id: DraftId) -> Any:
    """Only a draft: what was handed on is taken back by people."""
    key, version = _version(request, draft_id, "drafts:write")
    actions.discard_version(version=version, by=key.user, at=timezone.now())
    return Status(204, None)


@router.post("/drafts/{int:draft_id}/hand-in", response={200: DraftOut, **ERRORS}, summary="Ask for approval")
def hand_in(request: HttpRequest, response: HttpResponse, draft_id: DraftId, seen: IfMatch) -> Any:
    """Of exactly what was read."""
    key, version = _version(request, draft_id, "drafts:hand_in")
    _require_seen(version, seen)
    row = actions.hand_to_approval(version=version, seen_sha256=seen.strip('"'), by=key.user, at=timezone.now())
    return _tagged(response, row)


def _key(request: HttpRequest, slug: str | None, scope: str) -> ApiKey:
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    if slug is not None and key.agency.slug != slug:
        raise Http404
    if scope not in key.scopes:
        raise Refused(403, f"this key has no scope {scope}", f"รหัสนี้ไม่มีสิทธิ {scope}")
    return key


def _item(key: ApiKey, fiscal_year: int, code: str) -> YearItem:
    rows = YearItem.objects.select_related("year__agency", "unit")
    row = rows.filter(year__agency=key.agency, year__fiscal_year=fiscal_year, code=code.upper()).first()
    if row is None:
        raise Http404
    if not may_write(key.user, key.agency, row):
        raise Refused(403, "the key's person does not write for this item", "ผู้ถือรหัสนี้ไม่ได้รับผิดชอบรายการนี้")
    return row


def _version(request: HttpRequest, draft_id: int, scope: str) -> tuple[ApiKey, Version]:
    """The key, and a version not public yet that its person may write; anything else is not there."""
    key = _key(request, None, scope)
    row = queries.version_to_write(key.user, draft_id)
    if row.publication.agency_id != key.agency_id or row.state not in IN_THE_MAKING:
        raise Http404
    return key, row


def _require_seen(version: Version, seen: str) -> None:
    if seen.strip('"') != version.content_sha256:
        raise Refused(409, "somebody else saved first: read it again", "มีผู้อื่นบันทึกก่อน ให้อ่านใหม่")


def _make(key: ApiKey, item: YearItem | None, draft: Draft, once: str | None, seen: str) -> Any:
    """A draft; the one made before when the word was used for the same call."""
    where = f"{item.pk if item else 'news'}"
    digest = hashlib.sha256(f"{where}\n{seen}".encode()).hexdigest()
    if once is not None and (made := _made(key, once, digest)):
        return Status(200, draw.draft(made))
    now = timezone.now()
    try:
        with transaction.atomic():
            version = actions.draft_publication(agency=key.agency, item=item, draft=draft, by=key.user, at=now)
            if once is not None:
                MadeOnce.objects.create(key=key, word=once, request_sha256=digest, version=version, made_at=now)
    except IntegrityError:
        made = _made(key, once, digest) if once is not None else None  # two at once: the other was quicker
        if made is None:
            raise
        return Status(200, draw.draft(made))
    return Status(201, draw.draft(_whole(version.pk)))


def _made(key: ApiKey, once: str, digest: str) -> Version | None:
    row = MadeOnce.objects.filter(key=key, word=once).first()
    if row is None:
        return None
    if row.request_sha256 != digest:
        raise Refused(409, "this Idempotency-Key was used for another call", "Idempotency-Key นี้ใช้กับคำขออื่นไปแล้ว")
    return _whole(row.version_id)


def _whole(version_id: int) -> Version:
    return Version.objects.select_related("publication__item__year", "publication__agency").get(pk=version_id)


def _draft(said: DraftIn) -> Draft:
    return Draft(
        said.kind,
        said.title,
        said.period_from,
        said.period_to,
        said.as_of_on,
        body=said.body,
        table=tuple(tuple(row) for row in said.table),
        url=said.url,
    )


def _tagged(response: HttpResponse, row: Version) -> draw.Drawn:
    response.headers["ETag"] = f'"{row.content_sha256}"'
    response.headers["Cache-Control"] = "private, no-store"
    return draw.draft(row)
