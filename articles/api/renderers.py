"""How answers are written."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from articles import addresses


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8, with the service's real addresses."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        text = data if isinstance(data, str) else orjson.dumps(data).decode()
        return addresses.resolve(text).encode()


class JSONOnly(BaseContentNegotiation):
    """JSON whatever the client says it accepts: a news API has one representation, and a beacon cannot say anything."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type
