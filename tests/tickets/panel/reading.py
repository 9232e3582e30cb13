"""Reading forms as a browser without script does: what stands in them, and what can be chosen."""

from html.parser import HTMLParser


def words_of(response) -> str:
    """What stands on the page to be read, with a space between any two elements."""
    reader = _Words()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.words).split())


def options_of(response, name: str) -> dict[str, str]:
    """The visible labels of a select and the values that choosing them sends."""
    reader = _Options(name)
    reader.feed(response.content.decode())
    return {" ".join(label.split()): value for label, value in reader.options}


class _Options(HTMLParser):
    def __init__(self, name):
        super().__init__(convert_charrefs=True)
        self.name, self.options, self.is_inside, self.value, self.label = name, [], False, None, ""

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "select":
            self.is_inside = known.get("name") == self.name
        elif tag == "option" and self.is_inside:
            self.value, self.label = known.get("value", ""), ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.is_inside = False
        elif tag == "option" and self.value is not None:
            self.options.append((self.label, self.value))
            self.value = None

    def handle_data(self, data):
        self.label += data


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.skipping = [], 0

    def handle_starttag(self, tag, attrs):
        self.skipping += tag in ("script", "style", "template")

    def handle_endtag(self, tag):
        self.skipping -= tag in ("script", "style", "template")

    def handle_data(self, data):
        if not self.skipping:
            self.words.append(data)
