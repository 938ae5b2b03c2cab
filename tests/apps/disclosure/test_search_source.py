"""What is public is found at once, what is not or no more is never found, and a rebuilt index finds the same."""

import pytest
from django.core.management import call_command

from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.search.models import Entry
from prongsai.apps.search.queries import search
from tests.apps.disclosure.desk import AT, TABLE, again, draft, make_desk, publish, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


def titles(desk, text, *, is_public=True):
    return [hit.title for hit in search(desk.agency, text, is_public=is_public).hits]


def test_an_opened_year_has_its_pages(desk):
    assert any(title.startswith("O1 ") for title in titles(desk, "โครงสร้าง"))


def test_published_is_found_by_title_text_and_cells(desk):
    publish(desk, TABLE)
    assert "สรุปการจัดซื้อจัดจ้าง" in titles(desk, "สรุปการจัดซื้อ")
    assert "สรุปการจัดซื้อจัดจ้าง" in titles(desk, "หมึกพิมพ์")
    [hit] = search(desk.agency, "หมึกพิมพ์", is_public=True).hits
    assert hit.address == f"/{desk.agency.slug}/2566/o1/1/"


def test_what_waits_is_not_found(desk):
    draft(desk, TABLE)
    ready(desk, TABLE, code="O2")
    assert titles(desk, "หมึกพิมพ์") == []
    assert titles(desk, "หมึกพิมพ์", is_public=False) == []


def test_replaced_and_withdrawn_words_are_gone(desk):
    version = publish(desk, TABLE)
    again(desk, version, title="ฉบับใหม่กว่า")
    assert titles(desk, "หมึกพิมพ์") == []
    assert titles(desk, "ฉบับใหม่กว่า") == ["ฉบับใหม่กว่า"]
    withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)
    assert titles(desk, "ฉบับใหม่กว่า") == []


def test_news(desk):
    publish(desk, code=None)
    [hit] = [one for one in search(desk.agency, "กองคลัง", is_public=True).hits if one.kind == "news"]
    assert hit.address == f"/{desk.agency.slug}/news/1/"


def test_a_rebuilt_index_is_the_same(desk):
    publish(desk, TABLE)
    publish(desk, code=None)
    kinds = ("publication", "news", "public_item")
    before = sorted(
        Entry.objects.filter(kind__in=kinds).values_list("kind", "object_id", "title", "words", "is_public")
    )
    Entry.objects.all().delete()
    call_command("reindex")
    after = sorted(Entry.objects.filter(kind__in=kinds).values_list("kind", "object_id", "title", "words", "is_public"))
    assert before == after
    assert len(before) == 45
