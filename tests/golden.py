"""The reports of the fixture cases (clinical rules, section 6), kept as files in ``tests/golden/``.

Any change of a report shows there as a difference to be read before it is taken over:

    python -m tests.golden        # write them again; then read `git diff tests/golden`

Of each case the result without the basis (see test_basis.py), the disease record and the checksums
of data files, which are the same for all, and the words of the page without those sections.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.knowledge.source_files import read_sources
from osteo_annot.intake.knowledge.sources import SourceKind
from osteo_annot.intake.person.order import Order
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.policy import default_policy
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from tests.golden_cases import KNOWN, MORE
from tests.knowledge import SourceVcf
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
)

FOLDER = Path(__file__).resolve().parent / "golden"
FAMILY = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
TRIO = ("P1", "DAD", "MUM")
GOOD = "0/0:30:60:25"
RESTORING = (108_064_280, "C", "CGG")
LEFT_OUT = {"record", "methods"}
_DIGESTS = ("resources/", "policy_sha256")


@dataclass(frozen=True)
class Case:
    """One fixture: files of one person, and perhaps a pedigree and options."""

    files: Callable[[], tuple[Vcf, ...]]
    state: str
    """What section 6 of the clinical rules expects, in the words of the closed list."""
    pedigree: str = ""
    sources: Callable[[], dict[SourceKind, SourceVcf]] = dict
    options: Options = field(default_factory=Options)


def sv(**rest: Any) -> Vcf:
    """A file with structural records."""
    return Vcf(extra_header=SV_HEADER, **rest)


def gvcf(*skip: int) -> Vcf:
    """A file with reference blocks over all exons but those to skip."""
    return Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=skip)


def phased(first: str, second: str, other: tuple[int, str, str] = FRAMESHIFT) -> Vcf:
    """Two variants with phase sets."""
    return Vcf().add(NONSENSE, first, fmt="GT:PS").add(other, second, fmt="GT:PS")


def inversion() -> Vcf:
    """An inversion from intron 3 to beyond the gene."""
    vcf = sv()
    info = f"SVTYPE=INV;END={EXON[1].end + 9000}"
    return vcf.add((EXON[3].end + 900, "N", "<INV>"), "0/1", info=info)


ORDER = Order.model_validate(
    {
        "date": "2026-03-01",
        "person": {"identifier": "PAT-77", "second_identifier": "INS-9", "sex": "female"},
        "indication": "Dense bones and optic atrophy",
        "family": [{"relation": "mother", "affected": "no"}],
    }
)
ASKED = Options(("HP:0011002", "HP:0000648"), ("HP:0001744", "HP:0000365"), ORDER)

CASES: dict[str, Case] = {
    "F01": Case(lambda: (Vcf().add(NONSENSE_25, "1/1"),), "APPARENT_HOM"),
    "F02": Case(
        lambda: (Vcf(samples=TRIO).add(NONSENSE_25, "1/1", "0/1", "0/1"),),
        "BIALLELIC_HOM_SMALL",
        FAMILY,
    ),
    "F03": Case(
        lambda: (Vcf().add(NONSENSE_25, "1/1"), sv().exons(1, 2, "0/1")), "BIALLELIC_HEMI_OVER_DEL"
    ),
    "F04": Case(lambda: (sv().exons(2, 5, "1/1"),), "BIALLELIC_HOM_DEL"),
    "F05": Case(lambda: (sv().exons(1, 6, "./.:0", fmt="GT:CN"),), "BIALLELIC_HOM_DEL"),
    "F06": Case(lambda: (gvcf(), sv().exons(1, 6, "./.:1", fmt="GT:CN")), "MONOALLELIC"),
    "F07": Case(lambda: (sv().exons(2, 3, "0/1").exons(3, 4, "0/1"),), "BIALLELIC_HOM_DEL"),
    "F08": Case(lambda: (sv().exons(4, 4, "1/1"),), "BIALLELIC_HOM_DEL"),
    "F09": Case(lambda: (sv().exons(6, 6, "1/1"),), "BIALLELIC_HOM_DEL"),
    "F10": Case(
        lambda: (
            Vcf(samples=TRIO).add(FRAMESHIFT, "0/1", "0/1", "0/0"),
            sv(samples=TRIO).exons(5, 5, "0/1", "0/0", "0/1"),
        ),
        "BIALLELIC_COMPHET_TRANS",
        FAMILY,
    ),
    "F11": Case(
        lambda: (Vcf().add(FRAMESHIFT, "0/1"), sv().exons(5, 5, "0/1")),
        "POSSIBLE_COMPHET_UNPHASED",
        options=ASKED,
    ),
    "F12": Case(lambda: (phased("0|1:7", "0|1:7"),), "CIS_PAIR"),
    "F18": Case(
        lambda: (
            sv().exons(1, 6, "1/1:0", fmt="GT:CN"),
            Vcf().add(SYNONYMOUS, "0/1:30:99", fmt="GT:DP:GQ"),
        ),
        "INDETERMINATE",
    ),
    "F20": Case(
        lambda: (Vcf().add(FRAMESHIFT, "0|1:7", fmt="GT:PS").add(RESTORING, "0|1:7", fmt="GT:PS"),),
        "NONE_INCOMPLETE",
    ),
    "F23": Case(lambda: (gvcf(1),), "NONE_INCOMPLETE"),
    "F24": Case(
        lambda: (Vcf(samples=TRIO).add(NONSENSE, "1/1", "0/0", "0/1"),), "APPARENT_HOM", FAMILY
    ),
    "F31": Case(
        lambda: (Vcf(assembly=Assembly.GRCH37, contig="6").add(NONSENSE_25, "1/1"),), "APPARENT_HOM"
    ),
    "F32": Case(
        lambda: (Vcf(samples=("=<script>../x",)).add(NONSENSE, "0/1"),), "MONOALLELIC_PLUS_GAP"
    ),
    "F34_callable": Case(lambda: (gvcf(),), "NONE_CALLABLE"),
    "F34_not_covered": Case(lambda: (Vcf(),), "NONE_INCOMPLETE"),
    "F35": Case(lambda: (Vcf().add(NONSENSE, "0/1:92,8", fmt="GT:AD"),), "NONE_INCOMPLETE"),
    "F36": Case(lambda: (inversion(),), "MONOALLELIC_PLUS_GAP"),
    **{name: Case(files, state) for name, (files, state) in MORE.items()},
    **{name: Case(files, state, sources=known) for name, (files, state, known) in KNOWN.items()},
}


def judged(name: str, folder: Path) -> Result:
    """The result of a case; its files are written into the folder."""
    case = CASES[name]
    vcfs = case.files()
    paths = [vcf.write(folder / f"{name}.{i}.vcf") for i, vcf in enumerate(vcfs)]
    pedigree = None
    if case.pedigree:
        (folder / "family.ped").write_text(case.pedigree, encoding="utf-8")
        pedigree = read_pedigree(folder / "family.ped")
    inputs = read_inputs(paths, pedigree=pedigree)
    known = {
        kind: (source.write(folder / f"{name}.{kind}.vcf"),)
        for kind, source in case.sources().items()
    }
    knowledge = Knowledge(default_policy(), read_sources(known, inputs.assembly, inputs.reference))
    options = replace(case.options, knowledge=knowledge)
    return result_of(inputs, vcfs[0].samples[0], options)


class _Words(HTMLParser):
    """The words of a page, one line per block, without some sections."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = tag in {"style", "title", "nav"} or (
            tag == "section" and dict(attrs)["id"] in LEFT_OUT
        )
        if hidden or (self._silent and tag == self._silent[0]):
            self._silent.append(tag)
        if tag in {"p", "li", "tr", "h1", "h2", "h3", "h4", "dt", "div", "text", "caption", "svg"}:
            self.lines.append("")
        if tag != "wbr" and ("class", "name") not in attrs:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        if tag in {"td", "th"}:
            self.lines[-1] += " | "

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data


def texts(name: str, folder: Path) -> dict[str, str]:
    """Name and text of each golden file of a case."""
    result = judged(name, folder)
    whole = document_of(result)
    words = _Words(render_html(result))
    lines = (" ".join(line.split()).removesuffix(" |") for line in words.lines)
    versions = whole["provenance"]["versions"]
    kept = {key: text for key, text in versions.items() if not key.startswith(_DIGESTS)}
    short = {key: value for key, value in whole.items() if key not in {"record", "basis"}}
    if not whole["hpo"]["given"]:
        del short["hpo"]  # all of the record's phenotypes, not assessed
    short["provenance"] = {**whole["provenance"], "versions": kept}
    return {
        f"{name}.json": json_text(short),
        f"{name}.txt": "\n".join(line for line in lines if line) + "\n",
    }


def main() -> int:
    """Write every golden file again; those of cases that are gone are removed."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        for name in CASES:
            for file, text in texts(name, Path(folder)).items():
                (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(CASES)} cases written to {FOLDER.name}; read the difference\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
