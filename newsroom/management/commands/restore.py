"""`manage.py restore DIR`: restores a newsroom from a backup, into an empty database and storage."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.backup import BackupError, restoring


class Command(BaseCommand):
    help = "Restore a backup into an empty database and an empty storage. Nothing is overwritten."
    # The database is empty, so checks that read it would fail.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR", help="the folder of the backup")
        parser.add_argument("--only", choices=["database", "originals"], help="restore only these")
        parser.add_argument("--leave-out-damaged", action="store_true", help="restore all but damaged originals")

    def handle(self, *, dir: Path, only: str | None, leave_out_damaged: bool, verbosity: int, **options: Any) -> None:
        try:
            restored = restoring.restore(
                dir,
                database=only != "originals",
                pictures=only != "database",
                lenient=leave_out_damaged,
                quiet=verbosity == 0,
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored from the backup of {restored.made_at:%Y-%m-%d %H:%M:%S} UTC.")
        if restored.originals:
            self.stdout.write(f"{restored.originals} originals were put into the storage.")
        if restored.held:
            self.stdout.write(
                f"{restored.held} messages to webhooks are held because they may have been sent after the backup: "
                "see Deliveries in the admin."
            )
        if not restored.cache_emptied:
            self.stdout.write("The cache cannot be reached. Empty it before the newsroom serves again.")
        if restored.lost:
            raise CommandError(
                f"{len(restored.lost)} originals named in the database are missing from the storage: "
                f"{', '.join(restored.lost[:5])}{' …' if len(restored.lost) > 5 else ''}"
            )
