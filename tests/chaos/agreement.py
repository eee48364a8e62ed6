"""Whether what readers were told of their views is what was counted."""

from collections import Counter

from tests.chaos.readers import Told


def together(parts: list[Told]) -> Told:
    """What several readers were told of one story."""
    numbers = [number for part in parts for number in part.numbers]
    return Told(numbers, sum((part.unclear for part in parts), Counter()))


def compare(slug: str, told: Told, gained: int, before: int) -> list[str]:
    """What does not agree of a story: what its readers were told, the views it has gained, and those it had before."""
    wrong = []
    if len(set(told.numbers)) != len(told.numbers):
        wrong.append(f"{slug}: {len(told.numbers) - len(set(told.numbers))} numbers were given twice")
    if not len(told.numbers) <= gained <= len(told.numbers) + told.unclear.total():
        unclear = told.unclear.total()
        wrong.append(f"{slug}: {len(told.numbers)} acknowledged, {unclear} unclear, but {gained} counted")
    if told.numbers and max(told.numbers) > before + gained:
        wrong.append(f"{slug}: number {max(told.numbers)} was given, but only {before + gained} are there")
    return wrong
