"""Which sums of internal amounts may be published, so that nobody can work out the amounts behind them. Pure.

The rule (visibility.md; `min_group` in the settings, never below three): sums are linear, so whoever adds and subtracts
what was ever published gets a combination of amounts, and none may rest on fewer than `least` firms. So a level with two
projects takes along the level that would complete it to the total, two levels that overlap in all but one project don't
both appear, projects of one firm count as one, and a sum that differs from last month's by one firm's amount waits.

A sum is the set of its cells; a cell is one amount that doesn't change (a plan of so much, a month). Which sums have
been published is kept by `projects.announcing`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

LEAST = 3

Vector = dict[Any, Fraction]  # what isn't in it is 0


def isolates(sums: Sequence[Collection[str]], firms: Mapping[str, str], least: int = LEAST) -> bool:
    """Whether some combination of `sums` rests on fewer than `least` firms.

    `firms`: cell -> whose amount it is, a cell without one is its own firm's; "" for one that may be known already, so
    that it hides nobody and is still nobody's to learn.
    """
    found = _Combinations(sums, firms, least)
    return any(found.resting_on(few) for few in found.few_firms())


def tells(
    more: Collection[str], published: Sequence[Collection[str]], firms: Mapping[str, str], least: int = LEAST
) -> bool:
    """Whether the sum `more` gives something of fewer than `least` firms away that what is `published` did not."""
    before, after = _Combinations(published, firms, least), _Combinations([*published, more], firms, least)
    return any(after.resting_on(few) > before.resting_on(few) for few in after.few_firms())


class _Combinations:
    """Cells that stand in the same sums can't be told apart, so they are looked at as one atom. A combination that
    rests on few firms leaves every atom of many firms out: those combinations are found first, and are rarely more than
    a handful."""

    def __init__(self, sums: Sequence[Collection[str]], firms: Mapping[str, str], least: int) -> None:
        self._least, atoms = least, _atoms(sums)
        holders = {atom: {firm for cell in cells if (firm := firms.get(cell, cell))} for atom, cells in atoms.items()}
        fat = {atom for atom, owners in holders.items() if len(owners) >= least}
        left = _relations([{atom: Fraction(1) for atom in fat if index in atom} for index in range(len(sums))])
        self._seen = {atom: seen for atom in holders.keys() - fat if (seen := _seen(atom, left))}
        self._holders = {atom: holders[atom] for atom in self._seen}
        self._full = _rank(self._seen.values())

    def few_firms(self) -> Iterator[frozenset[str]]:
        owners = sorted(set().union(*self._holders.values()))
        return map(frozenset, combinations(owners, min(self._least - 1, len(owners))))

    def resting_on(self, few: frozenset[str]) -> int:
        """How many independent combinations rest on nobody but these firms."""
        return self._full - _rank(seen for atom, seen in self._seen.items() if not self._holders[atom] <= few)


def _atoms(sums: Sequence[Collection[str]]) -> dict[tuple[int, ...], list[str]]:
    """Places of the sums that a cell stands in -> the cells that stand there."""
    places: dict[str, list[int]] = {}
    for index, cells in enumerate(sums):
        for cell in set(cells):
            places.setdefault(cell, []).append(index)
    atoms: dict[tuple[int, ...], list[str]] = {}
    for cell, found in places.items():
        atoms.setdefault(tuple(found), []).append(cell)
    return atoms


def _seen(atom: tuple[int, ...], left: Sequence[Vector]) -> Vector:
    """How often each of the combinations in `left` holds the atom."""
    weights = ((number, sum(tag.get(index, Fraction(0)) for index in atom)) for number, tag in enumerate(left))
    return {number: weight for number, weight in weights if weight}


def _relations(vectors: Iterable[Vector]) -> list[Vector]:
    """A basis of the combinations (index -> factor) of `vectors` that come to nothing."""
    return [tag for rest, tag in _eliminated(vectors) if not rest]


def _rank(vectors: Iterable[Vector]) -> int:
    return sum(1 for rest, _tag in _eliminated(vectors) if rest)


def _eliminated(vectors: Iterable[Vector]) -> Iterator[tuple[Vector, Vector]]:
    """Each vector less what those before it explain, and the combination that this rest is."""
    pivots: list[tuple[Any, Vector, Vector]] = []
    for index, vector in enumerate(vectors):
        rest, tag = dict(vector), {index: Fraction(1)}
        for key, other, its_tag in pivots:
            if factor := rest.get(key):
                factor /= other[key]
                _subtract(rest, other, factor)
                _subtract(tag, its_tag, factor)
        if rest:
            pivots.append((next(iter(rest)), rest, tag))
        yield rest, tag


def _subtract(vector: Vector, other: Vector, factor: Fraction) -> None:
    for key, value in other.items():
        if found := vector.get(key, Fraction(0)) - factor * value:
            vector[key] = found
        else:
            vector.pop(key, None)
