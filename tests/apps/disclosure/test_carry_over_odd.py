"""Carrying over what is in an odd state: withdrawn, replaced, on its way, masked, thrown away, without its file."""

from dataclasses import replace

import pytest

from prongsai.apps.disclosure.actions import discard_version, edit_version
from prongsai.apps.disclosure.carry_over import carry_over, list_to_carry_over
from prongsai.apps.disclosure.gate_actions import Found, MaskedContent, note_found, take_masked
from prongsai.apps.disclosure.models import Copy, Publication, Version
from prongsai.apps.disclosure.publish_actions import publish_version, schedule_version, withdraw_publication
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.core.errors import PersonError
from tests.apps.disclosure.desk import (
    AT,
    LINK,
    NOTHING,
    PAGE,
    TABLE,
    again,
    approve,
    clear,
    draft,
    file_draft,
    make_desk,
    publish,
    ready,
    wait,
)

pytestmark = pytest.mark.django_db


def next_year(desk, year=2567):
    return open_year(agency=desk.agency, fiscal_year=year, by=None, at=AT)


def carry(desk, year):
    chosen = [one.publication.pk for one in list_to_carry_over(year)]
    return carry_over(year=year, publications=chosen, by=desk.clerk, at=AT)


class TestList:
    def test_leaves_out_what_was_withdrawn(self, desk):
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert list_to_carry_over(next_year(desk)) == []

    def test_names_a_withdrawn_one_again_once_it_is_public_again(self, desk):
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)
        row = Publication.objects.select_related("agency", "item__year__agency").get(pk=version.publication_id)
        publish(desk, PAGE, publication=row)

        assert [one.publication.pk for one in list_to_carry_over(next_year(desk))] == [row.pk]

    @pytest.mark.parametrize("step", ["draft", "waiting", "approved", "scheduled"])
    def test_leaves_out_what_was_never_public(self, desk, step):
        version = draft(desk)
        if step != "draft":
            version = wait(desk, version)
        if step in ("approved", "scheduled"):
            clear(version)
            version = approve(desk, version)
        if step == "scheduled":
            schedule_version(version=version, publish_at=AT.replace(year=2030), by=desk.clerk, at=AT)

        assert list_to_carry_over(next_year(desk)) == []

    def test_leaves_out_news(self, desk):
        publish(desk, PAGE, code=None)

        assert list_to_carry_over(next_year(desk)) == []

    def test_of_the_year_before_only(self, desk):
        publish(desk)
        next_year(desk, 2567)

        assert list_to_carry_over(next_year(desk, 2568)) == []

    def test_of_one_agency(self, desk):
        publish(make_desk())

        assert list_to_carry_over(next_year(desk)) == []


class TestCarryOver:
    def test_takes_the_newest_version_and_begins_at_one(self, desk):
        first = publish(desk)
        again(desk, first, "ฉบับที่สอง")
        again(desk, first, "ฉบับที่สาม")

        (version,) = carry(desk, next_year(desk))

        assert (version.title, version.number, version.publication.number) == ("ฉบับที่สาม", 1, 1)

    def test_takes_the_public_one_while_a_new_one_is_on_its_way(self, desk):
        first = publish(desk)
        row = Publication.objects.select_related("agency", "item__year__agency", "current").get(pk=first.publication_id)
        draft(desk, replace(PAGE, title="กำลังทำ"), publication=row)

        (version,) = carry(desk, next_year(desk))

        assert version.title == PAGE.title

    def test_leaves_approval_gate_and_evidence_behind(self, desk):
        publish(desk)

        (version,) = carry(desk, next_year(desk))

        version = Version.objects.get(pk=version.pk)
        assert (version.state, version.approved_by, version.approved_sha256, version.approved_at) == (
            "draft",
            None,
            "",
            None,
        )
        assert (version.approval, version.waiver, version.evidence, version.published_at) == (None, None, None, None)
        assert version.maker == desk.clerk

    def test_has_to_go_the_whole_way_again(self, desk):
        publish(desk)
        (version,) = carry(desk, next_year(desk))

        with pytest.raises(PersonError):
            publish_version(version=version, by=desk.clerk, at=AT)

    def test_of_what_was_masked_takes_the_original_so_that_the_gate_finds_it_anew(self, desk):
        version = wait(desk, draft(desk, replace(PAGE, body="โทร 0812345678")))
        note_found(version=version, content_sha256=version.content_sha256, found=[Found("mobile", "บรรทัด 1")], at=AT)
        masked = MaskedContent(title=PAGE.title, body="โทร 08xxxxxxxx")
        take_masked(version=version, seen_sha256=version.content_sha256, masked=masked, by=desk.administrator, at=AT)
        publish_version(version=approve(desk, version), by=desk.clerk, at=AT)

        (carried,) = carry(desk, next_year(desk))

        assert carried.body == "โทร 0812345678"
        assert (carried.masked_body, carried.looked_sha256) == ("", "")
        assert not Copy.objects.filter(version=carried).exists()

    @pytest.mark.parametrize("what", [PAGE, TABLE, LINK, NOTHING])
    def test_keeps_every_kind_as_it_says(self, desk, what):
        old = publish(desk, what)

        (version,) = carry(desk, next_year(desk))

        assert version.content_sha256 == old.content_sha256
        names = ("kind", "title", "body", "table", "url", "period_from", "period_to", "as_of_on")
        assert [getattr(version, name) for name in names] == [getattr(old, name) for name in names]

    def test_of_a_file_that_is_lost_is_a_draft_that_says_so_when_published(self, desk, tmp_path):
        old = publish(desk, file_draft())
        (tmp_path / old.file.name).unlink()
        (version,) = carry(desk, next_year(desk))
        version = wait(desk, version)
        clear(version)
        version = approve(desk, version)

        with pytest.raises(PersonError, match="ไม่พบไฟล์"):
            publish_version(version=version, by=desk.clerk, at=AT)

    def test_a_change_of_the_copy_does_not_touch_the_old_file(self, desk, tmp_path, django_capture_on_commit_callbacks):
        old = publish(desk, file_draft())
        (version,) = carry(desk, next_year(desk))

        with django_capture_on_commit_callbacks(execute=True):
            edit_version(version=version, seen_sha256=version.content_sha256, draft=PAGE, by=desk.clerk, at=AT)

        assert (tmp_path / old.file.name).exists()

    def test_thrown_away_it_may_be_carried_over_again(self, desk):
        publish(desk)
        year = next_year(desk)
        (version,) = carry(desk, year)
        assert list_to_carry_over(year) == []

        discard_version(version=version, by=desk.clerk, at=AT)

        assert len(list_to_carry_over(year)) == 1

    def test_published_in_the_new_year_the_old_one_stays_public(self, desk):
        old = publish(desk)
        (version,) = carry(desk, next_year(desk))
        version = wait(desk, version)
        clear(version)
        publish_version(version=approve(desk, version), by=desk.clerk, at=AT)

        old.refresh_from_db()
        assert old.state == "published"
        assert Version.objects.filter(state="published").count() == 2

    def test_nothing_chosen_is_nothing_made(self, desk):
        publish(desk)

        assert carry_over(year=next_year(desk), publications=[], by=desk.clerk, at=AT) == []

    def test_a_number_nobody_offered_is_passed_over(self, desk):
        ready(desk)
        year = next_year(desk)

        assert carry_over(year=year, publications=[10**9], by=desk.clerk, at=AT) == []
