"""`manage.py take_second_factor NAME`: for people who lost their phone, even if no superuser can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from newsroom.sign_in.taking_away import take_away


class Command(BaseCommand):
    help = "Remove every second factor from an account and end its sessions. Its password stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name that the account signs in with")
        parser.add_argument("--single-sign-on", action="store_true", help="unlink the account at the provider too")

    def handle(self, *, name: str, single_sign_on: bool, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"There is no account with the name {name!r}.")
        number = take_away(person, single_sign_on=single_sign_on)
        self.stdout.write(f"{name}: {number} second factor{'' if number == 1 else 's'} taken away, sessions ended.")
