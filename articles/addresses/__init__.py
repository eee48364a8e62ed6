"""Public addresses: slugs, paths of front ends, and placeholders for what settings may change."""
