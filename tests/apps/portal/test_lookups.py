"""The pages' own look-ups, made for few queries, say exactly what the one public door of `disclosure` says."""

import pytest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import public_queries
from prongsai.apps.portal import lookups
from prongsai.apps.portal.addresses import Place
from tests.apps.portal.published import PDF, add_copy, item_of, mask, open_year, publish

pytestmark = pytest.mark.django_db
ALIKE = (
    "number",
    "kind",
    "state",
    "published_at",
    "replaced_at",
    "withdrawn_at",
    "withdrawn_why",
    "is_masked",
    "period_from",
    "period_to",
    "as_of_on",
    "body",
    "table",
    "url",
    "approved_capacity",
    "content_sha256",
)


def test_both_doors_show_the_same():
    year = open_year(codes=3)
    item = item_of(year)
    old = publish(item, "เก่า", "replaced", content=PDF)
    publish(item, "ใหม่", publication=old.publication, content=PDF)
    masked = publish(item, "มีเลขบัตร", body="1-1001", masked_title="มีเลข…", masked_body="…")
    mask(masked)
    table = publish(item, "ตาราง", kind="table", table=[["ก"], ["1"]])
    add_copy(table, "csv", b"a", "ตาราง.csv", "text/csv")
    publish(item, "ลิงก์", kind="link", url="https://example.go.th/a")
    publish(item, "ถอน", "withdrawn", content=PDF)
    publish(item, "ร่าง", "draft")
    agency = Agency.objects.get()

    seen = 0
    for number in range(1, 8):
        theirs = public_queries.find_publication(agency, (2566, "O1"), number)
        ours = lookups.find_publication(Place(agency.slug, 2566, "O1"), number)
        assert (theirs is None) == (ours is None), number
        if theirs is None or ours is None:
            continue
        for one, other in zip(theirs.versions, ours[1].versions, strict=True):
            seen += 1
            assert {name: getattr(one, name) for name in ALIKE} == {name: getattr(other, name) for name in ALIKE}
            assert [(file.name, file.sha256, file.stored) for file in one.files] == [
                (file.name, file.sha256, file.stored_as) for file in other.files
            ]
            assert other.title == one.title
    assert seen == 6
