from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = "Picture library"

    def ready(self) -> None:
        from media import receivers

        receivers.connect()
