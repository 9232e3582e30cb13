"""Names by number: the same number is always the same person, and no two have the same name."""

from typing import Final

FIRST: Final = (
    "Ada", "Amir", "Anna", "Ben", "Carla", "Chen", "Dario", "Elif", "Emil", "Fatima", "Felix", "Grace",
    "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Kofi", "Lara", "Leon", "Lucia", "Malik", "Mara",
    "Mina", "Nadia", "Nils", "Nora", "Omar", "Paula", "Pedro", "Rosa", "Ruth", "Sara", "Simon", "Tara",
    "Theo", "Vera", "Yusuf", "Zoe", "Oskar",
)  # fmt: skip
LAST: Final = (
    "Abbott", "Adeyemi", "Becker", "Bianchi", "Castro", "Chowdhury", "Dahl", "Dubois", "Eriksen",
    "Farkas", "Fischer", "Garcia", "Gruber", "Haddad", "Hansen", "Ito", "Jansen", "Kaya", "Keller",
    "Kovacs", "Larsen", "Lindqvist", "Marino", "Mensah", "Meyer", "Moreau", "Nakamura", "Novak",
    "Okafor", "Olsen", "Park", "Petrov", "Quinn", "Rahman", "Rossi", "Santos", "Schmidt", "Silva",
    "Tanaka", "Vogel", "Weber", "Wagner", "Zhang",
)  # fmt: skip
PAIRS: Final = len(FIRST) * len(
    LAST
)  # 41 and 43 have no common factor, so each pair comes before one comes again


def full_name(number: int) -> str:
    """First and last name; from the 1,764th person on with a number of the family."""
    family = number // PAIRS
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    return f"{name} {family + 1}" if family else name


def mail_name(number: int) -> str:
    """What stands before the @, in lower case."""
    return full_name(number).lower().replace(" ", ".")
