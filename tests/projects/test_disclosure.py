"""The rule against working amounts out: it finds whatever an attacker finds who adds and subtracts what was published."""

from fractions import Fraction
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from projects.disclosure import isolates

# --- an attacker of our own: another way to the same question --------


def freedom(rows, members):
    """A basis of all changes to the amounts that leave every sum as it is."""
    matrix = [[Fraction(member in row) for member in members] for row in rows]
    pivots, height = [], 0
    for column in range(len(members)):
        found = next((line for line in range(height, len(matrix)) if matrix[line][column]), None)
        if found is None:
            continue
        matrix[height], matrix[found] = matrix[found], matrix[height]
        matrix[height] = [value / matrix[height][column] for value in matrix[height]]
        for line in range(len(matrix)):
            if line != height and matrix[line][column]:
                factor = matrix[line][column]
                matrix[line] = [a - factor * b for a, b in zip(matrix[line], matrix[height], strict=True)]
        pivots.append(column)
        height += 1
    basis = []
    for free in (column for column in range(len(members)) if column not in pivots):
        change = [Fraction(0)] * len(members)
        change[free] = Fraction(1)
        for line, column in enumerate(pivots):
            change[column] = -matrix[line][free]
        basis.append(change)
    return basis


def rank(vectors):
    vectors, done = [list(vector) for vector in vectors], 0
    for column in range(len(vectors[0]) if vectors else 0):
        found = next((n for n in range(done, len(vectors)) if vectors[n][column]), None)
        if found is None:
            continue
        vectors[done], vectors[found] = vectors[found], vectors[done]
        for n in range(done + 1, len(vectors)):
            factor = vectors[n][column] / vectors[done][column]
            vectors[n] = [a - factor * b for a, b in zip(vectors[n], vectors[done], strict=True)]
        done += 1
    return done


def learns(rows, firms, least=3):
    """Whether the sums tie the amounts of fewer than `least` firms down in any way: their amounts can't be anything any
    more."""
    members = sorted({member for row in rows for member in row})
    changes = freedom(rows, members)
    owners = sorted({firms.get(member, member) for member in members})
    for few in (few for size in range(1, least) for few in combinations(owners, size)):
        theirs = [n for n, member in enumerate(members) if firms.get(member, member) in few]
        if rank([[change[n] for n in theirs] for change in changes]) < len(theirs):
            return True
    return False


MEMBERS = [f"p{n}" for n in range(7)]
sums_of = st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1), min_size=1, max_size=5)
firms_of = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(["a", "b", "c"]), max_size=3)


@given(sums_of, firms_of, st.integers(2, 4))
@effort(max_examples=150, deadline=None)
def test_isolates_finds_what_an_attacker_finds(sums, firms, least):
    assert isolates(sums, firms, least) == learns(sums, firms, least)


@given(sums_of, firms_of, st.frozensets(st.sampled_from(MEMBERS), min_size=1, max_size=2))
@effort(max_examples=80, deadline=None)
def test_amounts_that_may_be_known_already_hide_nobody_whoever_knows_which(sums, firms, maybe):
    if isolates(sums, firms | dict.fromkeys(maybe, "")):
        return
    for known in (known for size in range(len(maybe) + 1) for known in combinations(sorted(maybe), size)):
        rest = [row for row in (cells - set(known) for cells in sums) if row]
        assert not learns(rest, firms)


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        (["abc"], False),
        (["ab"], True),
        (["abcdef", "cdef"], True),  # the rest is two
        (["abcdef", "abc", "def"], False),
        (["abcdefgh", "abcd", "abcde"], True),  # two levels overlap in all but one
        (["abcdefghi", "abcde", "efghi"], True),  # added up they exceed the total by the one that stands in both
        (["abc", "abcd"], True),  # last month and this one
        (["abc", "abcdef"], False),
        (["abc", "bcd"], True),
    ],
)
def test_cases_that_one_thinks_of(sums, told):
    assert isolates([set(cells) for cells in sums], {}) is told


def test_projects_of_one_firm_count_as_one():
    assert isolates([set("abc")], {"a": "firm", "b": "firm"})
    assert not isolates([set("abcd")], {"a": "firm", "b": "firm"})


def test_a_larger_least_group_is_obeyed():
    assert isolates([set("abcd")], {}, least=5) and not isolates([set("abcde")], {}, least=5)


def test_a_year_of_150_projects_at_three_levels_is_weighed_at_once():
    """Twelve months of four groups, two firms at two levels at once: within the time of a page."""
    firms, groups = {}, {"all": range(150), "one": range(40), "two": range(38, 90), "three": range(90, 150)}
    sums = []
    for month in range(1, 13):
        for members in groups.values():
            sums.append({f"{p}@{m}" for p in members for m in range(month)})
            firms |= {f"{p}@{m}": f"firm {p // 2}" for p in members for m in range(month)}
    started = perf_counter()
    assert not isolates(sums[0::4], firms)
    assert not isolates(sums[0::4] + sums[1::4], firms)
    assert isolates(sums, firms)
    assert perf_counter() - started < 3
