"""Tells editors who have changed a name or a picture how many published stories have yet to follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from articles.publishing import upkeep
from articles.publishing.refreshing import SHOWN


class TellsWhatWaits:
    """Before every ModelAdmin: a message beside “was changed successfully”."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if type(obj) in SHOWN and (sentence := upkeep.sentence()):
            messages.info(request, sentence)
        response: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]
        return response
