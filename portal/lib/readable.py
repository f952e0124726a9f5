"""A body as lines of plain text in which headings, lists, tables, pictures and embedded parts can still be told apart."""

from html.parser import HTMLParser

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "figcaption", "figure", "div", "cite",
           "ul", "ol", "table"}  # fmt: skip
_HEADINGS = {"h1": "■ ", "h2": "■ ", "h3": "▪ ", "h4": "▪ "}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.text = ""
        self.mark = ""
        self.lists: list[int | None] = []
        self.is_hidden = 0
        self.cells = 0  # how many are open: a row is one line, whatever stands in its cells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in ("script", "style"):
            self.is_hidden += 1
        if tag in ("td", "th"):
            self.text += " | " if self.text.strip() else ""
            self.cells += 1
        elif tag in _BLOCKS and not self.cells and not (tag == "p" and self.mark and not self.text):
            self._break()
        if tag in _HEADINGS:
            self.mark = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.mark = self._next_item()
        elif tag == "cite":
            self.mark = "—— "
        elif tag == "figcaption":
            self.mark = "［图］"
        elif tag == "img":
            self._break()
            self.lines.append(f"［图片：{known.get('alt') or ''}］")
        elif tag == "hr":
            self._break()
            self.lines.append("————")
        elif tag == "br":
            self._break()
        elif known.get("data-embed"):
            self.lines.append(f"［{known.get('data-label') or known.get('data-id') or ''}］")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.is_hidden = max(0, self.is_hidden - 1)
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in ("td", "th"):
            self.cells = max(0, self.cells - 1)
        elif tag in _BLOCKS and not self.cells:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.text += data

    def _next_item(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "· "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def _break(self) -> None:
        if text := " ".join(self.text.split()):
            self.lines.append(self.mark + text)
            self.mark = ""
        self.text = ""


def readable_lines(html: str) -> list[str]:
    """The body's blocks as lines: ■ heading, · item, 1. item, cells with |, ［图片：what is seen］, ［the embedded part］."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    reader._break()
    return reader.lines
