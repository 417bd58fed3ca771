"""HGVS names of predicted proteins, three-letter, in parentheses because no protein was seen.

Source: HGVS nomenclature v21, protein recommendations: substitution, deletion, duplication,
insertion, deletion-insertion, frameshift, extension; 3' rule on the protein.
"""

from __future__ import annotations

STOP = "*"
UNKNOWN = "p.?"
NO_PROTEIN = "p.0?"

_THREE = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr", "*": "Ter", "X": "Xaa",
}  # fmt: skip


def three_letter(residues: str) -> str:
    """One-letter residues as three-letter ones.

    >>> three_letter("CW*")
    'CysTrpTer'
    """
    return "".join(_THREE[residue] for residue in residues)


def frameshift_name(reference: str, altered: str) -> str:
    """The name where the reading frame changes; both proteins end in ``*`` if they have a stop.

    The first residue that differs is named, and the stop is counted from it as 1; a frameshift
    whose first changed residue is a stop is a nonsense change.

    >>> frameshift_name("MKLV*", "MKRS*")
    'p.(Leu3ArgfsTer3)'
    """
    index = _first_difference(reference, altered)
    if index >= len(altered):
        return UNKNOWN
    if altered[index] == STOP:
        return f"p.({_at(reference, index)}Ter)"
    if index >= len(reference) - 1:
        return _extension_name(reference, altered, index)
    tail = altered[index:]
    count = str(tail.index(STOP) + 1) if STOP in tail else "?"
    return f"p.({_at(reference, index)}{three_letter(altered[index])}fsTer{count})"


def in_frame_name(
    reference: str, altered: str, touched: tuple[int, int], *, read_through: str = ""
) -> str:
    """The name where the reading frame is kept.

    ``touched`` are the first and last codon of the change on the reference protein (1-based,
    closed), to name a change without effect on the protein. ``read_through`` is the altered
    protein as if its new stop were read on to the native one; empty where there is no new stop.

    >>> in_frame_name("MKLV*", "MKLV*", (3, 3))
    'p.(Leu3=)'
    >>> in_frame_name("MKLV*", "MKV*", (3, 3))
    'p.(Leu3del)'
    """
    if reference == altered:
        if touched[0] != touched[1]:
            return "p.(=)"
        return f"p.({_at(reference, touched[0] - 1)}=)"
    index = _first_difference(reference, altered)
    if index >= len(altered):
        return UNKNOWN
    if altered[index] == STOP:
        return f"p.({_at(reference, index)}Ter)"
    if reference[index] == STOP:
        return _extension_name(reference, altered, index)
    if STOP not in altered:
        return UNKNOWN
    return _indel_name(reference, read_through or altered, index)


def _indel_name(reference: str, altered: str, index: int) -> str:
    """Substitution, deletion, duplication, insertion or deletion-insertion from ``index`` on.

    A new stop among the added residues ends them: the residues after it are not made.
    """
    suffix = _shared_suffix(reference, altered, index)
    removed = reference[index : len(reference) - suffix]
    added = altered[index : len(altered) - suffix]
    if STOP in added:
        added = added[: added.index(STOP) + 1]
    if not added and reference[index + len(removed)] == STOP:
        return f"p.({_at(reference, index)}Ter)"
    if not added:
        return f"p.({_range(reference, index, index + len(removed) - 1)}del)"
    if not removed:
        return _insertion_name(reference, added, index)
    if len(removed) == len(added) == 1:
        return f"p.({_at(reference, index)}{three_letter(added)})"
    return f"p.({_range(reference, index, index + len(removed) - 1)}delins{three_letter(added)})"


def _insertion_name(reference: str, added: str, index: int) -> str:
    """A duplication if the added residues repeat those before them, else an insertion."""
    before = index - len(added)
    if before >= 0 and reference[before:index] == added:
        return f"p.({_range(reference, before, index - 1)}dup)"
    return f"p.({_range(reference, index - 1, index)}ins{three_letter(added)})"


def _extension_name(reference: str, altered: str, index: int) -> str:
    """The stop is lost: the new stop is counted from the old one."""
    new = altered[index:]
    count = str(new.index(STOP)) if STOP in new else "?"
    return f"p.({_at(reference, index)}{three_letter(altered[index])}extTer{count})"


def _first_difference(reference: str, altered: str) -> int:
    """Index of the first residue that differs; the shorter length where one begins the other."""
    for index, (one, other) in enumerate(zip(reference, altered, strict=False)):
        if one != other:
            return index
    return min(len(reference), len(altered))


def _shared_suffix(reference: str, altered: str, index: int) -> int:
    """Residues shared at the end, without reaching before ``index``."""
    limit = min(len(reference), len(altered)) - index
    count = 0
    while count < limit and reference[-1 - count] == altered[-1 - count]:
        count += 1
    return count


def _at(reference: str, index: int) -> str:
    """Residue and number of a 0-based index."""
    return f"{three_letter(reference[index])}{index + 1}"


def _range(reference: str, first: int, last: int) -> str:
    """One residue, or first and last joined by an underscore; 0-based, closed."""
    if first >= last:
        return _at(reference, first)
    return f"{_at(reference, first)}_{_at(reference, last)}"
