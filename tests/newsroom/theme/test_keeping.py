"""Ended sessions, stale tokens and forms that are too large: no words are lost, and none are forged."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.models import Article
from media.models import Image
from tests import factories
from tests.articles.admin import screen
from tests.newsroom.sign_in import steps

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADD = reverse("admin:articles_article_add")
TYPED = {"headline": "Night trams return", "notes": 'Two hours of "work" & <b>more</b>', "body": "<p>Back.</p>"}
ENDED = "You are signed out, so nothing was saved. Everything you wrote is still here: sign in to get your form back."
STALE = (
    "Not saved: you signed in or out in another window since this page was opened. "
    "Everything you wrote is still here: save again."
)
SECOND = (
    "One more step before your form comes back: type the code of your authenticator app, or a recovery code. "
    "To use a passkey, sign in in a new window, then continue here."
)
PASSWORD = "a long enough password"


@pytest.fixture
def browser() -> Client:
    """A signed-in client whose CSRF tokens are checked like a browser's."""
    person = User.objects.create_user("mara", password=PASSWORD, is_staff=True)
    allowed = ["add_article", "view_article", "change_article", "publish_article", "kill_article"]
    person.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def write(client: Client, url: str = ADD, **changes: Any) -> dict[str, Any]:
    return screen.fields(client.get(url).content, "#article_form") | TYPED | changes


def credentials(username: str = "mara", password: str = PASSWORD) -> dict[str, str]:
    return {"_sign_in-username": username, "_sign_in-password": password}


def shown(content: bytes) -> dict[str, Any]:
    return {name: value for name, value in screen.fields(content, "#article_form").items() if name in TYPED}


def test_a_session_that_has_ended_asks_for_the_password_and_gives_the_form_back(browser: Client) -> None:
    data = write(browser, _publish="1")
    Session.objects.all().delete()
    answer = browser.post(ADD, data)
    assert answer.status_code == 200
    assert screen.texts(answer.content, ".errornote") == [ENDED]
    assert "no-store" in answer["Cache-Control"]
    kept = screen.fields(answer.content, ".kept form")
    assert {name: kept[name] for name in TYPED} == TYPED
    assert not Session.objects.exists()

    answer = browser.post(ADD, kept | credentials())
    assert answer.status_code == 200
    assert screen.texts(answer.content, ".not-saved li") == [
        "You are signed in again. Nothing has been saved yet: check your form, then save it."
    ]
    assert shown(answer.content) == TYPED
    assert not Article.objects.exists()
    assert browser.post(ADD, screen.fields(answer.content, "#article_form") | {"_continue": "1"}).status_code == 302
    assert Article.objects.get().notes == TYPED["notes"]


def test_a_second_factor_is_asked_for_on_the_way(browser: Client) -> None:
    steps.with_app(User.objects.get())
    data = write(browser, _publish="1")
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    answer = browser.post(ADD, kept | credentials())
    assert screen.texts(answer.content, ".errornote") == [SECOND]
    assert screen.texts(answer.content, ".kept label")[0] == "Code"
    assert "_auth_user_id" not in browser.session

    again = screen.fields(answer.content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED
    answer = browser.post(ADD, again | {"_sign_in-code": steps.wrong_code()})
    assert screen.texts(answer.content, ".kept .errorlist li") == [
        "This code is wrong or was used before. Wait for the next one."
    ]
    again = screen.fields(answer.content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED
    assert b"_sign_in-code" in answer.content

    answer = browser.post(ADD, again | {"_sign_in-code": steps.code()})
    assert shown(answer.content) == TYPED
    assert "You are signed in again" in screen.texts(answer.content, ".not-saved li")[0]
    assert not Article.objects.exists()
    assert browser.post(ADD, screen.fields(answer.content, "#article_form") | {"_continue": "1"}).status_code == 302


def test_guessing_the_code_there_ends_as_at_the_door(browser: Client) -> None:
    steps.with_app(User.objects.get())
    data = write(browser)
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    kept = screen.fields(browser.post(ADD, kept | credentials()).content, ".kept form")
    answers = [browser.post(ADD, kept | {"_sign_in-code": steps.wrong_code()}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    again = screen.fields(answers[-1].content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED


def test_who_takes_too_long_with_it_begins_again_and_loses_nothing(browser: Client) -> None:
    steps.with_app(User.objects.get())
    data = write(browser)
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    kept = screen.fields(browser.post(ADD, kept | credentials()).content, ".kept form")
    session = browser.session
    session["account_login"]["initiated_at"] -= 16 * 60
    session.save()
    answer = browser.post(ADD, kept | {"_sign_in-code": steps.code()})
    assert screen.texts(answer.content, ".errornote") == [ENDED]
    again = screen.fields(answer.content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED
    assert "_sign_in-username" in again


@pytest.mark.parametrize("fresh", [True, False])
def test_whoever_has_signed_in_another_way_goes_on_here(browser: Client, fresh: bool) -> None:
    """With a passkey or a provider, in a new window: after that this page's token may be valid or not."""
    data = write(browser, _publish="1")
    Session.objects.all().delete()
    answer = browser.post(ADD, data)
    assert screen.links(answer.content, ".elsewhere a") == ["/admin/login/?next=%2Fadmin%2Faccount%2F"]
    kept = screen.fields(answer.content, ".kept form") | {"_sign_in-elsewhere": "1"}
    browser.force_login(User.objects.get())
    if not fresh:
        kept["csrfmiddlewaretoken"] = "x" * 64
    answer = browser.post(ADD, kept)
    assert shown(answer.content) == TYPED
    assert not Article.objects.exists()
    assert screen.fields(answer.content, "#article_form").keys().isdisjoint({"_sign_in-elsewhere"})


def test_who_goes_on_without_having_done_so_is_asked_again(browser: Client) -> None:
    data = write(browser)
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form") | {"_sign_in-elsewhere": "1"}
    answer = browser.post(ADD, kept)
    assert screen.texts(answer.content, ".errornote") == [ENDED]
    assert screen.texts(answer.content, ".errorlist li") == []


def test_a_wrong_password_costs_nothing(browser: Client) -> None:
    data = write(browser)
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    answer = browser.post(ADD, kept | credentials(password="wrong"))
    assert len(screen.texts(answer.content, ".errorlist li")) == 1
    again = screen.fields(answer.content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED
    assert b"wrong" not in answer.content
    assert shown(browser.post(ADD, again | credentials()).content) == TYPED


def test_nor_do_too_many(browser: Client) -> None:
    data = write(browser)
    Session.objects.all().delete()
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    for _ in range(11):
        answer = browser.post(ADD, kept | credentials(password="wrong"))
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert screen.texts(answer.content, ".errornote") == [
        "Signing in with this name is locked for 15 minutes. Everything you wrote is still here: wait, then sign in."
    ]
    again = screen.fields(answer.content, ".kept form")
    assert {name: again[name] for name in TYPED} == TYPED


def test_somebody_else_who_signs_in_has_their_own_rights(browser: Client) -> None:
    data = write(browser)
    Session.objects.all().delete()
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    kept = screen.fields(browser.post(ADD, data).content, ".kept form")
    answer = browser.post(ADD, kept | credentials("tom"))
    assert answer.status_code == 403
    assert TYPED["notes"] in screen.texts(answer.content, ".kept textarea")


def test_what_was_to_be_done_elsewhere_is_not_done_on_signing_in(browser: Client) -> None:
    tag = factories.tag()
    url = reverse("admin:articles_tag_delete", args=[tag.pk])
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    browser.force_login(chief)
    data = screen.fields(browser.get(url).content, "#content form")
    Session.objects.all().delete()
    kept = screen.fields(browser.post(url, data).content, ".kept form")
    answer = browser.post(url, kept | credentials("chief"))
    assert (answer.status_code, answer["Location"]) == (302, url)
    tag.refresh_from_db()


@pytest.mark.parametrize("lost", ["token", "cookie", "both"])
def test_a_stale_token_gives_the_form_back_with_a_good_one(browser: Client, lost: str) -> None:
    data = write(browser)
    if lost in {"token", "both"}:
        data["csrfmiddlewaretoken"] = "x" * 64
    if lost in {"cookie", "both"}:
        del browser.cookies["csrftoken"]
    answer = browser.post(ADD, data)
    assert answer.status_code == 200
    assert screen.texts(answer.content, ".not-saved li") == [STALE]
    assert shown(answer.content) == TYPED
    assert not Article.objects.exists()
    assert browser.post(ADD, screen.fields(answer.content, "#article_form") | {"_continue": "1"}).status_code == 302


def test_a_confirmation_with_a_stale_token_too(browser: Client) -> None:
    article = factories.published()
    url = reverse("admin:articles_article_kill", args=[article.pk])
    data = screen.fields(browser.get(url).content, ".confirmation form") | {"note": "The source had lied."}
    answer = browser.post(url, data | {"csrfmiddlewaretoken": "x" * 64})
    assert screen.fields(answer.content, ".confirmation form")["note"] == "The source had lied."
    assert Article.objects.get().state == "published"


def test_a_stale_token_and_no_session(browser: Client) -> None:
    data = write(browser) | {"csrfmiddlewaretoken": "x" * 64}
    browser.cookies.clear()
    answer = browser.post(ADD, data)
    kept = screen.fields(answer.content, ".kept form")
    assert {name: kept[name] for name in TYPED} == TYPED
    assert shown(browser.post(ADD, kept | credentials()).content) == TYPED


def test_a_stale_token_signs_nobody_in(browser: Client) -> None:
    data = write(browser) | {"csrfmiddlewaretoken": "x" * 64} | credentials()
    browser.cookies.clear()
    browser.post(ADD, data)
    assert "sessionid" not in browser.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_another_site_fills_in_none_of_our_forms(browser: Client, headers: dict[str, str], signed_in: bool) -> None:
    client = browser if signed_in else Client(enforce_csrf_checks=True)
    answer = client.post(ADD, TYPED, headers=headers)
    assert answer.status_code == 403
    assert b"trams" not in answer.content


@pytest.mark.parametrize(
    "hostile", ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "'\"<!--"]
)
def test_what_is_shown_again_is_text(browser: Client, hostile: str) -> None:
    data = write(browser, headline=hostile, notes=hostile) | {hostile: hostile}
    Session.objects.all().delete()
    kept = browser.post(ADD, data).content
    assert hostile.encode() not in kept
    assert screen.fields(kept, ".kept form")["notes"] == hostile
    again = browser.post(ADD, screen.fields(kept, ".kept form") | credentials()).content
    assert hostile.encode() not in again


def test_passwords_are_not_shown_again(browser: Client) -> None:
    url = reverse("admin:auth_user_add")
    browser.force_login(User.objects.create_superuser("chief"))
    data = screen.fields(browser.get(url).content, "#user_form")
    Session.objects.all().delete()
    answer = browser.post(url, data | {"username": "new", "password1": "swordfish", "password2": "swordfish"})
    assert screen.fields(answer.content, ".kept form")["username"] == "new"
    assert b"swordfish" not in answer.content


def test_signing_in_with_a_stale_token_begins_anew(browser: Client) -> None:
    url = reverse("admin:login") + f"?next={ADD}"
    answer = browser.post(url, {"username": "mara", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, url)


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"])
@pytest.mark.parametrize("enforce", [True, False])
def test_what_is_too_much_is_answered_with_what_to_do(
    browser: Client, settings: Settings, limit: str, enforce: bool
) -> None:
    data = write(browser)
    setattr(settings, limit, 10)
    browser.handler.enforce_csrf_checks = enforce
    answer = browser.post(ADD, data)
    assert answer.status_code == 413
    assert "Go back in your browser" in screen.texts(answer.content, ".errornote")[0]


def test_much_is_not_too_much(browser: Client) -> None:
    words = "Harbour " * 500_000
    answer = browser.post(ADD, write(browser, notes=words, _continue="1"))
    assert answer.status_code == 302
    assert len(Article.objects.get().notes) == len(words.strip())


@pytest.mark.parametrize("place", ["django.core.files.storage.FileSystemStorage._save", "media.admin.same_file"])
def test_a_file_that_cannot_be_taken_in_leaves_nothing_behind_and_costs_no_words(
    browser: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("No space left on device")

    url = reverse("admin:media_image_add")
    browser.force_login(User.objects.create_superuser("chief"))
    data = screen.fields(browser.get(url).content, "#image_form") | {"title": "Quay", "caption": "At night"}
    monkeypatch.setattr(place, full)
    answer = browser.post(url, data | {"file": SimpleUploadedFile("quay.jpg", factories.picture())})
    assert screen.fields(answer.content, "#image_form")["caption"] == "At night"
    assert screen.texts(answer.content, ".messagelist li") == ["Please choose the file again."]
    assert screen.texts(answer.content, ".not-saved li")[0].startswith("Not saved: a file could not be stored.")
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []
    assert not Image.objects.exists()


def test_the_file_of_a_picture_that_could_not_be_changed_stays(
    browser: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("x")

    image = factories.image()
    url = reverse("admin:media_image_change", args=[image.pk])
    browser.force_login(User.objects.create_superuser("chief"))
    data = screen.fields(browser.get(url).content, "#image_form")
    monkeypatch.setattr("media.admin.ImageAdmin.log_change", fail)
    browser.post(url, data | {"file": SimpleUploadedFile("quay.jpg", factories.picture(color="red"))})
    kept = [path.relative_to(tmp_path / "originals") for path in (tmp_path / "originals").rglob("*") if path.is_file()]
    assert [str(path) for path in kept] == [image.file.name]
