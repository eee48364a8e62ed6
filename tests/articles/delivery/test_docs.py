"""docs/webhooks.md is true: its snippets recognise messages, and its table names every event."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from articles.changes.reasons import EVENTS
from articles.delivery import events, outbox, signing
from articles.models.webhooks import new_secret

ROOT = Path(__file__).parent.parent.parent.parent
TEXT = (ROOT / "docs" / "webhooks.md").read_text()
BODY = '{"type":"article.published","data":{"slug":"brücke"}}'.encode()
SECRET, OTHER = new_secret(), new_secret()


def snippet(language: str) -> str:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return found[0]


def cases() -> list[tuple[dict[str, str], bytes, bool]]:
    now = datetime.now(UTC)
    good = signing.headers("msg_1", now, BODY, [SECRET])
    return [
        (good, BODY, True),
        (signing.headers("msg_1", now, BODY, [OTHER, SECRET]), BODY, True),
        (good, BODY + b" ", False),
        (good | {"webhook-id": "msg_2"}, BODY, False),
        (signing.headers("msg_1", now, BODY, [OTHER]), BODY, False),
        (signing.headers("msg_1", now - timedelta(minutes=6), BODY, [SECRET]), BODY, False),
    ]


def test_the_python_snippet_recognises_messages() -> None:
    names: dict[str, Any] = {}
    exec(snippet("python"), names)
    assert [names["is_genuine"](SECRET, headers, body) for headers, body, _ in cases()] == [
        right for *_, right in cases()
    ]


@pytest.mark.skipif(not shutil.which("node"), reason="needs node: apt-get install nodejs")
def test_the_javascript_snippet_recognises_messages(tmp_path: Path) -> None:
    program = tmp_path / "receiver.mjs"
    asked = json.dumps([[SECRET, headers, body.decode()] for headers, body, _ in cases()])
    ask = f"const found = {asked}.map(([secret, headers, body]) => isGenuine(secret, headers, Buffer.from(body)));"
    program.write_text(f"{snippet('js')}\n{ask}\nconsole.log(JSON.stringify(found));")
    ended = subprocess.run(["node", str(program)], capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout) == [right for *_, right in cases()]


def test_every_event_is_listed() -> None:
    assert re.findall(r"^\| `([a-z_.]+)` \|", TEXT, re.MULTILINE) == [*EVENTS, events.TEST]


def test_the_delays_are_those_of_the_document() -> None:
    assert "after 5 seconds, 1, 5 and 30 minutes, 1, 2, 4, 8 and 8 hours" in TEXT
    minutes = [delay / timedelta(minutes=1) for delay in outbox.DELAYS[1:]]
    assert (outbox.DELAYS[0].total_seconds(), minutes) == (5, [1, 5, 30, 60, 120, 240, 480, 480])
