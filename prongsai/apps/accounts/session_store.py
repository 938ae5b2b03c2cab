"""Django's sessions in the database, found by a statement that is kept: each request of the office asks it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from prongsai.web.prepared import Prepared

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), key=str)


class SessionStore(db.SessionStore):
    """The same rows and the same cookie."""

    def _get_session_from_db(self) -> Session | None:
        row = _SESSION.first(key=self.session_key or "")
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None
