"""Writes what was measured, as tables in Markdown."""

from collections.abc import Iterator, Sequence

from tests.benchmark.figures import Figure, Spread


def tables(figures: Sequence[Figure]) -> Iterator[str]:
    """A table for each part of the measurement, in the order in which they were measured."""
    for part in dict.fromkeys(figure.part for figure in figures):
        yield f"## {part.capitalize()}"
        yield table([figure for figure in figures if figure.part == part])


def table(figures: Sequence[Figure]) -> str:
    """A row for each figure: medians, in brackets the quartiles around them, and ratios of turns."""
    lines = [
        "| | database | stories | connections | unit | median | against | median | ratio | errors |",
        "|---|---|---:|---:|---|---:|---|---:|---:|---:|",
    ]
    return "\n".join(lines + [_row(figure) for figure in figures])


def _row(figure: Figure) -> str:
    cells = [
        f"{figure.what}, {figure.kind}" if figure.kind else figure.what,
        figure.database,
        f"{figure.stories:,}",
        str(figure.connections or ""),
        figure.unit,
        str(figure.spread),
        figure.against,
        str(Spread.of(figure.others)) if figure.others else "",
        str(figure.ratio or ""),
        str(figure.errors),
    ]
    return f"| {' | '.join(cells)} |"
