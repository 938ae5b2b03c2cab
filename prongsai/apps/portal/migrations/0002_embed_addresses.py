"""Years opened before there were pages for other sites have them too: their addresses stand for good from now on."""

from django.db import migrations
from django.utils import timezone

from prongsai.core.public_address import list_embed_paths


def issue(apps, schema_editor):
    address = apps.get_model("disclosure", "PublicAddress")
    years = apps.get_model("disclosure", "DisclosureYear").objects.values_list("agency", "agency__slug", "fiscal_year")
    at = timezone.now()
    address.objects.bulk_create(
        (
            address(agency_id=agency, path=path, issued_at=at)
            for agency, slug, fiscal_year in years
            for path in list_embed_paths(slug, fiscal_year)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_signing_key"), ("disclosure", "0002_only_gated_versions_are_public")]

    operations = [migrations.RunPython(issue, migrations.RunPython.noop)]
