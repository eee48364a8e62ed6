"""Items that arrive during a commit go into the next one together."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Event

import pytest

from articles.readership.group_commit import GroupCommit, GroupFailed


def waiting(group: GroupCommit[int, int], number: int) -> None:
    """Wait until this many items are waiting."""
    while len(group._waiting) < number:
        pass


def test_whoever_is_alone_commits_at_once() -> None:
    groups: list[list[int]] = []

    def double(items: Sequence[int]) -> list[int]:
        groups.append(list(items))
        return [2 * item for item in items]

    group = GroupCommit(double)
    assert [group.submit(1), group.submit(2)] == [2, 4]
    assert groups == [[1], [2]]


def test_those_who_come_meanwhile_go_together_and_each_gets_its_own_answer() -> None:
    groups: list[list[int]] = []
    go_on = Event()

    def slow(items: Sequence[int]) -> list[int]:
        groups.append(list(items))
        go_on.wait(10)
        return [2 * item for item in items]

    group = GroupCommit(slow)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(group.submit, 1)
        while not groups:
            pass
        others = [pool.submit(group.submit, item) for item in (2, 3, 4)]
        waiting(group, 3)
        go_on.set()
        assert [future.result(10) for future in (first, *others)] == [2, 4, 6, 8]
    assert groups[0] == [1]
    assert sorted(groups[1]) == [2, 3, 4]
    assert len(groups) == 2


def test_a_commit_that_fails_fails_for_its_group_alone() -> None:
    def odd(items: Sequence[int]) -> list[int]:
        if 2 in items:
            raise OSError("disk full")
        return list(items)

    group = GroupCommit(odd)
    assert group.submit(1) == 1
    with pytest.raises(GroupFailed) as failed:
        group.submit(2)
    assert str(failed.value.__cause__) == "disk full"
    assert group.submit(3) == 3


def test_those_who_come_while_a_group_waits_for_its_turn_go_along() -> None:
    groups: list[list[int]] = []
    asked, go_on = Event(), Event()

    @contextmanager
    def lock() -> Iterator[None]:
        asked.set()
        go_on.wait(10)
        yield

    def keep(items: Sequence[int]) -> list[int]:
        groups.append(list(items))
        return list(items)

    group = GroupCommit(keep, lock)
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(group.submit, 1)]
        asked.wait(10)
        futures += [pool.submit(group.submit, item) for item in (2, 3)]
        waiting(group, 3)
        go_on.set()
        assert [future.result(10) for future in futures] == [1, 2, 3]
    assert [sorted(items) for items in groups] == [[1, 2, 3]]


def test_a_turn_that_never_comes_fails_those_who_wait_for_it() -> None:
    def lock() -> AbstractContextManager[None]:
        raise OSError("no file")

    group = GroupCommit[int, int](list, lock)
    for item in (1, 2):
        with pytest.raises(GroupFailed):
            group.submit(item)
