"""What the public finds: exactly what is public now, at its permanent address, masked where it is masked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.search.actions import rebuild
from prongsai.apps.search.models import Entry
from prongsai.apps.search.queries import kinds_for, search
from tests.apps.disclosure.desk import AT, PAGE, TABLE, again, draft, make_desk, publish, ready, wait
from tests.apps.factories import make_agency, make_plan

pytestmark = pytest.mark.django_db


def found(text, agency=None, **more):
    return [(hit.kind, hit.address) for hit in search(agency, text, is_public=True, **more).hits]


class TestItems:
    def test_each_item_of_an_opened_year_is_found_though_empty(self, desk):
        slug = desk.agency.slug

        assert ("public_item", f"/{slug}/2566/o7/") in found("ข่าวประชาสัมพันธ์")
        assert found("O43")[0] == ("public_item", f"/{slug}/2566/o43/")
        assert Entry.objects.filter(kind="public_item").count() == desk.year.items.count()

    def test_inside_they_lead_to_the_page_of_the_office_once(self, desk):
        item = desk.item("O7")
        kinds = [source.kind for source in kinds_for(desk.clerk, desk.agency)]

        hits = search(desk.agency, "ข่าวประชาสัมพันธ์ O7", is_public=False, allowed=kinds).hits

        assert [(hit.kind, hit.address) for hit in hits] == [("item", f"/office/year/items/{item.pk}/")]

    def test_a_plan_made_before_its_year_was_opened_gives_way(self):
        agency = make_agency()
        make_plan(agency, 2566)
        assert Entry.objects.get(kind="item", object_id="2566-O7").address.startswith("/office/plans/")

        make_desk(agency)

        assert Entry.objects.get(kind="item", object_id="2566-O7").address.startswith("/office/year/items/")


class TestPublications:
    def test_nothing_before_it_is_published(self, desk):
        only = replace(PAGE, title="ผังน้ำตกตาดโตน")

        draft(desk, only)
        wait(desk, draft(desk, only))
        ready(desk, only)

        assert found("น้ำตกตาดโตน") == []
        assert search(None, "ตกตาด", is_public=True).said == "nothing"

    def test_found_by_title_and_text_once_published(self, desk):
        publish(desk, TABLE, "O21")

        address = f"/{desk.agency.slug}/2566/o21/1/"
        assert ("publication", address) in found("สรุปการจัดซื้อจัดจ้าง")
        assert found("หมึกพิมพ์ 4500") == [("publication", address)]

    def test_a_replaced_version_is_found_by_its_new_words_only(self, desk):
        version = publish(desk, replace(PAGE, title="โครงสร้างเดิมแท้"))

        again(desk, version, title="โครงสร้างใหม่เอี่ยม")

        assert [kind for kind, _address in found("ใหม่เอี่ยม")] == ["publication"]
        assert found("เดิมแท้") == []

    def test_a_withdrawn_one_no_more(self, desk):
        version = publish(desk, replace(PAGE, title="ข้อมูลที่ผิดพลาด"))
        assert found("ผิดพลาด")

        withdraw_publication(publication=version.publication, why="ผิดปี", by=desk.clerk, at=AT + timedelta(days=2))

        assert found("ผิดพลาด") == []

    def test_news_at_its_address(self, desk):
        publish(desk, replace(PAGE, title="งานลอยกระทง"), None)

        assert found("ลอยกระทง") == [("publication", f"/{desk.agency.slug}/news/1/")]

    def test_of_one_agency_or_of_all(self, desk):
        other = make_desk()
        for one in (desk, other):
            publish(one, replace(PAGE, title="งานลอยกระทง"), None)

        assert len(found("ลอยกระทง")) == 2
        assert found("ลอยกระทง", other.agency) == [("publication", f"/{other.agency.slug}/news/1/")]

    def test_making_the_index_anew_gives_the_same(self, desk):
        version = publish(desk, TABLE, "O21")
        publish(desk, replace(PAGE, title="งานลอยกระทง"), None)
        gone = publish(desk, PAGE)
        withdraw_publication(publication=gone.publication, why="ผิดปี", by=desk.clerk, at=AT + timedelta(days=2))
        kept = sorted(Entry.objects.values_list("kind", "object_id", "words", "address", "is_public"))
        assert version.publication.number == 1

        rebuild(at=AT)

        assert sorted(Entry.objects.values_list("kind", "object_id", "words", "address", "is_public")) == kept
