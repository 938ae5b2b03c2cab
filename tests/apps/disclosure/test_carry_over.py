"""What an opened year takes along: drafts of the same content, and last year as it was."""

import pytest
from django.core.files.storage import default_storage

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.actions import discard_version
from prongsai.apps.disclosure.carry_over import carry_over, list_to_carry_over
from prongsai.apps.disclosure.models import ChangeEntry, GateDecision, Publication, Version, YearItem
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.history.models import Event
from tests.apps.disclosure.desk import AT, PAGE, TABLE, draft, file_draft, make_desk, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    made = make_desk()
    publish(made, file_draft("โครงสร้าง"))
    publish(made, TABLE, code="O22")
    publish(made, PAGE, code="O21")  # dropped in 2567
    draft(made, PAGE, code="O2")
    return made


def next_year(desk):
    return open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)


class TestList:
    def test_names_what_is_public_and_asked_for_again_evergreen_first(self, desk):
        found = list_to_carry_over(next_year(desk))

        assert [(one.publication.item.code, one.item.code, one.is_evergreen) for one in found] == [
            ("O1", "O1", True),
            ("O22", "O17", False),
        ]

    def test_is_empty_without_a_year_before(self, desk):
        assert list_to_carry_over(desk.year) == []


class TestCarryOver:
    def test_drafts_the_same_file_under_the_new_item(self, desk):
        year = next_year(desk)
        old = Publication.objects.get(item__code="O1", item__year=desk.year)

        (version,) = carry_over(year=year, publications=[old.pk], by=desk.clerk, at=AT)

        assert (version.state, version.number, version.publication.origin) == ("draft", 1, old)
        assert (version.file.name, version.content_sha256) == (old.current.file.name, old.current.content_sha256)
        assert not GateDecision.objects.filter(version=version).exists()
        assert Event.objects.latest("pk").action == "publication_carried_over"
        assert [one.publication.item.code for one in list_to_carry_over(year)] == ["O22"]

    def test_leaves_last_year_untouched(self, desk):
        def rows():
            return [
                list(model.objects.filter(**{path: desk.year}).order_by("pk").values())
                for model, path in (
                    (YearItem, "year"),
                    (Publication, "item__year"),
                    (Version, "publication__item__year"),
                )
            ] + [list(ChangeEntry.objects.filter(fiscal_year=2566).values())]

        before, public_before = rows(), public.list_items(desk.agency, 2566)
        year = next_year(desk)
        chosen = [one.publication.pk for one in list_to_carry_over(year)]

        carry_over(year=year, publications=chosen, by=desk.clerk, at=AT)

        assert rows() == before
        assert public.list_items(desk.agency, 2566) == public_before

    def test_twice_makes_one(self, desk):
        year = next_year(desk)
        old = Publication.objects.get(item__code="O1", item__year=desk.year)
        carry_over(year=year, publications=[old.pk], by=desk.clerk, at=AT)

        assert carry_over(year=year, publications=[old.pk], by=desk.clerk, at=AT) == []

    def test_a_strangers_publication_is_not_taken(self, desk):
        other = make_desk()
        foreign = publish(other, file_draft()).publication_id

        assert carry_over(year=next_year(desk), publications=[foreign], by=desk.clerk, at=AT) == []

    def test_throwing_the_copy_away_keeps_last_years_file(self, desk, django_capture_on_commit_callbacks):
        old = Publication.objects.get(item__code="O1", item__year=desk.year)
        (version,) = carry_over(year=next_year(desk), publications=[old.pk], by=desk.clerk, at=AT)

        with django_capture_on_commit_callbacks(execute=True):
            discard_version(version=version, by=desk.clerk, at=AT)

        assert default_storage.exists(old.current.file.name)
