"""Signatures follow Standard Webhooks: its own library accepts them."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from articles.delivery import signing
from articles.models.webhooks import Webhook, new_secret

BODY = '{"type":"article.published","data":{"slug":"brücke"}}'.encode()


def test_a_known_message_has_a_known_signature() -> None:
    # The example from the specification's own libraries.
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signing.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_reference_library_accepts_them_and_nothing_else() -> None:
    secret = new_secret()
    headers = signing.headers("msg_1", datetime.now(UTC), BODY, [secret])
    assert Verifier(secret).verify(BODY, headers)["data"] == {"slug": "brücke"}
    for key, body, id in ((new_secret(), BODY, "msg_1"), (secret, BODY + b" ", "msg_1"), (secret, BODY, "msg_2")):
        with pytest.raises(WebhookVerificationError):
            Verifier(key).verify(body, headers | {"webhook-id": id})


def test_for_a_day_the_old_secret_is_right_too() -> None:
    now = datetime.now(UTC)
    hook = Webhook(secret=new_secret(), previous_secret=new_secret(), secret_made_at=now)
    headers = signing.headers("msg_1", now, BODY, hook.secrets(now))
    for secret in (hook.secret, hook.previous_secret):
        assert Verifier(secret).verify(BODY, headers)
    assert hook.secrets(now + timedelta(days=1)) == [hook.secret]


def test_a_secret_is_32_random_bytes() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert (first[:6], len(first)) == ("whsec_", 50)
