"""The addresses of the API, under /api/v1/."""

from csp.decorators import csp_update
from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from articles.api.changes import ChangeViewSet
from articles.api.collections import CollectionViewSet
from articles.api.images import ImageViewSet
from articles.api.most_viewed import MostViewedViewSet
from articles.api.preview import PreviewViewSet
from articles.api.resolve import ResolveViewSet
from articles.api.root import DocsView, NothingView, RootView, SchemaView
from articles.api.stories import ArticleViewSet
from articles.api.taxonomy import AuthorViewSet, TagViewSet, TopicViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet, basename="article")
router.register("most-viewed", MostViewedViewSet, basename="most-viewed")
router.register("topics", TopicViewSet, basename="topic")
router.register("tags", TagViewSet, basename="tag")
router.register("authors", AuthorViewSet, basename="author")
router.register("images", ImageViewSet, basename="image")
router.register("collections", CollectionViewSet, basename="collection")
router.register("resolve", ResolveViewSet, basename="resolve")
router.register("preview", PreviewViewSet, basename="preview")

router.register("changes", ChangeViewSet, basename="change")

urlpatterns = [
    path("", RootView.as_view(), name="api-root"),
    *router.urls,
    path("schema/", SchemaView.as_view(), name="schema"),
    # Swagger UI's styles contain their pictures as data: addresses.
    path("docs/", csp_update({"img-src": ["data:"]})(DocsView.as_view(url_name="schema")), name="docs"),
    re_path("", NothingView.as_view()),
]
