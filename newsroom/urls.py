"""Every address of the service except those that newsroom.health answers."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.api.root import NothingView
from newsroom.metrics import metrics
from newsroom.theme import preferences

urlpatterns = [
    path("admin/", include("newsroom.sign_in.urls")),
    path("admin/preferences/", admin.site.admin_view(preferences.view), name="preferences"),
    path("admin/", admin.site.urls),
    path("api/v1", NothingView.as_view()),
    path("api/v1/", include("articles.api.urls")),
    path("", include("articles.feeds.urls")),
    path("metrics", metrics),
    path(settings.RENDITIONS_URL.lstrip("/"), include("media.urls")),
    path("", include("newsroom.reader.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.page_not_found"
handler500 = "newsroom.errors.server_error"
