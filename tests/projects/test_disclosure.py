"""The rule against working amounts out: an attacker who adds and subtracts everything published finds no group under
three."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from projects.disclosure import disclose, isolates

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
groups_of = st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1), min_size=1, max_size=3)
firms_of = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(["a", "b", "c"]), max_size=3)
batches_of = st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1, max_size=4), min_size=1, max_size=3)


@given(groups_of, firms_of, st.integers(2, 4))
@effort(max_examples=60, deadline=None)
def test_isolates_finds_what_an_attacker_finds(rows, firms, least):
    assert isolates(rows, firms, least) == learns(rows, firms, least)


@given(groups_of, firms_of, st.frozensets(st.sampled_from(MEMBERS), max_size=3))
@effort(max_examples=60, deadline=None)
def test_the_plans_published_together_give_fewer_than_three_firms_away_to_nobody(levels, firms, known):
    groups = {"all": frozenset().union(*levels)} | {f"level{n}": level for n, level in enumerate(levels)}
    found = disclose(groups, [], firms, known=known)
    assert not learns([groups[name] - known for name in found], firms)
    assert all(len(groups[name]) >= 3 for name in found)


@given(groups_of, batches_of, firms_of)
@effort(max_examples=60, deadline=None)
def test_nor_do_the_pages_of_all_months_together(levels, batches, firms):
    """A cell is what one project did in one batch; the attacker has kept every page that ever stood there."""
    groups = {"all": frozenset().union(*levels)} | {f"level{n}": level for n, level in enumerate(levels)}
    pages = set()
    for number in range(1, len(batches) + 1):
        for name, end in disclose(groups, batches[:number], firms).items():
            pages.add(frozenset(f"{p}@{n}" for n in range(end) for p in batches[n] & groups[name]))
    owners = {f"{p}@{n}": firms.get(p, p) for p in MEMBERS for n in range(len(batches))}
    assert not learns([page for page in pages if page], owners)


# --- the cases one thinks of --------


def names(groups, *, firms=None, known=()):
    return list(disclose(groups, [], firms or {}, known=known))


def test_three_projects_are_enough_and_two_are_not():
    assert names({"all": {"a", "b", "c"}}) == ["all"]
    assert names({"all": {"a", "b"}}) == []


def test_a_small_level_takes_the_one_that_would_complete_it_along():
    assert names({"all": set("abcdef"), "small": {"a", "b"}, "rest": set("cdef")}) == ["all"]
    assert names({"all": set("abcdef"), "half": set("abc"), "rest": set("def")}) == ["all", "half", "rest"]


def test_levels_that_overlap_in_all_but_one_project_dont_both_appear():
    assert names({"all": set("abcdefgh"), "one": set("abcd"), "other": set("abcde")}) == ["all", "one"]


def test_a_project_at_two_levels_is_not_found_as_the_surplus_over_the_total():
    """Added up the two levels exceed the total by the one project that stands in both."""
    assert names({"all": set("abcdefghi"), "one": set("abcde"), "other": set("efghi")}) == ["all", "one"]


def test_projects_of_one_firm_count_as_one():
    firms = {"a": "firm", "b": "firm"}
    assert names({"all": {"a", "b", "c"}}, firms=firms) == []
    assert names({"all": {"a", "b", "c", "d"}}, firms=firms) == ["all"]


def test_projects_whose_amounts_are_public_hide_nobody():
    assert names({"all": {"a", "b", "c"}}, known={"a", "b"}) == []
    assert names({"all": {"a", "b", "c"}}, known={"a", "b", "c"}) == ["all"]
    assert names({"all": set("abcde"), "one": set("abc"), "other": set("cde")}, known=set("abcde")) == [
        "all",
        "one",
        "other",
    ]


def test_a_month_in_which_one_firm_alone_reported_waits_for_the_next():
    months = [set("abc"), {"a"}, {"b", "c"}, {"c"}]
    assert [disclose({"all": set("abcd")}, months[:n], {})["all"] for n in range(5)] == [0, 1, 1, 3, 3]


def test_a_level_with_a_thin_month_stays_where_it_was_and_the_total_goes_on():
    months = [set("abcdefg"), set("adefg"), set("abcdefg")]
    assert disclose({"all": set("abcdefg"), "level": set("abc")}, months, {}) == {"all": 3, "level": 1}


def test_a_larger_least_group_is_obeyed():
    assert disclose({"all": set("abcd")}, [], {}, least=5) == {}
