"""How answers are written."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from articles.addresses import placeholders


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8, with real addresses in place of placeholders."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        text = data if isinstance(data, str) else orjson.dumps(data).decode()
        return placeholders.resolve(text).encode()


def fragments(texts: Iterable[str]) -> list[orjson.Fragment]:
    """Objects that are JSON already, to be inserted into an answer unchanged."""
    return [orjson.Fragment(text) for text in texts]


class JSONOnly(BaseContentNegotiation):
    """JSON, whatever the client accepts: the API has one representation, and beacons cannot set Accept."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type
