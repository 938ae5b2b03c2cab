"""Two at the same moment, each with a connection of their own: one version becomes public, once, and is told of once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client

from prongsai.apps.data_out.webhooks import add_webhook, tell_webhooks
from prongsai.apps.disclosure import jobs, public_queries
from prongsai.apps.disclosure.actions import discard_version, edit_version, take_back
from prongsai.apps.disclosure.elements import refresh_elements
from prongsai.apps.disclosure.gate_actions import note_found
from prongsai.apps.disclosure.models import ChangeEntry, PublicAddress, Publication, PublicStamp, Version
from prongsai.apps.disclosure.publish_actions import (
    publish_scheduled,
    publish_version,
    schedule_version,
    withdraw_publication,
)
from prongsai.apps.disclosure.queries import version_for
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.core.handover import Refusal
from tests.apps.data_out.test_webhooks import Receiver
from tests.apps.disclosure.desk import AT, PAGE, TABLE, again, draft, publish, ready
from tests.apps.disclosure.test_elements import say
from tests.apps.test_concurrency import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(days=2)


@pytest.fixture
def receiver(settings):
    with Receiver() as receiver:
        settings.PRONGSAI = replace(settings.PRONGSAI, webhook_allow_hosts=frozenset({receiver.host}))
        yield receiver


def fresh(desk, version):
    return version_for(desk.clerk, version.pk)


def scheduled(desk, what=PAGE):
    return schedule_version(version=ready(desk, what), publish_at=AT + timedelta(days=1), by=desk.clerk, at=AT)


def require_public_once(desk, version):
    """Public, with one event, one line of the public log (which feeds, API and webhooks read), and one address."""
    version.refresh_from_db()
    assert version.state == "published"
    assert Event.objects.filter(agency=desk.agency.slug, action="publication_published").count() == 1
    assert [one.kind for one in ChangeEntry.objects.filter(version=version)] == ["published"]
    changes = public_queries.list_changes(desk.agency, after=0, limit=10, newest_first=False)
    assert [one.kind for one in changes] == ["year_opened", "published"]
    assert PublicAddress.objects.filter(path__endswith="/o1/1/").count() == 1
    assert PublicStamp.objects.get(agency=desk.agency).number == ChangeEntry.objects.latest("number").number
    assert verify_agency(desk.agency.slug).faults == ()


class TestTwoSchedulers:
    def test_on_one_version(self, desk):
        version = scheduled(desk)

        answers = at_once(*[lambda: publish_scheduled(version=fresh(desk, version), at=LATER)] * 3)

        assert sorted(answers) == [False, False, True]
        require_public_once(desk, version)

    def test_that_run_the_whole_job(self, desk):
        version = scheduled(desk)

        answers = at_once(jobs.publish_due, jobs.publish_due)

        assert sorted(answers) == [0, 1]
        require_public_once(desk, version)

    def test_with_several_due_publish_each_once(self, desk):
        for number in range(4):
            scheduled(desk, replace(PAGE, title=f"เรื่องที่ {number}"))

        answers = at_once(jobs.publish_due, jobs.publish_due)

        assert sum(answers) == 4
        assert Version.objects.filter(state="published").count() == 4
        assert ChangeEntry.objects.filter(kind="published").count() == 4
        numbers = list(ChangeEntry.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, 6))

    def test_are_told_once_to_a_webhook(self, desk, receiver):
        url = f"http://{receiver.host}/hook"
        add_webhook(agency=desk.agency, url=url, by=desk.clerk, at=AT)
        version = scheduled(desk)

        at_once(jobs.publish_due, jobs.publish_due)
        at_once(lambda: tell_webhooks(LATER), lambda: tell_webhooks(LATER))

        assert receiver.kinds() == ["published"]
        (change,) = json.loads(receiver.calls[0][1])["changes"]
        assert change["title"] == version.title


class TestPublishButton:
    def test_pressed_twice(self, desk):
        version = ready(desk)

        deed = lambda: publish_version(version=fresh(desk, version), by=desk.clerk, at=AT)  # noqa: E731
        answers = at_once(deed, deed)

        assert kinds(answers) == [Version, Refusal]
        require_public_once(desk, version)

    def test_pressed_twice_in_the_browser(self, desk):
        version = ready(desk)

        def press():
            client = Client()
            client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
            return client.post(f"/office/year/versions/{version.pk}/publish/").status_code

        answers = at_once(press, press)

        assert answers == [302, 302]  # the second is led to what is public already
        require_public_once(desk, version)

    def test_while_the_scheduler_comes_to_the_same_version(self, desk):
        version = scheduled(desk)

        answers = at_once(
            lambda: publish_version(version=fresh(desk, version), by=desk.clerk, at=LATER),
            lambda: publish_scheduled(version=fresh(desk, version), at=LATER),
        )

        assert answers[1] in (True, False)
        assert isinstance(answers[0], Refusal if answers[1] else Version)
        require_public_once(desk, version)

    def test_for_the_next_version_replaces_once(self, desk):
        first = publish(desk)
        publication = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
        second = ready(desk, replace(PAGE, title="ฉบับใหม่"), publication=publication)

        deed = lambda: publish_version(version=fresh(desk, second), by=desk.clerk, at=AT)  # noqa: E731
        at_once(deed, deed)

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("replaced", "published")
        assert ChangeEntry.objects.filter(kind="replaced").count() == 1

    def test_while_it_is_taken_back(self, desk):
        version = ready(desk)

        answers = at_once(
            lambda: publish_version(version=fresh(desk, version), by=desk.clerk, at=AT),
            lambda: take_back(version=fresh(desk, version), by=desk.clerk, at=AT),
        )

        assert kinds(answers) == [Version, Refusal]
        version.refresh_from_db()
        assert version.state in ("published", "draft")
        assert ChangeEntry.objects.filter(version=version).exists() == (version.state == "published")


class TestOthersAtOnce:
    def test_two_withdraw_one_publication(self, desk):
        version = publish(desk)

        def deed():
            row = Publication.objects.select_related("agency", "item__year__agency").get(pk=version.publication_id)
            return withdraw_publication(publication=row, why="ผิดปี", by=desk.clerk, at=AT)

        answers = at_once(deed, deed)

        assert kinds(answers) == [list, Refusal]
        assert ChangeEntry.objects.filter(kind="withdrawn").count() == 1

    def test_withdrawing_while_the_next_version_is_published_leaves_one_truth(self, desk):
        first = publish(desk)
        publication = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
        second = ready(desk, replace(PAGE, title="ฉบับใหม่"), publication=publication)

        def withdraw():
            row = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
            return withdraw_publication(publication=row, why="ผิดปี", by=desk.clerk, at=AT)

        at_once(withdraw, lambda: publish_version(version=fresh(desk, second), by=desk.clerk, at=AT))

        publication.refresh_from_db()
        second.refresh_from_db()
        assert publication.current == second
        # whoever came first: either the withdrawal took both, or only the first
        assert second.state in ("published", "withdrawn")
        assert Version.objects.get(pk=first.pk).state == "withdrawn"

    @pytest.mark.parametrize("names_the_version", [False, True])
    def test_withdrawing_while_the_scheduler_comes_leaves_nothing_public(self, desk, names_the_version):
        first = publish(desk)
        publication = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
        second = ready(desk, replace(PAGE, title="ฉบับใหม่"), publication=publication)
        schedule_version(version=second, publish_at=AT + timedelta(days=1), by=desk.clerk, at=AT + timedelta(hours=3))

        def withdraw():
            row = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
            only = Version.objects.get(pk=first.pk) if names_the_version else None
            named = second.pk if names_the_version else None
            return withdraw_publication(publication=row, only=only, named=named, why="ผิดปี", by=desk.clerk, at=LATER)

        answers = at_once(withdraw, lambda: publish_scheduled(version=fresh(desk, second), at=LATER))

        first.refresh_from_db()
        second.refresh_from_db()
        if isinstance(answers[0], Refusal):  # the scheduler came first: what the page had said is not done by halves
            assert names_the_version
            assert (answers[1], first.state, second.state) == (True, "replaced", "published")
        else:
            assert first.state == "withdrawn"
            assert second.state == ("withdrawn" if answers[1] else "draft")
            assert not publish_scheduled(version=fresh(desk, second), at=LATER + timedelta(days=9))

    def test_two_drafts_of_one_item_get_numbers_of_their_own(self, desk):
        answers = at_once(lambda: draft(desk), lambda: draft(desk, TABLE))

        assert kinds(answers) == [Version, Version]
        assert sorted(one.publication.number for one in answers) == [1, 2]

    def test_two_next_versions_of_one_publication_are_one(self, desk):
        first = publish(desk)

        def deed():
            row = Publication.objects.select_related("agency", "item__year__agency").get(pk=first.publication_id)
            return draft(desk, PAGE, publication=row)

        assert kinds(at_once(deed, deed)) == [Version, Refusal]

    def test_an_edit_and_a_discard(self, desk):
        version = draft(desk)
        seen = version.content_sha256

        answers = at_once(
            lambda: edit_version(
                version=fresh(desk, version),
                seen_sha256=seen,
                draft=replace(PAGE, title="ใหม่"),
                by=desk.clerk,
                at=AT,
            ),
            lambda: discard_version(version=fresh(desk, version), by=desk.clerk, at=AT),
        )

        assert not Version.objects.filter(pk=version.pk).exists()
        assert answers[1] is None
        assert isinstance(answers[0], Version | Http404)

    def test_the_gates_machine_and_an_edit(self, desk):
        version = draft(desk)
        seen = version.content_sha256

        at_once(
            lambda: note_found(version=fresh(desk, version), content_sha256=seen, found=(), at=AT),
            lambda: edit_version(
                version=fresh(desk, version),
                seen_sha256=seen,
                draft=replace(PAGE, title="ใหม่"),
                by=desk.clerk,
                at=AT,
            ),
        )

        row = fresh(desk, version)
        assert row.title == "ใหม่"
        assert getattr(row, "gate", None) is None  # what was decided for the old content says nothing of the new

    def test_two_looks_at_the_elements_are_one_event(self, desk):
        say(publish(desk), "found", "found", "found")

        answers = at_once(*[lambda: refresh_elements(desk.year, at=AT)] * 2)

        assert sorted(answers) == [0, 3]
        assert Event.objects.filter(action="elements_seen").count() == 1

    def test_the_next_version_of_two_publications_at_once(self, desk):
        first, other = publish(desk), publish(desk, TABLE)

        answers = at_once(lambda: again(desk, first), lambda: again(desk, other, "ตารางใหม่"))

        assert kinds(answers) == [Version, Version]
        numbers = list(ChangeEntry.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
