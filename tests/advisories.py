"""`make advisories`: asks OSV (https://osv.dev) whether a locked package has a known hole, all in one request.

Ends with 1 when there is one. Where no service answers it says so and ends with 0: being without a network is no hole,
and no proof that there is none. ADVISORIES_URL names another service that speaks OSV's `querybatch`.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import urllib3

from tests.running import ROOT

SERVICE: Final = "https://api.osv.dev/v1/querybatch"
# The lock of development holds that of running, too.
LOCKS: Final = (ROOT / "requirements" / "runtime.txt", ROOT / "requirements" / "dev.txt")
NOT_CHECKED: Final = "not checked: no advisory service reachable"
LOCKED: Final = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
SECONDS: Final = 20.0

Package = tuple[str, str]


class Unreachable(Exception):
    """Nothing that answers as an advisory service does. The message says what came instead."""


def locked(files: Iterable[Path]) -> list[Package]:
    """Names and versions of all packages in files of requirements, each once."""
    return sorted({(name.lower(), version) for file in files for name, version in LOCKED.findall(file.read_text())})


def ask(service: str, packages: list[Package]) -> dict[Package, list[str]]:
    """The ids of the advisories of those packages that have any. Raises Unreachable."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]
    try:
        with urllib3.PoolManager(retries=False, timeout=SECONDS) as pool:
            answer = pool.request("POST", service, json={"queries": queries})
            if answer.status != 200:
                raise Unreachable(f"{service} answers {answer.status}")
            results: list[Any] = answer.json()["results"]
            ids = [[one["id"] for one in result.get("vulns", [])] for result in results]
    except (urllib3.exceptions.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreachable(f"{service}: {error!r}") from error
    if len(ids) != len(packages):
        raise Unreachable(f"{service} answers {len(ids)} of {len(packages)} questions")
    return {package: found for package, found in zip(packages, ids, strict=True) if found}


def main(service: str, files: Iterable[Path]) -> int:
    """Print what is known of the packages in files of requirements. The exit code."""
    packages = locked(files)
    try:
        known = ask(service, packages)
    except Unreachable as unreachable:
        sys.stdout.write(f"{NOT_CHECKED} ({unreachable})\n")
        return 0
    for (name, version), ids in known.items():
        for one in ids:
            sys.stdout.write(f"{name} {version}: {one}, https://osv.dev/vulnerability/{one}\n")
    if not known:
        sys.stdout.write(f"No known advisory for {len(packages)} locked packages.\n")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ADVISORIES_URL", SERVICE), LOCKS))
