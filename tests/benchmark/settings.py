"""The newsroom's settings with a bare view beside every measured one. Imported by name from the environment."""

import os

from newsroom.settings import *

if os.environ.get("NOTHING_STORED"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ROOT_URLCONF = "tests.benchmark.urls"
