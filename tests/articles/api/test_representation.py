"""Members are inserted into stored JSON without parsing it."""

import orjson

from articles.api.representation import with_member


def test_a_member_is_put_behind_those_that_are_there() -> None:
    cases = [("{}", "views", "7"), ('{"a":{"b":"}"},"c":[]}', "related", '[{"d":1}]'), ('{"a":"x"}', "b", "null")]
    assert [with_member(*case) for case in cases] == [
        '{"views":7}',
        '{"a":{"b":"}"},"c":[],"related":[{"d":1}]}',
        '{"a":"x","b":null}',
    ]
    assert list(orjson.loads(with_member('{"z":1,"a":2}', "m", "3"))) == ["z", "a", "m"]
