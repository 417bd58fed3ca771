"""JSON with two spaces of indent, as ``json.dumps`` writes it, in less than half of its time.

With an indent the library hands out piece after piece through a generator in a generator; the
same text is put together here bottom up. Source: RFC 8259; the tests hold both texts together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from json.encoder import encode_basestring
from typing import Any

_STEP = "  "
_CONSTANTS = {None: "null", True: "true", False: "false"}


class Shared(dict[str, Any]):
    """Plain values that stand in several places, and are not changed any more."""

    __slots__ = ("_texts",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self._texts: dict[str, str] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        """A copy is plain, each for itself: it may be changed."""
        return {key: deepcopy(value, memo) for key, value in self.items()}

    def text_at(self, line: str) -> str:
        """Its text with the line end and the indent around it, made once."""
        if line not in self._texts:
            self._texts[line] = _object(self, line)
        return self._texts[line]


def indented(value: Any, line: str = "\n") -> str:
    r"""The text of plain values; ``line`` is the line end with the indent around it.

    Raises ValueError for a number that JSON does not have, as NaN.

    >>> indented({"a": [1, None], "b": {}})
    '{\n  "a": [\n    1,\n    null\n  ],\n  "b": {}\n}'
    """
    kind = value.__class__
    if kind is str:
        return encode_basestring(value)
    if kind is dict:
        return _object(value, line)
    if kind is Shared:
        shared: Shared = value
        return shared.text_at(line)
    if kind is list:
        if not value:
            return "[]"
        inner = line + _STEP
        parts = [encode_basestring(v) if v.__class__ is str else indented(v, inner) for v in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]"
    if kind is bool or value is None:
        return _CONSTANTS[value]
    if kind is int:
        return str(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).replace("\n", line)


def _object(value: Mapping[Any, Any], line: str) -> str:
    """The text of a dictionary."""
    if not value:
        return "{}"
    inner = line + _STEP
    parts = [
        _KEYS[key] + (encode_basestring(v) if v.__class__ is str else indented(v, inner))
        for key, v in value.items()
    ]
    return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"


class _Keys(dict[str, str]):
    """Keys between quotes, with the colon; those of a result are few, and come again and again."""

    def __missing__(self, key: str) -> str:
        """The text of a key; the first ten thousand are kept."""
        if key.__class__ is not str:
            raise TypeError(f"keys are text, not {type(key).__name__}")
        text = f"{encode_basestring(key)}: "
        if len(self) < 10_000:
            self[key] = text
        return text


_KEYS = _Keys()
