"""All spellings of a path are one."""

import pytest

from articles import paths


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/", "/"),
        ("/City/Old-Slug/", "/City/Old-Slug"),
        ("/city//old///slug", "/city/old/slug"),
        ("/city/old?page=2#top", "/city/old"),
        ("/caf%C3%A9", "/café"),
        ("/cafe\u0301", "/café"),
        ("/a%20b", "/a b"),
        ("/what%3F", "/what%3F"),
        ("/a%23b", "/a%23b"),
        ("/100%25", "/100%25"),
        ("/100%", "/100%25"),
        ("/a%2541", "/a%2541"),
        ("/日本", "/日本"),
    ],
)
def test_one_form_which_stays_as_it_is(text: str, path: str) -> None:
    assert paths.normalise(text) == path
    assert paths.normalise(path) == path
    assert paths.key(paths.key(text)) == paths.key(text) == path.lower()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "must begin with one slash, and have neither scheme nor host, such as /city/old-slug"),
        ("city", "must begin with one slash, and have neither scheme nor host, such as /city/old-slug"),
        ("https://x.test/city", "must begin with one slash, and have neither scheme nor host, such as /city/old-slug"),
        ("//x.test/city", "must begin with one slash, and have neither scheme nor host, such as /city/old-slug"),
        ("/\\x.test", "must begin with one slash, and have neither scheme nor host, such as /city/old-slug"),
        ("/" + "x" * 500, "must have 500 characters at most"),
        ("/" + "%" * 400, "must have 500 characters at most"),
        ("/" + "İ" * 400, "must have 500 characters at most"),
        ("/caf%E9", "must be UTF-8 where it is escaped"),
        ("/\ud800", "must be UTF-8 where it is escaped"),
        ("/a%00b", "must not hold control characters"),
        ("/a%0Ab", "must not hold control characters"),
        ("/a\x7fb", "must not hold control characters"),
    ],
)
def test_what_is_no_path_is_told_what_one_is(text: str, problem: str) -> None:
    with pytest.raises(paths.BadPath) as refused:
        paths.normalise(text)
    assert str(refused.value) == problem
