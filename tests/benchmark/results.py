"""Results as a file of JSON, so that a later run can be compared with them."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmark.figures import Figure, as_json, from_json


def write(path: Path, figures: Sequence[Figure]) -> None:
    """Write the figures with all their values, and when they were measured."""
    measured = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"measured": measured, "figures": [as_json(figure) for figure in figures]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(path: Path) -> list[Figure]:
    """The figures of an earlier run. Exits with one line if the file has none."""
    try:
        return [from_json(members) for members in json.loads(path.read_text("utf-8"))["figures"]]
    except (ValueError, KeyError, TypeError):
        sys.exit(f"{path} has no figures: name a file that --json has written.")
