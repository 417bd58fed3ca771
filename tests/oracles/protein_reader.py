"""Reads a predicted protein name and writes out the protein that it stands for."""

from __future__ import annotations

import re

ONE = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E",
    "Gly": "G", "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F",
    "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip

_NAME = re.compile(
    r"p\.\((?P<one>[A-Z][a-z]{2})(?P<first>\d+)(?:_(?P<two>[A-Z][a-z]{2})(?P<last>\d+))?"
    r"(?P<kind>=|delins|del|dup|ins)?(?P<added>(?:[A-Z][a-z]{2})*)\)"
)


def protein_of(name: str, native: str) -> str:
    """The protein up to its stop, for names without a shifted frame; ``native`` ends in ``*``.

    The residues that the name repeats must be those of the native protein.
    """
    if name == "p.(=)":
        return native
    found = _NAME.fullmatch(name)
    assert found, name
    first = int(found["first"])
    last = int(found["last"] or first)
    assert native[first - 1] == ONE[found["one"]], name
    assert found["two"] is None or native[last - 1] == ONE[found["two"]], name
    added = "".join(ONE[residue] for residue in re.findall("[A-Z][a-z]{2}", found["added"]))
    if found["kind"] == "=":
        return native
    if found["kind"] == "ins":
        assert last == first + 1, name
        altered = native[:first] + added + native[first:]
    elif found["kind"] == "dup":
        altered = native[:last] + native[first - 1 : last] + native[last:]
    else:
        altered = native[: first - 1] + added + native[last:]
    return altered[: altered.index("*") + 1]


def shifted_name(native: str, altered: str) -> str:
    """The name of a shifted or extended frame, by the HGVS examples.

    ``p.(Arg97ProfsTer23)``: the stop counts from the first changed residue as 1.
    ``p.(Ter110GlnextTer17)``: the stop counts from the native one as 0.
    """
    three = {one: name for name, one in ONE.items()}
    index = next(i for i, (a, b) in enumerate(zip(native, altered, strict=False)) if a != b)
    stop = altered.index("*") - index
    changed = f"{three[native[index]]}{index + 1}{three[altered[index]]}"
    if native[index] == "*":
        return f"p.({changed}extTer{stop})"
    return f"p.({changed}fsTer{stop + 1})"
