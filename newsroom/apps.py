from django.apps import AppConfig
from django.db.backends.signals import connection_created

from newsroom import private_files


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        connection_created.connect(private_files.keep)
