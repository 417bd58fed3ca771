"""The patient's HPO terms as the user gave them: what is present and what is absent."""

from __future__ import annotations

import re
from dataclasses import replace

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable
from osteo_annot.record.phenotype import contradictions
from osteo_annot.values import dataclass

_TERM = re.compile(r"HP:\d{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Findings:
    """HPO ids of one person, without repeats, in the order given; what is in neither is unknown."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Names under which a phenopacket knows the person; empty where it names nobody."""
    born: tuple[str, ...] = ()
    """Days that may be the birth date by a phenopacket; empty where it tells none."""
    sex: tuple[str, ...] = ()
    """``female`` or ``male`` by a phenopacket; empty where it tells neither."""
    other_causes: tuple[str, ...] = ()
    """What a phenopacket names as the cause that is not this gene and disease."""

    def and_(self, other: Findings) -> Findings:
        """The findings of two sources."""
        return Findings(
            (*self.present, *other.present),
            (*self.absent, *other.absent),
            (*self.subjects, *other.subjects),
            (*self.born, *other.born),
            (*self.sex, *other.sex),
            (*self.other_causes, *other.other_causes),
        )


def checked_findings(findings: Findings, where: str = "--hpo") -> Findings:
    """The findings without repeats.

    Raises RefusedError (HPO_INVALID) naming every malformed term and every finding that is given as
    present while it, or a more general term, is given as absent.
    """
    faults = [
        Fault(RefusalCode.HPO_INVALID, where, f"{printable(term, 40)} is not an HPO term.")
        for term in (*findings.present, *findings.absent)
        if not _TERM.fullmatch(term)
    ]
    if not faults:
        faults = [
            Fault(RefusalCode.HPO_INVALID, where, f"{term} is present, but {no} is absent.")
            for term, no in contradictions(findings.present, findings.absent)
        ]
    if faults:
        raise RefusedError(*faults)
    present, absent = dict.fromkeys(findings.present), dict.fromkeys(findings.absent)
    return replace(findings, present=tuple(present), absent=tuple(absent))
