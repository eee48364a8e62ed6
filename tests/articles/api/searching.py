"""Searches the API as a reader does."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.test import Client

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
# By language: a headline, and words that find it in another form.
LANGUAGES = {
    "en": ("The bridges reopen", "bridge"),
    "es": ("Las canciones del puerto", "cancion"),
    "fr": ("Les élèves traversent les ponts", "pont eleve"),
    "de": ("Häuser an den Brücken", "brücke haus"),
    "pt": ("As casas velhas", "casa velha"),
    "it": ("I traghetti nuovi", "traghetto nuovo"),
    "el": ("Οι γέφυρες άνοιξαν", "γεφυρα"),
    "ar": ("الجسور القديمة", "جسور"),
    "ru": ("Хорошие мосты", "мост хороший"),
    "ja": ("港の橋が再開", "再開"),
    "zh": ("海港大桥重新开放", "大桥"),
    "ko": ("다리 다시 열려", "다리"),
    "pt-BR": ("Pontes novas", "ponte nova"),
}


def answer(client: Client, query: str, rest: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/articles/?search={quote(query)}{rest}")
    assert response.status_code == 200, response.content
    return dict(response.json())


def found(client: Client, query: str, rest: str = "") -> list[str]:
    given = answer(client, query, rest)
    # Results for another spelling do not count as found.
    return [] if "corrected" in given else [card["slug"] for card in given["results"]]
