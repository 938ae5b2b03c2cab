"""What everybody may read. Only `public_queries` is asked, which knows nothing but what is public."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from prongsai.apps.data_out.api import draw
from prongsai.apps.data_out.api.entity_tags import by_stamp, open_view
from prongsai.apps.data_out.api.paging import AskedByNumber, AskedBySlug, Page, page_of
from prongsai.apps.data_out.api.problems import Problem, Refused
from prongsai.apps.data_out.api.shapes import (
    AgencyOut,
    ChangeOut,
    FoundOut,
    ItemOut,
    PublicationOut,
    WholeItemOut,
    WholePublicationOut,
    YearOut,
)
from prongsai.apps.data_out.dcat import TYPES, CatalogFormat, draw_catalog
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.portal.finding import seconds_to_search
from prongsai.apps.search.queries import search as search_entries
from prongsai.core.errors import PersonError
from prongsai.core.framework import Framework
from prongsai.wiring import framework_files

router = Router(tags=["public"])

Slug = Annotated[str, Path(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60, description="the agency's word")]
Year = Annotated[int, Path(ge=2540, le=2700, description="fiscal year, Buddhist era")]
Code = Annotated[str, Path(pattern=r"^[A-Za-z][0-9.]{1,7}$", description="item code, any case")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
ERRORS = {404: Problem, 422: Problem, 500: Problem, 503: Problem}


@router.get(
    "/agencies",
    response={200: Page[AgencyOut], 422: Problem, 500: Problem, 503: Problem},
    summary="Agencies with a public site",
)
@decorate_view(open_view)
def list_agencies(request: HttpRequest, response: HttpResponse, asked: Query[AskedBySlug]) -> Any:
    """By slug."""
    found = public.list_agencies(after=asked.cursor or "", limit=asked.limit + 1)
    return page_of(found, asked, request=request, response=response, draw=draw.agency, key=lambda one: one.slug)


@router.get("/agencies/{slug}", response={200: AgencyOut, **ERRORS}, summary="One agency")
@decorate_view(by_stamp)
def get_agency(request: HttpRequest, slug: Slug) -> Any:
    """By its word."""
    return draw.agency(_agency_of(slug))


@router.get("/agencies/{slug}/years", response={200: list[YearOut], **ERRORS}, summary="Opened years")
@decorate_view(by_stamp)
def list_years(request: HttpRequest, slug: Slug) -> Any:
    """Newest first."""
    return [draw.year(one) for one in public.list_years(_agency_of(slug))]


@router.get(
    "/agencies/{slug}/years/{fiscal_year}/items", response={200: list[ItemOut], **ERRORS}, summary="Items of a year"
)
@decorate_view(by_stamp)
def list_items(request: HttpRequest, slug: Slug, fiscal_year: Year) -> Any:
    """In the framework's order, each with what is public of it now."""
    found = public.list_items(_agency_of(slug), fiscal_year)
    if not found:
        raise Http404
    entries = draw.entries(_framework(fiscal_year))
    return [draw.item(one, entries.get(one.code)) for one in found]


@router.get(
    "/agencies/{slug}/years/{fiscal_year}/items/{code}", response={200: WholeItemOut, **ERRORS}, summary="One item"
)
@decorate_view(by_stamp)
def get_item(request: HttpRequest, slug: Slug, fiscal_year: Year, code: Code) -> Any:
    """With its elements."""
    found = public.find_item(slug, fiscal_year, code)
    if found is None:
        raise Http404
    return draw.whole_item(found, draw.entries(_framework(fiscal_year)).get(found.code))


@router.get(
    "/agencies/{slug}/years/{fiscal_year}/items/{code}/{int:number}",
    response={200: WholePublicationOut, **ERRORS},
    summary="One publication of an item",
)
@decorate_view(by_stamp)
def get_publication(request: HttpRequest, slug: Slug, fiscal_year: Year, code: Code, number: Number) -> Any:
    """With all its versions."""
    return _publication(_agency_of(slug), (fiscal_year, code), number)


@router.get("/agencies/{slug}/news", response={200: Page[PublicationOut], **ERRORS}, summary="News")
@decorate_view(by_stamp)
def list_news(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Query[AskedByNumber]) -> Any:
    """Newest first."""
    rows = public.list_news(_agency_of(slug), limit=asked.limit + 1, before=asked.cursor)
    return page_of(
        rows, asked, request=request, response=response, draw=draw.publication, key=lambda one: str(one.number)
    )


@router.get(
    "/agencies/{slug}/news/{int:number}", response={200: WholePublicationOut, **ERRORS}, summary="One piece of news"
)
@decorate_view(by_stamp)
def get_news(request: HttpRequest, slug: Slug, number: Number) -> Any:
    """With all its versions."""
    return _publication(_agency_of(slug), None, number)


@router.get("/agencies/{slug}/changes", response={200: Page[ChangeOut], **ERRORS}, summary="Change feed")
@decorate_view(by_stamp)
def list_changes(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Query[AskedByNumber]) -> Any:
    """Oldest first, so that a reader keeps the last cursor and goes on from there."""
    after = asked.cursor or 0
    rows = public.list_changes(_agency_of(slug), after=after, limit=asked.limit + 1, newest_first=False)
    return page_of(rows, asked, request=request, response=response, draw=draw.change, key=lambda one: str(one.number))


@router.get(
    "/agencies/{slug}/search", response={200: FoundOut, 429: Problem, **ERRORS}, summary="Search what is public"
)
@decorate_view(by_stamp)
def search(
    request: HttpRequest,
    slug: Slug,
    q: Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00]*$")],
    page: Annotated[int, Query(ge=1, le=1_000)] = 1,
) -> Any:
    """Thai words, parts of words, either kind of digits."""
    if wait := seconds_to_search(request):
        raise Refused(429, f"too many searches: try again in {wait} s", "ค้นหาถี่เกินไป", {"Retry-After": str(wait)})
    found = search_entries(_agency_of(slug).pk, q, is_public=True, page=page)
    return {
        "said": found.said,
        "total": found.total,
        "is_more": found.is_more,
        "page": found.page,
        "pages": found.pages,
        "items": [
            {
                "kind": hit.kind,
                "title": hit.title,
                "snippet": hit.snippet.text,
                "address": draw.whole(hit.address),
                "fiscal_year": hit.fiscal_year,
                "item_code": hit.item_code,
            }
            for hit in found.hits
        ],
    }


def _catalog_of(file_format: CatalogFormat) -> dict[str, Any]:
    content = {TYPES[file_format]: {"schema": {"type": "string"}}}
    return {"responses": {200: {"description": "the catalogue", "content": content}}}


@router.get(
    "/agencies/{slug}/catalog.jsonld",
    response=ERRORS,
    openapi_extra=_catalog_of("jsonld"),
    summary="DCAT catalogue as JSON-LD",
)
@decorate_view(by_stamp)
def get_catalog_jsonld(request: HttpRequest, slug: Slug) -> Any:
    """All that is public now."""
    return HttpResponse(draw_catalog(_agency_of(slug), "jsonld"), content_type=TYPES["jsonld"])


@router.get(
    "/agencies/{slug}/catalog.rdf",
    response=ERRORS,
    openapi_extra=_catalog_of("rdf"),
    summary="DCAT catalogue as RDF/XML",
)
@decorate_view(by_stamp)
def get_catalog_rdf(request: HttpRequest, slug: Slug) -> Any:
    """The same graph."""
    return HttpResponse(draw_catalog(_agency_of(slug), "rdf"), content_type=TYPES["rdf"])


def _agency_of(slug: str) -> public.PublicAgency:
    row = public.find_agency(slug)
    if row is None:
        raise Http404
    return row


def _publication(agency: public.PublicAgency, place: tuple[int, str] | None, number: int) -> draw.Drawn:
    found = public.find_publication(agency, place, number)
    if found is None:
        raise Http404
    return draw.whole_publication(found)


def _framework(fiscal_year: int) -> Framework:
    try:
        return framework_files().get(fiscal_year)
    except PersonError as error:
        raise Http404 from error
