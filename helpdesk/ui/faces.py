"""A person without a picture: two letters on a quiet colour that stays the same everywhere."""

from zlib import crc32

COLOURS = 8


def initials(name: str) -> str:
    """One or two capital letters: "Jane Doe" is JD, "Fiona" is FI, "cfo@example.com" is CF."""
    words = name.split("@")[0].replace(".", " ").split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


def colour(name: str) -> int:
    """The number of the colour, from 1 to 8: the same for the same name on every machine."""
    return (crc32(name.strip().casefold().encode()) >> 14) % COLOURS + 1
