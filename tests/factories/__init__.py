"""Thin factories: valid by default, numbered rather than random."""
