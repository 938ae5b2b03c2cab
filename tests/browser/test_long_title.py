"""A title or a reason that is one long address makes no page wider than the screen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_DISCLOSURE
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.history.actions import record
from prongsai.apps.history.models import Event
from prongsai.apps.portal.answers import memory
from prongsai.apps.search.actions import rebuild
from prongsai.apps.submission.models import Contest, PreliminaryScore
from tests.apps.portal.published import publish

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = "https://example.go.th/" + "a" * 178
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def long_titles(public_static, site):
    """The example with a publication of an item, news and a contest, each in one long word; gives the addresses."""
    memory.drop()
    agency = Agency.objects.get()
    year = agency.disclosure_years.first()
    item = YearItem.objects.select_related("year__agency").get(year=year, code="O1")
    clerk, now = User.objects.get(username="clerk"), timezone.now()
    publish(item, LONG, published_at=now)
    publish(item, LONG, "replaced", published_at=now - timedelta(days=2), replaced_at=now - timedelta(days=1))
    publish(agency, LONG, published_at=now)
    actor = actor_in(clerk, agency, MANAGE_DISCLOSURE)
    told = {"object_type": "publication", "object_id": "1", "object_label": LONG}
    with transaction.atomic():
        record("published", agency=agency.slug, actor=actor, at=now, **told)
    PreliminaryScore.objects.create(item=item, score=0, said=LONG, recorded_by="ก", recorded_at=now)
    Contest.objects.create(item=item, reason=LONG, changed_by="ก", changed_at=now)
    rebuild(at=now)
    public = f"/{agency.slug}/"
    yield (
        *(f"{public}{tail}" for tail in (f"{year.fiscal_year}/o1/", "", "news/", "changes/", f"search/?q={LONG}")),
        f"{public}embed/news/",
        reverse("disclosure:item_detail", args=(item.pk,)),
        reverse("disclosure:news_list"),
        f"{reverse('search:search')}?q={LONG}",
        reverse("chronicle:event_list"),
        reverse("chronicle:event_detail", args=(Event.objects.order_by("seq").last().seq,)),
        reverse("submission:score_list", args=(year.pk,)),
        reverse("submission:score_edit", args=(item.pk,)),
        reverse("submission:clarification", args=(year.pk,)),
    )
    memory.drop()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_address_in_a_title_fits_every_page(open_page, long_titles, width):
    page = open_page("clerk", width=width)

    wide = {}
    for address in long_titles:
        page.goto(address)
        assert LONG in page.content(), address
        if beyond := page.evaluate(TOO_WIDE):
            wide[address.split("?")[0]] = beyond

    assert wide == {}
