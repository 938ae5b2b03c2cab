"""The database engine: Django's PostgreSQL, which asks an idle connection whether it still stands without a round trip.

Django asks `SELECT 1` before the first query of each request. A server that went away has closed the socket, which shows
as something to read where nothing was asked for; only then is the server itself asked.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    def is_usable(self) -> bool:
        """Whether the connection can be used."""
        if self.connection is None:
            return False
        connection = self.connection.pgconn
        is_idle = connection.status == ConnStatus.OK and connection.transaction_status == TransactionStatus.IDLE
        if is_idle and not self.errors_occurred and not _has_something_to_read(connection.socket):
            return True
        is_usable: bool = super().is_usable()
        return is_usable


def _has_something_to_read(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
