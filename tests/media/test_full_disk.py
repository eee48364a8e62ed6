"""On a full disk readers still see pictures, and no partial files remain."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from media import stored
from media.library import take_in
from media.models import Image
from media.renditions import find
from tests import factories
from tests.media import pictures

pytestmark = pytest.mark.django_db

FULL = OSError(errno.ENOSPC, "No space left on device")


def fail(*args: Any, **kwargs: Any) -> Any:
    raise FULL


def files(name: str) -> list[Path]:
    location = Path(storages[name].path("."))
    return sorted(path for path in location.rglob("*") if path.is_file()) if location.exists() else []


def test_a_rendition_that_cannot_be_stored_is_served(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    image = factories.image()
    factories.published(lead=image)
    rendition = find(image, "wide-640", "webp")
    assert rendition
    before = files("renditions")
    with monkeypatch.context() as full:
        full.setattr("media.stored.os.replace", fail)
        answer: Any = client.get(rendition.path)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer.getvalue()[:4] == b"RIFF"
    assert files("renditions") == before
    # It is stored the next time.
    client.get(rendition.path)
    assert storages["renditions"].exists(stored.place(image, rendition))


class Half(ContentFile):  # type: ignore[type-arg]
    """A file during which the disk becomes full."""

    def chunks(self, chunk_size: int | None = None) -> Any:
        yield b"half"
        raise FULL


def test_no_half_of_an_original_stays() -> None:
    before = files("default")
    with pytest.raises(OSError, match="No space left"):
        storages["default"].save("one/bridge.jpg", Half(b"whole", name="bridge.jpg"))
    assert files("default") == before


def test_an_original_whose_row_cannot_be_stored_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = files("default")
    monkeypatch.setattr("media.models.Image._do_insert", fail)
    image = Image(title="Bridge")
    with pytest.raises(OSError, match="No space left"):
        take_in(image, ContentFile(pictures.plain((1500, 1000)), name="bridge.jpg"))
    assert files("default") == before
