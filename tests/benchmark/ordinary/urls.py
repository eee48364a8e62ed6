"""The addresses of the ordinary newsroom."""

from rest_framework.routers import SimpleRouter

from tests.benchmark.ordinary.views import ArticleViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet, basename="ordinary-article")
urlpatterns = router.urls
