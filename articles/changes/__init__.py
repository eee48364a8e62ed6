"""The change log: how it is written, its position, and the surrogate keys by which shared caches find what a change may
affect. Everything that must follow a change relies on it.
"""
