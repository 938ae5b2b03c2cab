"""The catalogue read back by an independent step: what is in it, in both formats the same graph."""

from datetime import timedelta

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from prongsai.apps.disclosure.publish_actions import withdraw_publication
from tests.apps.disclosure.desk import AT, LINK, TABLE, draft, file_draft, make_desk, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


def read(client, desk, ending):
    response = client.get(f"/api/v1/agencies/{desk.agency.slug}/catalog.{ending}")
    assert response.status_code == 200
    graph = Graph()
    graph.parse(data=response.content, format={"jsonld": "json-ld", "rdf": "xml"}[ending])
    return response, graph


def test_one_catalogue_two_formats(client, desk):
    publish(desk, TABLE)
    publish(desk, file_draft(), code="O2")
    first, jsonld = read(client, desk, "jsonld")
    second, rdf = read(client, desk, "rdf")
    assert first.headers["Content-Type"] == "application/ld+json"
    assert second.headers["Content-Type"] == "application/rdf+xml"
    assert isomorphic(jsonld, rdf)


def test_a_dataset_a_publication_and_a_distribution_a_file(client, desk):
    publish(desk, file_draft())
    _response, graph = read(client, desk, "rdf")
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(dataset) == f"http://127.0.0.1:8000/{desk.agency.slug}/2566/o1/1/"
    [part] = graph.objects(dataset, DCAT.distribution)
    assert str(graph.value(part, DCAT.mediaType)).endswith("application/pdf")
    assert int(graph.value(part, DCAT.byteSize)) == 15
    assert graph.value(dataset, DCTERMS.publisher) is not None


def test_the_period_and_a_link(client, desk):
    publish(desk, TABLE)
    publish(desk, LINK, code="O2")
    _response, graph = read(client, desk, "jsonld")
    period = graph.value(URIRef(f"http://127.0.0.1:8000/{desk.agency.slug}/2566/o1/1/"), DCTERMS.temporal)
    assert str(graph.value(period, DCAT.startDate)) == "2022-11-01"
    assert (None, DCAT.accessURL, URIRef("https://www.example.go.th/plan")) in graph


def test_nothing_withdrawn_and_no_draft(client, desk):
    version = publish(desk)
    withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT + timedelta(days=2))
    draft(desk, TABLE, code="O2")
    _response, graph = read(client, desk, "jsonld")
    assert list(graph.subjects(RDF.type, DCAT.Dataset)) == []


def test_an_address_with_signs_no_iri_may_hold(client, desk):
    from dataclasses import replace

    publish(desk, replace(LINK, url="https://www.example.go.th/แผน|a?x={1}"))
    _response, graph = read(client, desk, "rdf")
    assert any("%7C" in str(target) for target in graph.objects(None, DCAT.accessURL))
