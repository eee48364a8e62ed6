"""The reader's addresses. The server answers any other with 404."""

from django.urls import path

from newsroom.reader.pages import preview, shell

urlpatterns = [
    path("", shell, name="reader"),
    path("articles/<slug:slug>/", shell, name="reader-article"),
    path("topics/<slug:slug>/", shell),
    path("tags/<slug:slug>/", shell),
    path("authors/<slug:slug>/", shell),
    path("search/", shell),
    path("most-viewed/", shell),
    path("preview/<str:token>/", preview),
]
