"""The newsroom's settings with a bare view for every measured one. The environment names this module."""

import os

from newsroom.settings import *

if os.environ.get("NOTHING_STORED"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ROOT_URLCONF = "tests.benchmark.urls"
