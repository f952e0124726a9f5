"""Reads figures_corpus.txt: paragraphs with labelled figures, and scores a finder against them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

_HEAD = re.compile(r"^## (\d+) (tune|held|fresh) (.*)$")
_LABEL = re.compile(r"\{([^{}|]+)\|([^{}|]+)\|([^{}|]+)(?:\|([^{}|]*)\|([^{}|]*))?\}")


@dataclass
class Label:
    text: str
    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    rank_total: int | None
    qualifier: str
    counted: str
    period: str

    def agrees(self, figure) -> bool:
        return (figure.value, figure.value_to, figure.unit, figure.rank_total, figure.qualifier) == (
            self.value,
            self.value_to,
            self.unit,
            self.rank_total,
            self.qualifier,
        )


@dataclass
class Paragraph:
    number: str
    part: str
    text: str = ""
    labels: list[Label] = field(default_factory=list)


def paragraphs(part=None):
    found = []
    for line in (Path(__file__).parent / "figures_corpus.txt").read_text(encoding="utf-8").splitlines():
        head = _HEAD.match(line)
        if head:
            found.append(Paragraph(head[1], head[2]))
        elif found and line and not line.startswith("#"):
            _read_line(found[-1], line + "\n")
    return [paragraph for paragraph in found if part in (None, paragraph.part)]


def _read_line(paragraph, line):
    place = 0
    for match in _LABEL.finditer(line):
        paragraph.text += line[place : match.start()]
        amount, unit = match[2].rsplit(" ", 1)
        amount, _, total = amount.partition("/")
        low, _, high = amount.partition("..")
        start = len(paragraph.text)
        paragraph.text += match[1]
        paragraph.labels.append(
            Label(
                match[1],
                start,
                len(paragraph.text),
                Decimal(low),
                Decimal(high) if high else None,
                unit,
                int(total) if total else None,
                match[3],
                match[4] or "?",
                match[5] or "?",
            )
        )
        place = match.end()
    paragraph.text += line[place:]


def score(find, part=None, show=False):
    """Counts: labels, found, missed, false, right (value, unit, qualifier), text, counted, period (and of how many)."""
    count = Counter()
    for paragraph in paragraphs(part):
        rest = list(find(paragraph.text))
        for label in paragraph.labels:
            count["labels"] += 1
            figure = next((f for f in rest if f.start < label.end and label.start < f.end), None)
            if figure is None:
                count["missed"] += 1
                _say(show, paragraph, "missed", label.text, "")
                continue
            rest.remove(figure)
            count["found"] += 1
            count["right"] += label.agrees(figure)
            count["text"] += figure.text == label.text
            if not label.agrees(figure) or (show and figure.text != label.text):
                _say(
                    show,
                    paragraph,
                    "differs",
                    f"{label.text} {label.value} {label.unit} {label.qualifier} {label.rank_total}",
                    f"{figure.text} {figure.value} {figure.unit} {figure.qualifier} {figure.rank_total}",
                )
            for key in ("counted", "period"):
                wanted = getattr(label, key)
                if wanted != "?":
                    count[key + " of"] += 1
                    count[key] += (getattr(figure, key) or "-") == wanted
                    if (getattr(figure, key) or "-") != wanted:
                        _say(show, paragraph, key, label.text + " " + wanted, getattr(figure, key))
        count["false"] += len(rest)
        for figure in rest:
            _say(show, paragraph, "false", figure.text, "")
    return count


def rates(count):
    """recall, precision, share with value, unit and qualifier all right (of the labels)."""
    return (
        count["found"] / count["labels"],
        count["found"] / (count["found"] + count["false"]),
        count["right"] / count["labels"],
    )


def _say(show, paragraph, what, wanted, got):
    if show:
        print(f"{paragraph.number} {what:8} {wanted!s:50} {got}")


if __name__ == "__main__":
    import sys

    from portal.lib.quantities import find

    counts = score(find, sys.argv[1] if len(sys.argv) > 1 else None, show=True)
    print(dict(counts), rates(counts))
