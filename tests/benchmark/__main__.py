"""`make bench`: the API's real views beside views that do nothing, side by side in one run.

Needs wrk (Debian: apt-get install wrk). Figures are taken over loopback, medians of rounds in which every measurement
takes its turn; read the ratios, because the machine's speed drifts.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmark import counting, reading
from tests.benchmark.load import manage, server

PARTS = ("reading", "counting", "costs")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("part", nargs="*", help="reading, counting, costs; all by default")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--port", type=int, default=8199)
    options = parser.parse_args()
    if unknown := set(options.part) - set(PARTS):
        parser.error(f"part is one of {', '.join(PARTS)}, not {', '.join(sorted(unknown))}.")
    parts = options.part or PARTS
    if not shutil.which("wrk"):
        sys.exit("make bench needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATA_DIR": folder,
            "PORT": str(options.port),
            "DJANGO_SETTINGS_MODULE": "tests.benchmark.settings",
            "TRUSTED_PROXIES": "127.0.0.1",  # each view comes from an address of its own
            "VIEWS_PER_MINUTE": "0",
            "LOG_LEVEL": "ERROR",
        }
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "seed_archive", "--articles", str(options.articles))
        if "costs" in parts:
            stored = environment | {"NOTHING_STORED": "1", "ALLOWED_HOSTS": "testserver"}
            subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.benchmark.costs"], env=stored, check=True)
        base = f"http://127.0.0.1:{options.port}"
        measures: list[reading.Measure] = []
        if "reading" in parts:
            with server(environment | {"NOTHING_STORED": "1"}, base):
                measures = reading.prepare(base, Path(folder) / "bare")
                reading.measure(measures, base, (reading.COLD,), options.rounds, options.seconds)
        with server(environment, base):
            reading.measure(measures, base, (reading.STORED, reading.UNCHANGED), options.rounds, options.seconds)
            if "counting" in parts:
                counting.measure(base, Path(folder), options.rounds, options.seconds)
        if measures:
            reading.report(measures)


if __name__ == "__main__":
    main()
