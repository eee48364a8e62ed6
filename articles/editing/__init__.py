"""What stands between an editor's wish and a row: who may do what, and what readers would see of it."""
