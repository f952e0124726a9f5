"""Which sums of internal amounts may be published together, so that nobody can work out the amounts behind them.

The rule (visibility.md; `min_group` in the settings, never below three):

1. A sum is published only of a group of at least `least` projects.
2. What is published together must not give away less than that by subtraction. Sums are linear: whoever adds and
   subtracts them gets a combination of projects, and none may rest on fewer than `least` firms. So a level with two
   projects takes along the level that would complete it to the total, two levels that overlap in all but one project
   don't both appear, and projects of one firm count as one.
3. Amounts that are public anyway (`known`) hide nobody: a group is as large as the rest of it.
4. Last month's page can be subtracted from this month's. So what is done comes in batches: one that comes from fewer
   than `least` firms waits for the next, and a level that has one too thin stays at what it showed before.

Groups are tried in the order given, so the total comes first and stays. Nothing here knows projects or amounts: pure
sets. What the rule takes for granted: plans and levels of a year that have been published don't change for one project
alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

LEAST = 3

Groups = Mapping[str, Collection[str]]  # name -> members
Atom = tuple[int, ...]  # the rows a member stands in


def isolates(rows: Sequence[Collection[str]], firms: Mapping[str, str], least: int = LEAST) -> bool:
    """Whether some combination of the sums of `rows` (sets of members) rests on fewer than `least` firms.

    Members that stand in the same rows can't be told apart, so they are looked at as one atom; a combination rests on
    whole atoms. It exists on some atoms alone exactly when the rows lose rank without them.
    """
    holders: dict[Atom, set[str]] = {}
    for member in {member for row in rows for member in row}:
        atom = tuple(index for index, row in enumerate(rows) if member in row)
        holders.setdefault(atom, set()).add(firms.get(member, member))
    full = _rank(holders, len(rows))
    return any(_rank(holders.keys() - few, len(rows)) < full for few in _covers(list(holders.items()), least))


def _covers(
    atoms: Sequence[tuple[Atom, set[str]]], least: int,
    few: frozenset[Atom] = frozenset(), names: frozenset[str] = frozenset(),
) -> Iterator[frozenset[Atom]]:  # fmt: skip
    """Sets of atoms in which fewer than `least` firms stand."""
    for index, (atom, more) in enumerate(atoms):
        if len(together := names | more) < least:
            yield few | {atom}
            yield from _covers(atoms[index + 1 :], least, few | {atom}, together)


def _rank(atoms: Iterable[Atom], height: int) -> int:
    """Rank of the matrix whose columns are the atoms: 1 in the rows they stand in, else 0."""
    columns = [[Fraction(index in atom) for index in range(height)] for atom in atoms]
    rank = 0
    for index in range(height):
        pivot = next((column for column in columns[rank:] if column[index]), None)
        if pivot is None:
            continue
        columns.remove(pivot)
        columns.insert(rank, pivot)
        rank += 1
        for column in columns[rank:]:
            if factor := column[index] / pivot[index]:
                column[:] = [mine - factor * other for mine, other in zip(column, pivot, strict=True)]
    return rank


def disclose(
    groups: Groups, batches: Sequence[Collection[str]], firms: Mapping[str, str], *,
    known: Collection[str] = (), least: int = LEAST,
) -> dict[str, int]:  # fmt: skip
    """The groups that may be published together, in the order given: name -> how many batches of what is done may be
    summed.

    `groups`: name -> members with a plan, the most important (the whole) first; a name that is returned may show the
    sum of its plans. `batches`: who adds something to what is done, in the order in which it became public. `firms`:
    member -> firm (a member without one is its own). `known`: members whose amounts are public anyway. With every batch
    that comes, what was returned before is returned again, so that old pages and new ones are one publication.
    """
    hidden = {name: frozenset(members) - frozenset(known) for name, members in groups.items()}
    shown: list[str] = []
    for name, members in groups.items():
        if len(set(members)) >= least and not isolates([hidden[n] for n in (*shown, name)], firms, least):
            shown.append(name)
    return _open([(name, hidden[name]) for name in shown], batches, firms, least)


def _open(
    groups: Sequence[tuple[str, frozenset[str]]],
    batches: Sequence[Collection[str]],
    firms: Mapping[str, str],
    least: int,
) -> dict[str, int]:
    """The first group sets the pace: a batch too thin for it waits and is added to the next. What one of the others
    can't follow ends its sum there for good: going on later would tell what it left out."""
    ends, running, waiting = dict.fromkeys((name for name, _members in groups), 0), list(groups), frozenset()
    for number, batch in enumerate(batches, start=1):
        waiting |= frozenset(batch)
        if not running or isolates([running[0][1] & waiting], firms, least):
            continue
        followed: list[tuple[str, frozenset[str]]] = []
        for name, members in running:
            if not isolates([group & waiting for _name, group in (*followed, (name, members))], firms, least):
                followed.append((name, members))
                ends[name] = number
        running, waiting = followed, frozenset()
    return ends
