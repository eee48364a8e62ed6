"""Compares two runs: by ratios where there are any, because machines and hours differ."""

from collections.abc import Sequence
from typing import NamedTuple

from tests.benchmark.figures import COSTS, Figure, Key, Spread


class Change(NamedTuple):
    """One figure in both runs. `factor` is how many times as good it is now."""

    key: Key
    before: Spread
    now: Spread
    factor: float

    @property
    def is_certain(self) -> bool:
        """Whether the spreads of the two runs do not touch."""
        return self.before.high < self.now.low or self.now.high < self.before.low


def compare(earlier: Sequence[Figure], later: Sequence[Figure]) -> list[Change]:
    """What both runs measured, in the order of the later one."""
    known = {figure.key: figure for figure in earlier}
    return [_change(known[figure.key], figure) for figure in later if figure.key in known]


def table(changes: Sequence[Change]) -> str:
    """The changes in Markdown; those whose spreads do not touch in bold."""
    lines = [
        "## Compared with the earlier run\n",
        "Times as good as before; bold where the spreads do not touch.\n",
        "| | database | stories | connections | before | now | times |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for key, before, now, factor in changes:
        times = f"**{factor:.2f}**" if Change(key, before, now, factor).is_certain else f"{factor:.2f}"
        name = f"{key.part}: {key.what}, {key.kind}"
        lines.append(
            f"| {name} | {key.database} | {key.stories:,} | {key.connections or ''} | {before} | {now} | {times} |"
        )
    return "\n".join(lines)


def _change(before: Figure, now: Figure) -> Change:
    old, new = before.ratio or before.spread, now.ratio or now.spread
    factor = old.median / new.median if now.unit in COSTS else new.median / old.median
    return Change(now.key, old, new, factor)
