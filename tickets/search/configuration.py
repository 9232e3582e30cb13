"""In which language words are understood: the stems and stop words of the installation's language."""

from typing import Final

from django.conf import settings

LANGUAGES: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Those that PostgreSQL has stems for since version 14; every other language is taken word for word."""

PLAIN: Final = "simple"
"""Names, numbers and addresses are nobody's language."""


def configuration() -> str:
    """PostgreSQL's name for the language of the installation."""
    return LANGUAGES.get(settings.LANGUAGE_CODE.partition("-")[0].lower(), PLAIN)
