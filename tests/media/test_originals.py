"""An original is in the storage as long as a row names it: whatever becomes of the transaction, and no longer."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection, transaction
from django.test import Client

from media.admin import ImageAdmin
from media.library import take_in
from media.models import Image
from media.originals import without_orphans
from tests import factories
from tests.media import pictures
from tests.media.test_admin import ADD, change, form, upload

# Rolled back and committed as in the running product.
pytestmark = pytest.mark.django_db(transaction=True)


def originals() -> set[str]:
    """The names of all files."""
    location = Path(storages["default"].path("."))
    return {str(path.relative_to(location)) for path in location.rglob("*") if path.is_file()}


def named() -> set[str]:
    return set(Image.objects.values_list("file", flat=True))


def fail(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError("Something went wrong.")


def add(client: Client) -> Any:
    return client.post(ADD, form(title="Bridge", credit="Pool", alt_text="A bridge", file=upload()))


def test_an_upload_that_is_saved_keeps_its_file(admin_client: Client) -> None:
    assert add(admin_client).status_code == 302
    assert originals() == named() != set()


@pytest.mark.parametrize("step", ["save_related", "log_addition", "response_add"])
def test_an_upload_that_fails_after_its_row_was_written_leaves_no_file(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The form is shown again, and what it has written is rolled back."""
    monkeypatch.setattr(ImageAdmin, step, fail)
    assert "Bridge" in add(admin_client).content.decode()
    assert (originals(), named()) == (set(), set())


def test_a_replacement_that_fails_leaves_the_file_of_before(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = factories.image()
    before = originals()
    monkeypatch.setattr(ImageAdmin, "log_change", fail)
    admin_client.post(change(image), form(title="Bridge", file=upload(pictures.plain(color="navy"))))
    assert originals() == named() == before


def test_a_file_of_before_that_cannot_be_deleted_does_not_take_the_new_one_along(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = factories.image()
    before = originals()
    with monkeypatch.context() as read_only:
        read_only.setattr(type(storages["default"]), "delete", fail)
        answer = admin_client.post(change(image), form(title="Bridge", file=upload(pictures.plain(color="navy"))))
    assert answer.status_code == 302
    assert named().isdisjoint(before)
    assert originals() == named() | before


def test_a_transaction_that_is_rolled_back_without_an_error_leaves_no_file() -> None:
    with without_orphans(), transaction.atomic():
        take_in(Image(title="Bridge"), ContentFile(pictures.plain(), name="bridge.jpg"))
        assert len(originals()) == 1
        transaction.set_rollback(True)
    assert (originals(), named()) == (set(), set())


def test_only_what_was_rolled_back_goes() -> None:
    with without_orphans(), transaction.atomic():
        take_in(Image(title="Bridge"), ContentFile(pictures.plain(), name="bridge.jpg"))
        with transaction.atomic():
            take_in(Image(title="Ferry"), ContentFile(pictures.plain(color="navy"), name="ferry.jpg"))
            transaction.set_rollback(True)
    assert originals() == named()
    assert list(Image.objects.values_list("title", flat=True)) == ["Bridge"]


def test_an_error_that_comes_after_the_commit_costs_no_file() -> None:
    def commit_and_fail() -> None:
        with without_orphans():
            with transaction.atomic():
                take_in(Image(title="Bridge"), ContentFile(pictures.plain(), name="bridge.jpg"))
            fail()

    with pytest.raises(RuntimeError):
        commit_and_fail()
    assert originals() == named() != set()


def test_while_the_database_cannot_be_asked_files_stay(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a commit whose answer was lost has reached the database is not known until it is back."""
    monkeypatch.setattr("media.originals._unsure", [])

    def away(*arguments: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    taking_away = ExitStack()
    with taking_away, without_orphans():
        take_in(Image(title="Bridge"), ContentFile(pictures.plain(), name="bridge.jpg"))
        with transaction.atomic():
            take_in(Image(title="Ferry"), ContentFile(pictures.plain(), name="ferry.jpg"))
            transaction.set_rollback(True)
        assert len(originals()) == 2
        taking_away.enter_context(connection.execute_wrapper(away))
    assert len(originals()) == 2
    take_in(Image(title="Tram"), ContentFile(pictures.plain(color="navy"), name="tram.jpg"))
    assert originals() == named()
    assert sorted(Image.objects.values_list("title", flat=True)) == ["Bridge", "Tram"]
    (message,) = caplog.messages
    assert message.startswith("Originals that may belong to no picture stay for now: ")
