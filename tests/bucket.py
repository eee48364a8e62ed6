"""A bucket inside the test process, for originals and renditions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import boto3
from moto import mock_aws
from pytest_django import Settings

KEYS = {"access_key": "key", "secret_key": "secret", "region_name": "eu-west-1"}


@contextmanager
def bucket(settings: Settings) -> Iterator[Callable[[], list[str]]]:
    """Create it. Yields a function that lists its content."""
    for name, folder in (("default", "originals"), ("renditions", "renditions")):
        options = {"bucket_name": "pictures", "location": folder, "default_acl": None, **KEYS}
        backend = {"BACKEND": "media.bucket.BucketStorage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {name: backend}
    with mock_aws():
        client = boto3.client("s3", aws_access_key_id="key", aws_secret_access_key="secret", region_name="eu-west-1")
        client.create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield lambda: sorted(one["Key"] for one in client.list_objects_v2(Bucket="pictures").get("Contents", []))
