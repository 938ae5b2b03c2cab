"""The one channel that knows that something arrived: the page of notices, when its person looks at it."""

from datetime import datetime

from prongsai.apps.accounts.models import User
from prongsai.apps.reminders.models import Delivery


def note_shown(user: User, at: datetime) -> int:
    """The digests that the person's page shows have reached them; one query. The ledger itself is the record of it."""
    rows = Delivery.objects.filter(digest__user=user, channel="in_app", state="sent")
    return rows.update(state="delivered", delivered_at=at)
