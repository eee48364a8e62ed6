"""The newsroom's settings with a bare view beside every measured one. Imported by name from the environment."""

from newsroom.settings import *

ROOT_URLCONF = "tests.benchmark.urls"
