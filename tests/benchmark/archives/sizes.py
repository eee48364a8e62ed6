"""What all archives have in common. Imported by programs that know no Django."""

from typing import Final

# Stories that are seeded; a larger archive has copies of them. Of these, so many are not copied, and have a tag of
# their own: it finds as many stories in every archive.
SEEDED: Final = 10_000
SAME: Final = 25
RARE: Final = "rare"
SEED: Final = 1
