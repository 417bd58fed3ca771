"""What the user gave of the person beside the VCF, from its several places, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osteo_annot.intake.person.hpo import Findings, checked_findings
from osteo_annot.report.result.build import Options


def options_of(
    hpo: Sequence[str] = (),
    hpo_absent: Sequence[str] = (),
    phenopacket: Path | None = None,
    order: Path | None = None,
    label: str = "",
) -> Options:
    """The options of one person; the HPO terms of all places together.

    Raises RefusedError (HPO_INVALID, ORDER_INVALID, PHENOPACKET_INVALID, FILE_NOT_FOUND).
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
    files = (("order", order), ("phenopacket", phenopacket))
    return Options(
        hpo=findings.present,
        hpo_absent=findings.absent,
        order=asked,
        side_files=tuple((kind, path) for kind, path in files if path),
        label=label,
        subjects=findings.subjects,
        other_genes=findings.other_genes,
    )
