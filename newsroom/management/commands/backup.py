"""`manage.py backup DIR`: the database and the originals of pictures, while the newsroom serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.backup import BackupError, taking
from newsroom.backup.folder import megabytes


class Command(BaseCommand):
    help = "Back up the database and the originals of pictures to a folder. Later backups copy only new originals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dir", type=Path, metavar="DIR", help="an empty folder, or one with a backup; not in DATA_DIR"
        )

    def handle(self, *, dir: Path, verbosity: int, **options: Any) -> None:
        try:
            taken = taking.take(dir, settings.RELEASE, quiet=verbosity == 0)
        except BackupError as error:
            raise CommandError(str(error)) from error
        manifest = taken.manifest
        if verbosity:
            self.stdout.write(
                f"Backed up as of {manifest.made_at[:19]}Z: the database and {len(manifest.originals)} originals, "
                f"{megabytes(taken.size)} in {dir}."
            )
        if wrong := [*manifest.lost, *taken.damaged]:
            raise CommandError(
                f"The backup is finished, but {len(wrong)} originals are lost or damaged in the storage: "
                f"{', '.join(wrong[:5])}{' …' if len(wrong) > 5 else ''}"
            )
