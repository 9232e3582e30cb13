"""The support center: the door of requesters, with or without an account."""
