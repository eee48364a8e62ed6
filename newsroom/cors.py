"""Which other origins' pages may read answers (https://fetch.spec.whatwg.org/#http-cors-protocol)."""

from corsheaders.conf import conf
from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SharedCorsMiddleware(CorsMiddleware):
    """If any origin may read, every answer says so and does not vary by origin.

    Otherwise shared caches would keep the same bytes once for each origin.
    """

    def add_response_headers(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        varies = response.headers.get("Vary")
        super().add_response_headers(request, response)
        if not (conf.CORS_ALLOW_ALL_ORIGINS and self.is_enabled(request)):
            return response
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = ", ".join(conf.CORS_EXPOSE_HEADERS)
        if varies:
            response["Vary"] = varies
        else:
            del response["Vary"]
        return response
