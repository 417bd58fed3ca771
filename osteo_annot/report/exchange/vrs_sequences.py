"""Known bases for the VRS library, from memory: nothing is looked up anywhere.

A module of its own, because its class derives from one of the library, which is imported late.
"""

from __future__ import annotations

from typing import Any

from ga4gh.vrs.dataproxy import _DataProxy


class Window(_DataProxy):  # type: ignore[misc]
    """A stretch of one sequence; positions are interbase (0-based) on the whole sequence.

    Outside the stretch every base is ``N``, unknown.
    """

    def __init__(self, refget: str, bases: str, offset: int) -> None:
        self.refget = refget
        self._bases = bases
        self._offset = offset

    def get_sequence(
        self, identifier: str, start: int | None = None, end: int | None = None
    ) -> str:
        """Bases of a half-open interval of the sequence.

        Raises KeyError for another sequence.
        """
        if identifier != f"ga4gh:{self.refget}":
            raise KeyError(identifier)
        first = 0 if start is None else start
        last = self._offset + len(self._bases) if end is None else end
        left, right = max(first, self._offset), min(last, self._offset + len(self._bases))
        if left >= right:
            return "N" * (last - first)
        known = self._bases[left - self._offset : right - self._offset]
        return "N" * (left - first) + known + "N" * (last - right)

    def get_metadata(self, identifier: str) -> dict[str, Any]:
        """Length and names, as the library asks for them.

        Raises KeyError for another sequence.
        """
        if identifier != f"ga4gh:{self.refget}":
            raise KeyError(identifier)
        return {
            "length": self._offset + len(self._bases),
            "aliases": [f"ga4gh:{self.refget}"],
            "alphabet": "ACGTN",
        }

    def around(self, start: int, end: int, shifts: bool) -> str:
        """Bases of an interval; with its neighbours where the change could have been shifted."""
        pad = 1 if shifts else 0
        return self.get_sequence(f"ga4gh:{self.refget}", start - pad, end + pad)
