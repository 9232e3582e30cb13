"""Reading pages and filling forms, as a browser without script does."""

from html.parser import HTMLParser


def fields_of(html: str, action: str | None = None) -> dict[str, str]:
    """Names and values of the hidden fields of a page's POST forms."""
    reader = _Fields()
    reader.feed(html)
    return reader.fields


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields = {}

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "input" and known.get("type") == "hidden" and known.get("name"):
            self.fields[known["name"]] = known.get("value", "")


def text_of(response) -> str:
    return " ".join(_Words.read(response.content.decode()).split())


class _Words(HTMLParser):
    """What stands on the page to be read, scripts and titles of elements left out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.skipping = [], 0

    @classmethod
    def read(cls, html: str) -> str:
        reader = cls()
        reader.feed(html)
        return "".join(reader.words)

    def handle_starttag(self, tag, attrs):
        self.skipping += tag in ("script", "style", "template")
        self.words.append(" " if tag in ("p", "li", "div", "h1", "h2", "h3", "br", "small", "option") else "")

    def handle_endtag(self, tag):
        self.skipping -= tag in ("script", "style", "template")

    def handle_data(self, data):
        if not self.skipping:
            self.words.append(data)
