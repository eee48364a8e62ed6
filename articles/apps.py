from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.finding import following
        from articles.publishing import refreshing

        refreshing.connect()
        following.connect()
