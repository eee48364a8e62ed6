"""Makes requests like a client that reads every answer to its end."""

from typing import Any

from django.test import Client


def ask(client: Client, method: str, address: str, headers: dict[str, str] | None = None) -> Any:
    """The answer. Closing one that is streamed, unread, would close the database's connection and end the test's
    transaction.
    """
    answer: Any = getattr(client, method)(address, headers=headers)
    if answer.streaming:
        answer.getvalue()
    return answer
