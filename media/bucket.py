"""Pictures in an S3-compatible bucket."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from storages.backends.s3 import S3Storage

# How long a bucket that cannot be reached is left alone, in seconds: others must not wait for it behind each other.
REST: Final = 5.0


class _Failed:
    """When the bucket could not be reached last, in seconds of the process's clock."""

    at = -REST


class BucketStorage(S3Storage):
    """A bucket that is out of reach fails as a disk does, with OSError; a file that is not there, with its subclass."""

    def get_default_settings(self) -> dict[str, Any]:
        """With bounds of time in seconds: a bucket that is silent must not hold a thread for minutes."""
        bounds = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2})
        return {**super().get_default_settings(), "client_config": bounds}

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _as_a_disk():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with _as_a_disk():
            saved: str = super()._save(name, content)
            return saved

    def delete(self, name: str) -> None:
        with _as_a_disk():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_a_disk():
            return bool(super().exists(name))


@contextmanager
def _as_a_disk() -> Iterator[None]:
    if time.monotonic() - _Failed.at < REST:
        raise OSError("The bucket could not be reached a moment ago.")
    try:
        yield
    except HTTPClientError as error:
        _Failed.at = time.monotonic()
        raise OSError(f"The bucket cannot be reached: {error}") from error
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise OSError(f"The bucket refuses: {error}") from error
