"""A filter word that makes no sense."""


class NotUnderstood(ValueError):
    """Carries the sentence that says why."""
