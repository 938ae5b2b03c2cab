"""This app as hand-overs know it (handover/public_port.py)."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.handover.public_port import PublicItem
from prongsai.core import public_address


class PublicSite:
    """Knows what every agency has made public."""

    def list_items(self, agency: Agency, fiscal_year: int, codes: Sequence[str]) -> list[PublicItem]:
        """Each of these items; one query, none without codes."""
        if not codes:
            return []
        rows = YearItem.objects.filter(year__agency=agency, year__fiscal_year=fiscal_year, code__in=codes)
        published = Count("publications", filter=Q(publications__current__state="published"))
        found = {row.code: row for row in rows.annotate(published=published)}
        closed = reverse("disclosure:year_home")
        return [
            PublicItem(
                code,
                public_address.item_path(agency.slug, fiscal_year, code),
                found[code].published,
                reverse("disclosure:item_detail", args=(found[code].pk,)),
            )
            if code in found
            else PublicItem(code, "", 0, closed)
            for code in codes
        ]
