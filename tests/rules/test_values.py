"""Frozen values behave as the dataclasses of the standard library do: that is where each answer
comes from (Python documentation, ``dataclasses``)."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field

import pytest

from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Ours."""

    start: int
    end: int = 7
    names: list[str] = field(default_factory=list, compare=False)
    kind: str = field(default="place", init=False, repr=False)

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Named(Place):
    """With a field more, and a check."""

    name: str = ""

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError("it ends before it begins")


@dataclass(frozen=True, slots=True)
class Single:
    """One field."""

    only: float


@dataclass(frozen=True, slots=True)
class Empty:
    """No field."""


def of_library(cls: type) -> type:
    """The same class as the standard library makes it."""
    parts = [(f.name, f.type, field(**_options(f))) for f in dataclasses.fields(cls)]
    made = dataclasses.make_dataclass(cls.__name__, parts, frozen=True, slots=True)
    made.__qualname__ = cls.__qualname__
    return made


def _options(found: dataclasses.Field) -> dict[str, object]:
    names = ("default", "default_factory", "init", "repr", "compare")
    return {name: getattr(found, name) for name in names}


@pytest.mark.parametrize(
    ("cls", "values"), [(Place, (1,)), (Place, (1, 3, ["a"])), (Single, (1.5,)), (Empty, ())]
)
def test_text_hash_and_fields_are_those_of_the_library(cls, values):
    ours, theirs = cls(*values), of_library(cls)(*values)
    assert repr(ours) == repr(theirs)
    assert hash(ours) == hash(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert cls.__match_args__ == type(theirs).__match_args__


def test_values_are_equal_by_the_fields_that_are_compared_and_by_class():
    assert Place(1, 3, ["a"]) == Place(1, end=3)
    assert Place(1, 3) != Place(1, 4)
    assert Place(1, 3) != Named(1, 3)
    assert Single(1) != 1
    assert len({Place(1), Place(1, 7), Place(2)}) == 2
    nan = float("nan")
    assert Single(nan) == Single(nan)  # the same object, as in a tuple


def test_every_instance_has_a_default_of_its_own():
    assert Place(1).names is not Place(1).names
    given = ["a"]
    assert Place(1, names=given).names is given
    assert Place(1).kind == "place"


def test_a_subclass_keeps_the_order_of_fields_and_checks_itself():
    named = Named(1, 3, [], "x")
    assert (named.start, named.end, named.name, named.length) == (1, 3, "x", 2)
    with pytest.raises(ValueError, match="before it begins"):
        Named(5, 3)


def test_nothing_of_a_value_can_be_set_or_added_or_deleted():
    value = Place(1)
    with pytest.raises(FrozenInstanceError):
        value.start = 2
    with pytest.raises(FrozenInstanceError):
        value.other = 2
    with pytest.raises(FrozenInstanceError):
        del value.start
    assert not hasattr(value, "__dict__")


def test_wrong_arguments_are_refused_by_the_first_instance_and_by_all_later_ones():
    @dataclass(frozen=True, slots=True)
    class Fresh:
        """Never made so far."""

        one: int

    for _ in range(2):
        with pytest.raises(TypeError, match="one"):
            Fresh()
        with pytest.raises(TypeError, match="other"):
            Fresh(1, other=2)
    assert Fresh(3).one == 3


def test_copies_and_replaced_values_are_values():
    value = Place(1, 3, ["a"])
    assert copy.copy(value) == value
    assert copy.deepcopy(value).names == ["a"]
    assert pickle.loads(pickle.dumps(value)).names == ["a"]
    assert dataclasses.replace(value, end=9) == Place(1, 9)


def test_other_options_are_those_of_the_library():
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        """Sorted."""

        one: int

    @dataclass(slots=True)
    class Open:
        """May change."""

        one: int

    assert sorted([Ordered(2), Ordered(1)]) == [Ordered(1), Ordered(2)]
    value = Open(1)
    value.one = 2
    assert value == Open(2)


def test_what_a_class_writes_itself_is_kept():
    @dataclass(frozen=True, slots=True)
    class Loose:
        """Equal to everything of its first letter."""

        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose) and self.text[:1] == other.text[:1]

        def __repr__(self) -> str:
            return f"<{self.text}>"

    assert Loose("ab") == Loose("ac")
    assert repr(Loose("ab")) == "<ab>"


@dataclass(frozen=True, slots=True)
class Called(Place):
    """A field that is given by name only, after one with a default."""

    by: str = field(kw_only=True)


def test_a_field_given_by_name_only_may_stand_after_a_default():
    assert Called(1, by="x") == Called(1, 7, by="x")
    assert dataclasses.replace(Called(1, by="x"), by="y").by == "y"
    with pytest.raises(TypeError):
        Called(1, 3, [], "x")
    with pytest.raises(TypeError):
        Called(1)
