"""The patient's HPO terms as the user gave them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable

_TERM = re.compile(r"HP:\d{7}")


def checked_terms(terms: Sequence[str]) -> tuple[str, ...]:
    """The terms without repeats, in the order given.

    Raises RefusedError (HPO_INVALID) naming every malformed one.
    """
    faults = [
        Fault(RefusalCode.HPO_INVALID, "--hpo", f"{printable(term, 40)} is not an HPO term.")
        for term in terms
        if not _TERM.fullmatch(term)
    ]
    if faults:
        raise RefusedError(*faults)
    return tuple(dict.fromkeys(terms))
