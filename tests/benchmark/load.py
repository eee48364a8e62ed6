"""The server under the load of wrk."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
POST = Path(__file__).parent / "post.lua"
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


class Outcome(NamedTuple):
    """Requests a second, milliseconds that half and 99 of 100 of them took at most, and answers other than 2xx."""

    rate: float
    half: float
    slowest: float
    errors: int


def load(
    url: str,
    connections: int,
    seconds: int,
    paths: Path | None = None,
    *,
    post: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Outcome:
    """Put `url` under load; with `post` of POSTs from ever new addresses, to the `paths` of a file if there is one."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", f"User-Agent: {FIREFOX}"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    command += ["-s", str(POST), url] if post else [url]
    environment = os.environ | ({"PATHS": str(paths)} if paths else {})
    output = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    errors = re.findall(r"Non-2xx or 3xx responses: (\d+)", output)
    errors += re.findall(r"(?:connect|read|write|timeout) (\d+)", output)
    return Outcome(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", output)[1]),
        half=_milliseconds(_found(r"50%\s+([\d.]+)(\w+)", output)),
        slowest=_milliseconds(_found(r"99%\s+([\d.]+)(\w+)", output)),
        errors=sum(int(number) for number in errors),
    )


@contextmanager
def server(environment: dict[str, str], base: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                read(base + "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def read(url: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"User-Agent": FIREFOX})) as answer:
        content: bytes = answer.read()
        return content


def ask(url: str, headers: dict[str, str] | None = None) -> Message:
    """The headers of an answer."""
    request = urllib.request.Request(url, headers={"User-Agent": FIREFOX} | (headers or {}))
    with urllib.request.urlopen(request) as answer:
        found: Message = answer.headers
        return found


def _found(pattern: str, output: str) -> re.Match[str]:
    if not (found := re.search(pattern, output)):
        raise ValueError(f"wrk did not tell {pattern}:\n{output}")
    return found


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * UNITS[found[2]]
