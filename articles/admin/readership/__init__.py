"""How often stories are read, in charts and numbers."""
