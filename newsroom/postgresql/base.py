"""Django's backend for PostgreSQL, with a bound on the connections of a process. Waits a moment where none is free."""

import re
from time import monotonic, sleep
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

from newsroom.postgresql.sharing import shared
from newsroom.statements import forget

# Seconds for which a request waits for a connection, in this process and for one of the database's.
PATIENCE: Final = 3.0
AGAIN: Final = 0.1
# PostgreSQL's and PgBouncer's messages. The error of a connection that was refused has no SQLSTATE.
NONE_FREE: Final = re.compile("too many clients|too many connections|remaining connection slots|no more connections")


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of a thread, which may be another one after each request."""

    def connect(self) -> None:
        self.connection = shared.wake(self)
        self.close_if_health_check_failed()
        if self.connection is None:
            super().connect()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that another thread has no use for at the moment, or a new one. Raises OperationalError."""
        forget()
        end = monotonic() + PATIENCE
        while True:
            if taken := shared.take(end):
                if _is_as_new(taken):
                    return taken
                continue
            with shared.opening():
                try:
                    made = super().get_new_connection(conn_params)
                    shared.opened(made)
                    return made
                except psycopg.OperationalError as error:
                    if not NONE_FREE.search(str(error)) or monotonic() > end:
                        raise
            sleep(AGAIN)

    def close_if_unusable_or_obsolete(self) -> None:
        super().close_if_unusable_or_obsolete()
        if shared.most is not None and self.connection is not None:
            shared.rest(self, self.connection)
            self.connection = None

    def close(self) -> None:
        if self.connection is None:
            self.connection = shared.wake(self)
        super().close()

    def _close(self) -> None:
        if self.connection is not None:
            shared.closed(self.connection)
            if self.connection.broken:
                shared.close_resting()
        super()._close()  # type: ignore[misc]


def _is_as_new(connection: Any) -> bool:
    """Forget what its last owner has set (newsroom.statements). Closes it if it was lost."""
    try:
        connection.execute("RESET statement_timeout")
    except psycopg.Error:
        connection.close()
        shared.closed(connection)
        shared.close_resting()
        return False
    return True
