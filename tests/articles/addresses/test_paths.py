"""All spellings of a path count as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import paths


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/", "/"),
        ("/City/Old-Slug/", "/City/Old-Slug"),
        ("/city//old///slug", "/city/old/slug"),
        ("/caf%C3%A9", "/café"),
        ("/cafe\u0301", "/café"),
        ("/a%20b", "/a b"),
        ("/what%3F", "/what%3F"),
        ("/a%23b", "/a%23b"),
        ("/100%25", "/100%25"),
        ("/100%", "/100%25"),
        ("/a%2541", "/a%2541"),
        ("/日本", "/日本"),
        ("/caf%E9", "/café"),
        ("/%93Caf%E9%94", "/“Café”"),
        ("/%E9%81%80", "/遀"),
        ("/a%81%8d", "/a%81%8D"),
        ("/%EF%F0%E8%E2%E5%F2", "/ïðèâåò"),
        ("/%83%6E", "/ƒn"),
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
        ("/\ud800", "must not hold control characters"),
        ("/a%00b", "must not hold control characters"),
        ("/a%0Ab", "must not hold control characters"),
        ("/a\x7fb", "must not hold control characters"),
    ],
)
def test_what_is_no_path_is_told_what_one_is(text: str, problem: str) -> None:
    with pytest.raises(paths.BadPath) as refused:
        paths.normalise(text)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("/?p=17", "/?p=17#top", "/?p=17", "/?&p=17&", "/?p=1%37", "/?utm_source=x&p=17&fbclid=y"), "/?p=17"),
        (("/News?id=5&lang=de", "/news/?lang=de&id=5"), "/news?id=5&lang=de"),
        (("/a?x=1&x=2", "/a?x=2&x=1"), "/a?x=1&x=2"),
        (("/a?x=1&x=1",), "/a?x=1&x=1"),
        (("/a?x", "/a?x=", "/a/?x=&"), "/a?x="),
        (("/a?", "/a?&&", "/a", "/A/?gclid=1&UTM_Medium=mail", "/a?utm=1", "/a?%75tm_source=x"), "/a"),
        (("/a?q=new+york", "/a?q=new%20york", "/a?q=new york"), "/a?q=new+york"),
        (("/a?q=1%2B1", "/a?q=1%2b1"), "/a?q=1%2B1"),
        (("/a?q=a%26b%3Dc", "/a?q=a%26b=c"), "/a?q=a%26b=c"),
        (("/a?q=caf%E9", "/a?q=caf%C3%A9", "/a?q=café", "/a?q=cafe\u0301"), "/a?q=café"),
        (("/a?id=AbC",), "/a?id=AbC"),
        (("/a?ID=5",), "/a?ID=5"),
        (("/a?u=/b?c", "/a?u=%2Fb%3Fc"), "/a?u=/b?c"),
        (("/a?referrer=x",), "/a?referrer=x"),
    ],
)
def test_queries_have_one_form_too(spellings: tuple[str, ...], key: str) -> None:
    assert {paths.key(one) for one in spellings} == {key}
    assert paths.written(key) == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://old.example/news?id=5", "/news?id=5"),
        (" HTTP://user:x@Old.example:8080/News/ ", "/news"),
        ("https://old.example", "/"),
        ("https://old.example?p=17", "/?p=17"),
        ("https://old.example//a//b", "/a/b"),
        ("http://old.example/caf%E9.asp?ID=%E9", "/café.asp?ID=é"),
    ],
)
def test_whole_addresses_of_the_old_site_are_written(address: str, key: str) -> None:
    assert paths.written(address) == key


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("/#!/story/5", "must not have a “#” and what follows it, which browsers never send"),
        ("https://x.test/a#b", "must not have a “#” and what follows it, which browsers never send"),
        ("https://", "is no address of the web"),
        ("http://[x/", "is no address of the web"),
        ("/a?b&utm_id=1", "must not have “utm_id”, which is ignored because it only tells where a reader came from"),
        ("/a?b=%00", "must not hold control characters"),
        ("/a?" + "b" * 500, "must have 500 characters at most"),
        ("/a?b=" + "%26" * 170, "must have 500 characters at most"),
    ],
)
def test_what_is_no_old_path_is_told_why(text: str, problem: str) -> None:
    with pytest.raises(paths.BadPath) as refused:
        paths.written(text)
    assert str(refused.value) == problem


ESCAPED = ["%C3%A9", "%E9", "%81", "%8d", "%3F", "%26", "%25", "%2B"]
PIECES = st.sampled_from([*"abC/?&=+#%. é\u0301ı", *ESCAPED, "utm_x=1"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    try:
        key = paths.key(f"/{text}")
    except paths.BadPath:
        return
    assert paths.key(key) == key
    assert paths.normalise(paths.normalise(f"/{text}")) == paths.normalise(f"/{text}")
