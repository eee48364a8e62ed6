"""The answers that a test has stored."""

from django.core.cache import cache


def forget() -> None:
    """Empty the test's own part of the cache: tests in other processes may use the same Redis."""
    own_keys = getattr(cache, "delete_pattern", None)
    own_keys("*") if own_keys else cache.clear()
