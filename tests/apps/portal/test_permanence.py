"""Every address ever given to the public answers for good, whatever the agency is called and whatever was replaced since."""

from importlib import import_module

import pytest
from django.apps import apps

from prongsai.apps.disclosure.models import PublicAddress
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.portal.answers import memory
from prongsai.core.public_address import list_embed_paths
from tests.apps.disclosure.desk import AT, LINK, NOTHING, PAGE, TABLE, file_draft, make_desk, publish
from tests.apps.portal.published import open_year

pytestmark = pytest.mark.django_db


def test_every_address_ever_issued_answers(client):
    desk = make_desk()
    first = publish(desk, PAGE)
    for draft in (TABLE, LINK, NOTHING, file_draft()):
        publish(desk, draft, code="O2")
    publish(desk, PAGE, publication=first.publication)
    publish(desk, file_draft("ข่าว", "ข่าว.pdf"), code=None)
    gone = publish(desk, file_draft("ถอน", "ถอน.pdf"), code="O3")
    withdraw_publication(publication=gone.publication, why="ข้อมูลผิด", by=desk.clerk, at=AT)
    desk.agency.name, desk.agency.kind = "เทศบาลเมืองชื่อใหม่", "town_municipality"
    desk.agency.save()
    memory.drop()

    paths = list(PublicAddress.objects.values_list("path", flat=True))

    assert len(paths) > 15
    assert set(list_embed_paths(desk.agency.slug, 2566)) <= set(paths)
    statuses = {path: client.get(path).status_code for path in paths}
    files_gone = {path for path in paths if "/o3/" in path and not path.endswith("/")}
    assert files_gone
    assert {path: status for path, status in statuses.items() if status != (410 if path in files_gone else 200)} == {}
    assert "ข้อมูลผิด" in client.get(f"/{desk.agency.slug}/2566/o3/1/").content.decode()


def test_years_opened_before_have_the_addresses_for_other_sites(client):
    year = open_year(codes=2)
    assert not PublicAddress.objects.exists()

    migration = import_module("prongsai.apps.portal.migrations.0002_embed_addresses")
    migration.issue(apps, None)
    migration.issue(apps, None)

    paths = set(PublicAddress.objects.values_list("path", flat=True))
    assert paths == set(list_embed_paths(year.agency.slug, 2566))
    assert {client.get(path).status_code for path in paths} == {200}
