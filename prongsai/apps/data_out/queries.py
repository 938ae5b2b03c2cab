"""Reads of keys and webhooks. Every look-up by id checks access: no right and no row are the same 404."""

from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.queries import in_agencies_of
from prongsai.apps.data_out.models import ApiKey, Webhook


def list_keys(agency: Agency) -> list[ApiKey]:
    """The agency's keys, newest first, revoked ones too."""
    return list(agency.api_keys.select_related("user"))


def list_webhooks(agency: Agency) -> list[Webhook]:
    """The agency's webhooks."""
    return list(agency.webhooks.all())


def key_for(user: User, key_id: int) -> ApiKey:
    """A key of an agency that the person manages, or 404."""
    rows = ApiKey.objects.select_related("agency", "user")
    row = rows.filter(in_agencies_of("agency", user, MANAGE_AGENCY), pk=key_id).first()
    if row is None:
        raise Http404
    return row


def webhook_for(user: User, webhook_id: int) -> Webhook:
    """A webhook of an agency that the person manages, or 404."""
    rows = Webhook.objects.select_related("agency")
    row = rows.filter(in_agencies_of("agency", user, MANAGE_AGENCY), pk=webhook_id).first()
    if row is None:
        raise Http404
    return row
