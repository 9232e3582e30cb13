"""The time: what we promised, when it is due, whether we kept it."""
