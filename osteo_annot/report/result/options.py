"""What the user gave of the person beside the VCF, from its several places, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.person.hpo import Findings, checked_findings
from osteo_annot.report.result.build import Options

if TYPE_CHECKING:
    from osteo_annot.intake.person.laboratory import Laboratory
    from osteo_annot.intake.person.order import Order


def options_of(
    hpo: Sequence[str] = (),
    hpo_absent: Sequence[str] = (),
    phenopacket: Path | None = None,
    order: Path | None = None,
    label: str = "",
    laboratory: Path | None = None,
) -> Options:
    """The options of one person; the HPO terms of all places together.

    Raises RefusedError (HPO_INVALID, ORDER_INVALID, LABORATORY_INVALID, PHENOPACKET_INVALID,
    FILE_NOT_FOUND).
    """
    findings = Findings(tuple(hpo), tuple(hpo_absent))
    asked = None
    if order:
        from osteo_annot.intake.person.order import read_order  # lazy: pydantic costs start-up

        asked = read_order(order)
        findings = findings.and_(asked.findings)
    if phenopacket:
        from osteo_annot.intake.person.phenopacket import read_phenopacket

        findings = findings.and_(read_phenopacket(phenopacket))
    findings = checked_findings(findings)
    files = (("order", order), ("phenopacket", phenopacket), ("laboratory", laboratory))
    return Options(
        hpo=findings.present,
        hpo_absent=findings.absent,
        order=asked,
        laboratory=_laboratory(laboratory, asked),
        side_files=tuple((kind, path) for kind, path in files if path),
        label=label,
        subjects=findings.subjects,
        born=findings.born,
        sex=findings.sex,
        other_causes=findings.other_causes,
    )


def _laboratory(path: Path | None, order: Order | None) -> Laboratory | None:
    """The laboratory of the file, or the one that the order names.

    Raises RefusedError (LABORATORY_INVALID), also where both name different ones: the accreditation
    of one says nothing of the other.
    """
    named = order.laboratory if order else ""
    if not path and not named:
        return None
    from osteo_annot.intake.person.laboratory import Laboratory, read_laboratory

    if not path:
        return Laboratory(name=named)
    read = read_laboratory(path)
    if named and named.casefold() != read.name.casefold():
        found = (
            f"It is of {printable(read.name, 60)}, but the order names {printable(named, 60)}: "
            "give both the same name, or leave it out of the order."
        )
        raise refuse(RefusalCode.LABORATORY_INVALID, path.name, found)
    return read
