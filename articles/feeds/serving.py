"""What the public addresses outside the API have in common."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import NotFound

from articles.http import caching, problems
from articles.http.parameters import refuse_unknown

METHODS = ["GET", "HEAD", "OPTIONS"]
View = Callable[..., HttpResponse]


def public(*parameters: str, policy: caching.Policy = caching.ORDINARY) -> Callable[[View], View]:
    """Decorate a view that anybody may GET. It takes `parameters`; unknown or wrong ones are answered with 400."""

    def decorate(view: View) -> View:
        def strict(request: HttpRequest, **places: Any) -> HttpResponse:
            try:
                refuse_unknown(request, set(parameters))
                return view(request, **places)
            except problems.BadParameters as error:
                return problems.answer(error)
            except Http404:
                return problems.answer(NotFound("There is nothing here."))

        @csrf_exempt  # other methods are refused as such, not because a cookie is missing
        @require_http_methods(METHODS)
        @wraps(view)
        def kept(request: HttpRequest, **places: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                return HttpResponse(headers={"Allow": ", ".join(METHODS)})
            return caching.serve(request, partial(strict, request, **places), policy)

        return kept

    return decorate
