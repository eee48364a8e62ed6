"""Keeps a copy of everything that a newsroom has published, a JSON file for each story, from the sync feed alone.

Every story is exact. Cards in `related` may have an older headline than their story: look it up by its id.

    python mirror.py https://news.example.com ./stories

Run it as often as you like, or after a webhook: it continues where it stopped. Standard library only.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any


def main(newsroom: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "cursor"
    try:
        follow(newsroom, folder, place)
    except urllib.error.HTTPError as error:
        if error.code != 410:
            raise
        # The changes after the cursor are no longer kept, or were lost when the newsroom was restored from a copy.
        for file in folder.glob("*.json"):
            file.unlink()
        place.unlink()
        follow(newsroom, folder, place)


def follow(newsroom: str, folder: Path, place: Path) -> None:
    """Read the feed from the stored cursor to its end."""
    more = True
    while more:
        after = {"after": place.read_text()} if place.exists() else {}
        page = fetch(f"{newsroom}/api/v1/changes/?{urllib.parse.urlencode(after)}")
        for change in page["results"]:
            apply(change, folder / f"{change['id']}.json")
        # Stored last: a crash before this line repeats the page, which does no harm.
        replace(place, page["next"])
        more = page["has_more"]


def apply(change: dict[str, Any], file: Path) -> None:
    if change["action"] == "remove":
        file.unlink(missing_ok=True)
    elif change["article"]:
        replace(file, json.dumps(change["article"], ensure_ascii=False))
    # An upsert without its story needs nothing: a later change removes the story.


def replace(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def fetch(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=30) as answer:
        page: dict[str, Any] = json.load(answer)
        return page


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
