"""What a picture is to show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spec:
    """One picture: a scene in the light of a palette; the same seed draws the same picture again.

    `ratio` is width by height, as in "3:2". Charts have a heading and a value for every label; maps name places.
    """

    scene: str
    palette: str
    seed: int
    ratio: str = "3:2"
    heading: str = ""
    labels: tuple[str, ...] = ()
    values: tuple[float, ...] = ()

    def size(self, width: int) -> tuple[int, int]:
        """Pixels across and down at a width, which stands for the longer side."""
        across, down = map(float, self.ratio.split(":"))
        longer = max(across, down)
        return round(width * across / longer), round(width * down / longer)
