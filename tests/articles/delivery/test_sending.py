"""One request is sent, whatever the other side does."""

import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from articles.delivery import network, sending
from articles.delivery.sending import Answer, Request
from tests.articles.delivery.receiver import Receiver, Reply


def test_the_request_and_its_answer(receiver: Receiver) -> None:
    receiver.default = Reply(202, {"Retry-After": "7"}, b"Thank you.")
    address = receiver.address + "?key=1"
    answer = sending.send(Request("POST", address, {"Content-Type": "application/json"}, b"{}"))
    assert answer == Answer(202, "Thank you.", retry_after=7.0)
    (got,) = receiver.got
    assert (got.method, got.path, got.body) == ("POST", "/hook?key=1", b"{}")
    assert got.headers == {
        "host": f"127.0.0.1:{receiver.port}",
        "user-agent": "newsroom",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "content-length": "2",
    }


def test_the_connection_goes_to_the_address_that_was_checked(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    looked_up = []

    def getaddrinfo(host: str, *args: Any, **kwargs: Any) -> Any:
        looked_up.append(host)
        return real("127.0.0.1" if host == "hook.test" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert sending.send(Request("POST", f"http://hook.test:{receiver.port}/")).status == 200
    assert looked_up.count("hook.test") == 1
    assert receiver.got[0].headers["host"] == f"hook.test:{receiver.port}"


def test_of_several_addresses_the_first_that_answers_is_taken(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "lookup", lambda *args, **kwargs: ["127.0.0.2", "127.0.0.1"])
    assert sending.send(Request("POST", receiver.address)).status == 200


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.default = Reply(302, {"Location": f"http://127.0.0.1:{receiver.port}/elsewhere"})
    answer = sending.send(Request("POST", receiver.address))
    assert (answer.status, answer.good) == (302, False)
    assert [one.path for one in receiver.got] == ["/hook"]


def test_of_a_long_answer_only_the_beginning_is_read(receiver: Receiver) -> None:
    receiver.default = Reply(body=b"\0" + b"a" * 10_000_000)
    assert sending.send(Request("POST", receiver.address)).text == "a" * (sending.ANSWER_BYTES - 1)


def test_an_answer_in_slow_motion_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "DEADLINE", 0.3)
    receiver.default = Reply(body=b"a" * 1000, drip=0.05)
    answer = sending.send(Request("POST", receiver.address))
    assert answer.status == 200
    assert len(answer.text) < 1000


@pytest.mark.parametrize("limit", ["DEADLINE", "TIMEOUT"])
def test_silence_is_no_answer(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(sending, limit, 0.2)
    receiver.default = Reply(pause=0.5)
    answer = sending.send(Request("POST", receiver.address))
    assert (answer.status, answer.error[:29]) == (None, "Timed out: no response within")


def test_nobody_at_home(receiver: Receiver) -> None:
    receiver.close()
    assert sending.send(Request("POST", receiver.address)) == Answer(
        error="Connection refused: no server answers at this address."
    )


@pytest.mark.parametrize("said", [b"", b"rubbish\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n"])
def test_those_who_do_not_speak_http(receiver: Receiver, said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(said)

        thread = Thread(target=talk)
        thread.start()
        answer = sending.send(Request("POST", f"http://127.0.0.1:{server.getsockname()[1]}/"))
        thread.join()
    assert answer.status is None
    assert answer.error.startswith("Connection lost: ")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("", None), ("120", 120.0), ("soon", None), ("-5", None), ("9" * 400, 999_999_999.0)],
)
def test_retry_after(receiver: Receiver, value: str, seconds: float | None) -> None:
    receiver.default = Reply(503, {"Retry-After": value})
    assert sending.send(Request("POST", receiver.address)).retry_after == seconds


def test_retry_after_a_date(receiver: Receiver) -> None:
    receiver.default = Reply(503, {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(minutes=10))})
    asked = sending.send(Request("POST", receiver.address)).retry_after
    assert asked is not None
    assert 500 < asked <= 600


def test_a_certificate_has_to_be_of_the_name(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to an address, but the name is requested and checked."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hook.test"),
            *("-addext", "subjectAltName=DNS:hook.test", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked_for = []
    context.sni_callback = lambda sock, name, context: asked_for.append(name)
    receiver._server.socket = context.wrap_socket(receiver._server.socket, server_side=True)
    monkeypatch.setattr(network, "lookup", lambda *args, **kwargs: ["127.0.0.1"])

    def send(name: str) -> Answer:
        return sending.send(Request("POST", f"https://{name}:{receiver.port}/"))

    unknown = send("hook.test")
    assert unknown.error.startswith("The certificate is not valid: self-signed certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send("hook.test").status == 200
    assert send("other.test").error.startswith("The certificate is not valid: ")
    assert asked_for[:2] == ["hook.test", "hook.test"]
