"""Django's sessions in the database, found by a statement that is kept: each request of the office asks it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from prongsai.apps.kept_query import KeptQuery

_session_of_key = KeptQuery(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """The same rows and the same cookie."""

    def _get_session_from_db(self) -> Session | None:
        row = _session_of_key.first(self.session_key or "")
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None
