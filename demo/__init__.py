"""The demonstration newsroom: its content, its pictures, and a synthetic archive for measuring."""
