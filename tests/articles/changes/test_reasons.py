"""The table of reasons: a change without a reason in it would be announced to nobody."""

from articles.changes.reasons import REASONS
from articles.models import Change


def test_every_reason_is_in_it() -> None:
    assert set(REASONS) == set(Change.Reason)


def test_what_webhooks_hear_of_has_a_meaning_and_a_name_of_its_own() -> None:
    told = [facts for facts in REASONS.values() if facts.event]
    assert len({facts.event for facts in told}) == len({facts.meaning for facts in told}) == len(told) == 8


def test_what_is_removed_is_seen_elsewhere() -> None:
    removed = [facts for facts in REASONS.values() if facts.action == Change.Action.REMOVE]
    assert len(removed) == 3
    assert all(facts.seen_elsewhere and facts.public for facts in removed)
