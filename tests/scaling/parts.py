"""What a newsroom on several hosts is made of, each on a machine of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from tests.chaos.databases import PostgreSQL, binaries
from tests.chaos.outages import losses
from tests.chaos.outages.losses import Missing, SmallDisk
from tests.chaos.outages.stage import PREPARE
from tests.running import LONG, ROOT, Newsroom, environment, manage
from tests.scaling.network import Machine, Network

PORT: Final = 8000
S3: Final = {"S3_BUCKET": "pictures", "S3_REGION": "eu-west-1", "S3_ACCESS_KEY_ID": "key"}
BUCKET: Final = "import threading; from tests.chaos.outages.bucket import Bucket; "
CONFIGURATION: Final = ROOT / "docs" / "deploy" / "newsroom.conf"


class Host:
    """An application host: `serve` with two processes and the worker, as it is started, killed and started again."""

    def __init__(self, machine: Machine, folder: Path, values: dict[str, str]) -> None:
        self.machine = machine
        self.folder = folder
        self.values = values
        self.start()

    def start(self) -> None:
        self.newsroom = Newsroom(
            environment(self.folder, **self.values),
            self.folder.parent,
            inside=self.machine.inside,
            address=self.machine.address,
        )

    def kill(self) -> None:
        self.newsroom.kill()

    @property
    def base(self) -> str:
        return self.newsroom.base


class Everything:
    """Two hosts behind nginx, and what they share."""

    def __init__(self, front: Machine, hosts: list[Host], disk: SmallDisk, prepared: dict[str, Any]) -> None:
        self.front = front
        self.hosts = hosts
        self.disk = disk
        self.environment = hosts[0].newsroom.environment
        self.slugs: list[str] = prepared["slugs"]
        self.pictures = [f"{path}{size}" for path in prepared["pictures"] for size in prepared["sizes"][:2]]

    @property
    def base(self) -> str:
        return f"http://{self.front.address}"


@contextmanager
def everything(network: Network, folder: Path, static: Path) -> Iterator[Everything]:
    """Raises Missing where a program is not installed."""
    for program in ("nginx", "redis-server"):
        losses.needs(program)
    try:
        binaries()
    except FileNotFoundError as error:
        raise Missing(str(error)) from error
    with ExitStack() as stack:
        folder.chmod(0o755)
        machine = network.machine("postgresql")
        database = PostgreSQL(folder, 5432, machine.inside, machine.address)
        stack.callback(database.stop, "immediate")
        machine = network.machine("redis")
        redis = losses.Redis(folder, machine.inside, machine.address)
        stack.callback(redis.end)
        machine = network.machine("s3")
        bucket = f"{BUCKET}Bucket({machine.address!r}, 9000); threading.Event().wait()"
        _start(stack, machine, folder, 9000, sys.executable, "-c", bucket)
        front = network.machine("nginx")
        values = S3 | {
            "S3_ENDPOINT_URL": f"http://{machine.address}:9000",
            "S3_SECRET_ACCESS_KEY": "secret",
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "SECRET_KEY": "the same on every host, as long as it must be",
            "PORT": str(PORT),
            "PUBLIC_URL": f"http://{front.address}",
            "TRUSTED_PROXIES": front.address,
            # Hosts are asked by their own addresses as well.
            "ALLOWED_HOSTS": "*",
            # nginx is not told of changes, so it must ask every time if they are to be seen at once.
            "CACHE_SECONDS": "0",
            # All views come from this process, and each is another one.
            "VIEW_DEDUPE_SECONDS": "0",
            "VIEWS_PER_MINUTE": "0",
            "LOG_LEVEL": "ERROR",
        }
        manage(environment(folder / "first", **values), "migrate", "--verbosity", "0")
        hosts = []
        for name in ("a", "b"):
            data = folder / name / "data"
            data.mkdir(parents=True)
            if name == "b":
                disk = stack.enter_context(losses.small_disk(data))
            (data / "static").symlink_to(static)
            host = Host(network.machine(name), data, values | {"TMPDIR": str(data)})
            stack.callback(host.kill)
            hosts.append(host)
        prepared = json.loads(
            manage(hosts[0].newsroom.environment, "shell", "--no-imports", "-c", PREPARE).splitlines()[-1]
        )
        _start(stack, front, folder, 80, *_nginx(folder, [host.machine for host in hosts]))
        for host in hosts:
            host.newsroom.read("/readyz")
        yield Everything(front, hosts, disk, prepared)


def _nginx(folder: Path, hosts: list[Machine]) -> list[str]:
    """The command that runs it with the configuration as it ships. What it writes stays in the folder."""
    own = folder / "nginx"
    (own / "lib").mkdir(parents=True)
    servers = "".join(f"server {host.address}:{PORT} max_fails=1 fail_timeout=2s;\n" for host in hosts)
    (own / "newsroom-hosts.conf").write_text(servers)
    (own / "nginx.conf").write_text(
        f'user root;\ndaemon off;\npid "{own}/pid";\nevents {{}}\n'
        f'http {{ access_log "{own}/access.log"; include "{CONFIGURATION}"; }}\n'
    )
    # `ip netns exec` gives it mounts of its own.
    mount = 'mount --bind "$1" /var/lib/nginx && exec nginx -c "$2" -e "$3"'
    return ["sh", "-c", mount, "sh", str(own / "lib"), str(own / "nginx.conf"), str(own / "error.log")]


def _start(stack: ExitStack, machine: Machine, folder: Path, port: int, *command: str) -> None:
    """Until the stack is unwound."""
    with (folder / f"log-{machine.name}").open("w") as log:
        process = subprocess.Popen(
            [*machine.inside, *command],
            cwd=ROOT,
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    end = time.monotonic() + LONG
    while not _is_open(machine.address, port):
        said = Path(log.name).read_text()
        assert process.poll() is None, f"{machine.name} has ended: {said}"
        assert time.monotonic() < end, f"{machine.name} does not listen: {said}"
        time.sleep(0.1)


def _is_open(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0
