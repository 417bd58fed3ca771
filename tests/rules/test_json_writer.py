"""The JSON writer writes what ``json.dumps`` of the standard library writes, byte by byte."""

from __future__ import annotations

import json
from collections import OrderedDict
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteo_annot.report.result.json_writer import indented

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


def of_library(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)


@given(VALUES)
def test_any_value_is_written_as_the_library_does(value):
    assert indented(value) == of_library(value)
    assert indented(value, "\n  ") == of_library(value).replace("\n", "\n  ")


class Number(IntEnum):
    """A member is its number."""

    ONE = 1


@pytest.mark.parametrize(
    "value",
    [
        {"a": ("b", [(), [], {}])},
        OrderedDict(a=[1]),
        [Number.ONE, 1e22, -0.0, 1e-7, 2**70],
        'quote " back \\ slash / \u2028 \x00 \x7f ä 𝔸',
        [True, 1, 1.0, False, 0],
    ],
)
def test_what_is_not_plain_is_written_as_the_library_does(value):
    assert indented(value) == of_library(value)


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": -float("inf")}])
def test_a_number_that_json_does_not_have_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        indented(value)


def test_keys_are_text():
    with pytest.raises(TypeError, match="int"):
        indented({1: "a"})
