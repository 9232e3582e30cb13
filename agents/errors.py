"""The domain's own *no*, of people and of tickets alike; the doors translate it once."""

from django.utils.functional import Promise


class OperationRefused(Exception):
    """Allowed, but wrong now; carries the sentence that is shown to whoever asked.

    Not permitted is `django.core.exceptions.PermissionDenied`, wrong input `ValidationError`.
    """

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
