"""The agency's catalogue of what is public, as DCAT 3: JSON-LD and RDF/XML from one graph."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from prongsai.apps.data_out.api.draw import whole
from prongsai.apps.disclosure import public_queries as public
from prongsai.core.public_address import agency_path

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

CatalogFormat = Literal["jsonld", "rdf"]
TYPES: dict[CatalogFormat, str] = {"jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_THAI = "http://publications.europa.eu/resource/authority/language/THA"


def draw_catalog(agency: public.PublicAgency, file_format: CatalogFormat) -> bytes:
    """The catalogue's bytes. A publication is a dataset, its files are distributions; withdrawn ones are left out."""
    graph = _graph(agency, public.iter_publications(agency))
    if file_format == "rdf":
        return bytes(graph.serialize(format="pretty-xml", encoding="utf-8"))
    from rdflib.namespace import DCAT, DCTERMS, FOAF, XSD

    context = {"dcat": str(DCAT), "dct": str(DCTERMS), "foaf": str(FOAF), "xsd": str(XSD)}
    return bytes(graph.serialize(format="json-ld", context=context, auto_compact=False, encoding="utf-8"))


def _graph(agency: public.PublicAgency, publications: Iterable[public.PublicPublication]) -> "Graph":
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

    graph = Graph()
    for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, space)
    front = whole(agency_path(agency.slug))
    catalog, publisher = URIRef(f"{front}data/"), URIRef(f"{front}#agency")
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, Literal(agency.name, lang="th")))
    graph.add((publisher, FOAF.homepage, URIRef(front)))
    graph.add((catalog, RDF.type, DCAT.Catalog))
    graph.add((catalog, DCTERMS.title, Literal(f"ข้อมูลสาธารณะของ{agency.name}", lang="th")))
    graph.add((catalog, DCTERMS.title, Literal(f"Public data of {agency.name}", lang="en")))
    graph.add((catalog, DCTERMS.description, Literal(f"ข้อมูลที่{agency.name}เปิดเผยตามการประเมิน ITA", lang="th")))
    graph.add((catalog, DCTERMS.publisher, publisher))
    graph.add((catalog, DCTERMS.language, URIRef(_THAI)))
    graph.add((catalog, FOAF.homepage, URIRef(front)))
    graph.add((catalog, DCTERMS.modified, Literal(agency.changed_at.isoformat(), datatype=XSD.dateTime)))
    for one in publications:
        if not one.current.is_withdrawn:
            graph.add((catalog, DCAT.dataset, _add_dataset(graph, one, publisher)))
    return graph


def _add_dataset(graph: "Graph", one: public.PublicPublication, publisher: "URIRef") -> "URIRef":
    from rdflib import Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

    now, first = one.current, one.versions[-1]
    dataset = URIRef(whole(one.address))
    about = f"รายการ {one.item_code} ปีงบประมาณ {one.fiscal_year}" if one.item_code else "ข่าวประชาสัมพันธ์"
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.title, Literal(now.title, lang="th")))
    graph.add((dataset, DCTERMS.description, Literal(f"{about}: {now.title}", lang="th")))
    graph.add((dataset, DCTERMS.identifier, Literal(whole(one.address))))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCTERMS.issued, Literal(first.published_at.isoformat(), datatype=XSD.dateTime)))
    graph.add((dataset, DCTERMS.modified, Literal(now.published_at.isoformat(), datatype=XSD.dateTime)))
    graph.add((dataset, URIRef(f"{DCAT}version"), Literal(str(now.number))))
    graph.add((dataset, DCAT.landingPage, URIRef(whole(one.address))))
    if one.item_code:
        graph.add((dataset, DCAT.keyword, Literal(one.item_code)))
    if now.period_from is not None or now.period_to is not None:
        _add_period(graph, dataset, now.period_from, now.period_to)
    if now.kind == "link":
        _add_distribution(graph, dataset, now.url, now.title, "", 0)
    for file in now.files:
        _add_distribution(graph, dataset, whole(file.address), file.name, file.content_type, file.size_bytes)
    return dataset


def _add_period(graph: "Graph", dataset: "URIRef", begins: date | None, ends: date | None) -> None:
    from rdflib import Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

    period = URIRef(f"{dataset}#period")
    graph.add((dataset, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    for name, day in ((DCAT.startDate, begins), (DCAT.endDate, ends)):
        if day is not None:
            graph.add((period, name, Literal(day.isoformat(), datatype=XSD.date)))


def _add_distribution(
    graph: "Graph", dataset: "URIRef", address: str, title: str, content_type: str, size_bytes: int
) -> None:
    from rdflib import Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

    target = URIRef(_as_iri(address))
    part = URIRef(f"{target}#distribution")
    graph.add((dataset, DCAT.distribution, part))
    graph.add((part, RDF.type, DCAT.Distribution))
    graph.add((part, DCTERMS.title, Literal(title, lang="th")))
    if not content_type:
        graph.add((part, DCAT.accessURL, target))
        return
    graph.add((part, DCAT.accessURL, dataset))
    graph.add((part, DCAT.downloadURL, target))
    graph.add((part, DCAT.mediaType, URIRef(_MEDIA + content_type.partition(";")[0])))
    graph.add((part, DCAT.byteSize, Literal(size_bytes, datatype=XSD.nonNegativeInteger)))


def _as_iri(address: str) -> str:
    """The address with the few signs percent-encoded that no IRI may hold: agencies' links hold them."""
    return "".join(f"%{ord(sign):02X}" if sign in ' <>"{}|\\^`' or sign < " " else sign for sign in address)
