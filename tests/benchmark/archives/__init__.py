"""Archives for measuring: ten thousand stories that are seeded, and as many copies of them as are asked for.

Seeding a million stories takes the better part of an hour, most of it compiling. A copy is compiled by replacing the
story's id, slug and date in what was compiled for the first.
"""
