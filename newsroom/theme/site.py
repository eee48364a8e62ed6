"""The editors' site."""

from functools import update_wrapper
from typing import Any, Final, cast

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import PasswordChangeView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from newsroom.sign_in import account, entrance, second_factor
from newsroom.sign_in.limits import TooMany
from newsroom.theme import keeping
from newsroom.theme.asking import Asking, Guarding
from newsroom.theme.forgiving import Forgiving
from newsroom.theme.lockout import locked_out
from newsroom.theme.overwriting import Comparison
from newsroom.theme.waiting import TellsWhatWaits

# The pages that editors use all day, linked in the header of every screen in this order.
PLACES: Final = ["Article", "Collection", "Image", "Author", "Topic", "Tag"]
# The order of apps on the first page; others come last.
ROOMS: Final = ["articles", "media", "auth"]


class Choices(AutocompleteJsonView):
    """The choices of autocomplete boxes: rows by name, or by `choice_text` of their ModelAdmin."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        text = getattr(self.model_admin, "choice_text", str)
        return super().serialize_result(obj, to_field_name) | {"text": text(obj)}


def _without_nul(parameters: QueryDict) -> QueryDict:
    """Drop NUL characters, which PostgreSQL accepts nowhere in a query."""
    clean = parameters.copy()
    for name, values in parameters.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean


def signed_out() -> JsonResponse:
    """What an autocomplete box shows to somebody whose session has ended. It would fail over the sign-in page."""
    words = "You are signed out: sign in again in another window."
    return JsonResponse({"results": [{"id": "", "text": words, "disabled": True}], "pagination": {"more": False}})


class EditorsSite(AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = "Desk"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Make every ModelAdmin, even another package's, give back what was typed and ask one place for permissions."""
        own = admin_class or ModelAdmin
        rest = [] if own is ModelAdmin else [own]
        bases: tuple[type, ...] = (Forgiving, Guarding, TellsWhatWaits, Comparison, *rest, Asking)
        super().register(model_or_iterable, type(own.__name__, bases, {"__module__": own.__module__}), **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Allow inline styles here, and only here, because the text editor and the select boxes use them."""
        inner = super().admin_view(csp_update({"style-src": [UNSAFE_INLINE]})(view), cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "%00" in request.META.get("QUERY_STRING", ""):
                request.GET = _without_nul(request.GET)  # type: ignore[assignment]
            if view == self.autocomplete_view and not self.has_permission(request):
                return signed_out()
            if request.method == "POST":
                return keeping.guard(self, inner, request, *args, **kwargs)
            if self.has_permission(request) and second_factor.is_missing(request.session):
                return account.to_overview(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        """newsroom.sign_in's page. After too many attempts, a page says how long to wait."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = self.each_context(request) | {"title": "Sign in", "app_path": request.get_full_path()}
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        view = entrance.SignIn.as_view(
            extra_context=context | (extra_context or {}),
            authentication_form=AdminAuthenticationForm,
            template_name="admin/login.html",
        )
        try:
            return never_cache(view)(request)
        except TooMany as error:
            return locked_out(request, error.seconds)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        view = PasswordChangeView.as_view(
            form_class=entrance.NewPassword,
            success_url=reverse("admin:password_change_done"),
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        try:
            return view(request)
        except TooMany as error:
            return locked_out(request, error.seconds)

    def get_urls(self) -> list[Any]:
        """Without the address that leads from any row of the database to its page for readers: no row has one."""
        own = path("administration/", self.admin_view(self.administration), name="administration")
        return [own] + [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]

    def administration(self, request: HttpRequest) -> HttpResponse:
        """Everything that has a list, for those who look after the newsroom."""
        context = self.each_context(request) | {"title": "Administration", "app_list": self.get_app_list(request)}
        return TemplateResponse(request, "admin/administration.html", context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, Choices.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The apps, with stories and pictures before accounts and their history."""
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: ROOMS.index(app["app_label"]) if app["app_label"] in ROOMS else len(ROOMS))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        models = {model["object_name"]: model for app in context["available_apps"] for model in app["models"]}
        places = [models[name] for name in PLACES if name in models and models[name]["admin_url"]]
        limits = {
            "most_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        }
        # Whoever has more than the places finds it under Administration.
        administers = len(models) > len(places)
        return context | limits | {"places": places, "administers": administers}
