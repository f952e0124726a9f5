"""Recall and precision on labelled paragraphs (figures_corpus.txt); the scores are printed (pytest -s)."""

import pytest

from portal.lib.quantities import find

from .figures_corpus import paragraphs, rates, score


@pytest.mark.parametrize("part", ["tune", "held", "fresh"])
def test_scores(part):
    count = score(find, part)
    recall, precision, right = rates(count)
    print(
        f"\n{part}: {count['labels']} figures, recall {recall:.3f}, precision {precision:.3f}, "
        f"value+unit+qualifier {right:.3f}, "
        f"text {count['text'] / count['labels']:.3f}, counted {count['counted'] / count['counted of']:.3f}, "
        f"period {count['period'] / count['period of']:.3f}"
    )
    assert recall >= 0.98 and precision >= 0.98 and right >= 0.97


def test_the_corpus_is_large_and_its_offsets_hold():
    every = paragraphs()
    assert len(every) >= 30 and sum(len(paragraph.labels) for paragraph in every) >= 200
    for paragraph in every:
        for figure in find(paragraph.text):
            assert paragraph.text[figure.start : figure.end] == figure.text
