"""The demo desk: what a stranger sees who starts this for the first time."""
