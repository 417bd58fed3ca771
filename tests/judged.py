"""A person of files that a test writes, judged the whole way to the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import Vcf


def judged(tmp_path: Path, *vcfs: Vcf, ped: str = "", sample: str = "P1") -> dict[str, Any]:
    """The result of one sample, by VCFs and the text of a PED file."""
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    pedigree = None
    if ped:
        (tmp_path / "family.ped").write_text(ped)
        pedigree = read_pedigree(tmp_path / "family.ped")
    return document_of(result_of(read_inputs(paths, pedigree=pedigree), sample, Options()))
