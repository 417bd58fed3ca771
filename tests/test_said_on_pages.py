"""Each sentence under its condition, and under no other.

Over every fixture and some variations; the conditions stand in ``tests/said_under.py``. What is
said is seen where sentences are made and in what the result holds, so that none is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.laboratory import read_laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.measured.exon_ratio import DepthBasis
from osteo_annot.report.page.appendix import appendix
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.page.html import render_html
from osteo_annot.report.page.page_two import page_two
from osteo_annot.report.pdf.appendix import appendix_blocks
from osteo_annot.report.pdf.first_pages import first_page, second_page
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.copy_model import Reading
from osteo_annot.report.result.evidence_model import FrequencyStatus
from osteo_annot.report.result.examined_model import CopyRatio
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.sentence import Said, Sentence, Value
from osteo_annot.verdict.readings import Premise
from osteo_annot.verdict.state import State
from tests.golden import CASES, gvcf, judged
from tests.said_under import CONDITIONS, INTERPRETATION, PAGES, Told, sentences_in
from tests.signed import ALL, FINAL, signed
from tests.test_uncertain import MISSENSE
from tests.vcf_builder import NONSENSE, NONSENSE_25, Vcf, segment_search


@contextmanager
def heard() -> Iterator[set[str]]:
    """Ids of the sentences that are said meanwhile."""
    said: set[str] = set()
    call = Sentence.__call__

    def listening(self: Sentence, **fields: Value) -> Said:
        said.add(self.id)
        return call(self, **fields)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sentence, "__call__", listening)
        yield said


PARTS = {"interpretation.classed", "interpretation.name", "interpretation.structural_name"}
"""Words within these sentences."""


def ordered(result: Result, **told: Any) -> Result:
    """The result with an order."""
    return replace(result, order=Order.model_validate(told).head)


WHOLE: dict[str, Any] = {
    "report_id": "R-1",
    "report_version": 2,
    "report_status": "amended",
    "replaces": {"report_id": "R-1", "version": 1, "reason": "The mother was tested."},
    "issued": "2026-03-09",
    "signed_by": [{"name": "A. Doe", "role": "head of laboratory"}],
    "date": "2026-03-01",
    "purpose": "diagnosis",
    "person": {"name": "P. Q", "birth_date": "2025-01-02", "sex": "male"},
    "sample": {"quality": "sufficient", "collected": "2026-02-27", "received": "2026-03-01"},
    "family": [{"relation": "mother", "affected": "no"}],
    "consanguinity": "yes",
}
LABORATORY = "name: Bone genetics\naccreditation: ISO 15189, number 1\n"


@pytest.fixture(scope="module")
def situations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder: Path = tmp_path_factory.mktemp("situations")
    found = {name: judged(name, folder) for name in CASES}
    half = read_inputs([Vcf().add(NONSENSE_25, "1/.").write(folder / "half.vcf")])
    found["half call"] = result_of(half, "P1", Options())
    found["findings"] = result_of(half, "P1", Options(("HP:0000365", "HP:0100543")))
    for answer in ("yes", "no"):
        for name in ("F02", "F04", "F11"):
            found[f"{name}, related: {answer}"] = ordered(found[name], consanguinity=answer)
    copies = found["F06"].copies
    text, state = Premise.GENOTYPE.text, State.MONOALLELIC
    readings = [Reading(Premise.GENOTYPE, text, state, state.text, copies)]
    found["a reading"] = replace(found["F18"], readings=readings)
    (folder / "lab.yaml").write_text(LABORATORY, encoding="utf-8")
    laboratory = read_laboratory(folder / "lab.yaml")
    found["whole order"] = replace(ordered(found["F02"], **WHOLE), laboratory=laboratory)
    for status in ("preliminary", "final"):
        found[status] = ordered(
            found["F12"], **{**WHOLE, "report_status": status, "replaces": None}
        )
    found["other sex"] = ordered(found["F01"], person={"sex": "other"})
    found |= {f"signed, {name}": signed(found["F01"], release) for name, release in ALL.items()}
    for affected in ("no", "yes"):
        pedigree = f"F\tP1\tDAD\tMUM\t1\t2\nF\tSIS\tDAD\tMUM\t2\t{1 + (affected == 'yes')}\n"
        for cell in ("0/1", "1/1"):
            vcf = Vcf(samples=("P1", "DAD", "MUM", "SIS"))
            found[f"sister {affected} {cell}"] = result_in_family(
                folder, vcf.add(NONSENSE_25, "1/1", "0/1", "0/1", cell), pedigree
            )
    found["signed, no decision"] = signed(found["F34_callable"], FINAL, decisions=[])
    for name, cell in (("carrier", "0|1"), ("uncertain beside", "1|0")):
        small = gvcf().add(NONSENSE, "0|1:7:50:60", fmt="GT:PS:GQ:DP")
        small.add(MISSENSE, f"{cell}:7:50:60", fmt="GT:PS:GQ:DP")
        paths = [
            v.write(folder / f"{name}.{n}.vcf") for n, v in enumerate((small, segment_search()))
        ]
        found[name] = result_of(read_inputs(paths), "P1", Options())
    return found | _changed(found)


def result_in_family(folder: Path, vcf: Vcf, pedigree: str) -> Result:
    """The result of the first sample of a family."""
    (folder / "sister.ped").write_text(pedigree, encoding="utf-8")
    family = read_pedigree(folder / "sister.ped")
    files = read_inputs([vcf.write(folder / "sister.vcf")], pedigree=family)
    return result_of(files, "P1", Options())


def _changed(found: dict[str, Result]) -> dict[str, Result]:
    """Results with values that no file of a fixture gives."""
    plain, common, trio = found["F34_callable"], found["F30"], found["F02"]
    (event,), (of_trio,) = common.events, trio.events
    own = replace(of_trio.classification.own_points, counted=True)
    classed = replace(of_trio.classification, own_points=own)
    rare = {
        "not counted": replace(event.frequency, homozygotes=None),
        "absent": replace(
            event.frequency, status=FrequencyStatus.ABSENT, groups=[], homozygotes=None
        ),
    }
    file, *files = plain.provenance.inputs
    part = replace(file, sha256_of="header_and_locus", column="S-7")
    inputs = replace(plain.provenance, inputs=[part, *files])
    ratio = CopyRatio(1.0, 0.1, 2, True, 0.98, DepthBasis.OWN_CONTROLS, 0, "")
    of_others = replace(ratio, basis=DepthBasis.REFERENCES, references=20)
    ratios = {"own depth": ratio, "references": of_others}
    exons = plain.callability.exons
    return {
        **{
            name: replace(common, events=[replace(event, frequency=told)])
            for name, told in rare.items()
        },
        **{
            name: replace(
                plain,
                callability=replace(
                    plain.callability,
                    exons=[replace(e, mean_depth=30.0, copy_ratio=told) for e in exons],
                ),
            )
            for name, told in ratios.items()
        },
        "counted": replace(trio, events=[replace(of_trio, classification=classed)]),
        "part of a file": replace(plain, provenance=inputs),
        "bare": replace(
            plain, verdict=replace(plain.verdict, next_tests=[], would_change=[]), limits=[]
        ),
        "many entries": replace(plain, ledger=plain.ledger * 300),
    }


def pages(result: Result) -> None:
    """The report as a page, and what stands in the PDF."""
    render_html(result)
    list(first_page(result, page_one(result)))
    list(second_page(result, page_two(result)))
    list(appendix_blocks(result, appendix(result)))


def test_each_sentence_of_the_pages_under_its_condition_and_no_other(
    situations: dict[str, Result],
) -> None:
    reached: set[str] = set()
    wrong: dict[str, list[str]] = {}
    for name, result in situations.items():
        with heard() as said:
            pages(result)
        told = Told(result)
        verdict = result.verdict
        held = (
            verdict.headline_said,
            verdict.next_tests,
            verdict.reasons,
            result.family_statements,
        )
        said |= {one for part in held for one in sentences_in(part)}
        for sentence, holds in CONDITIONS.items():
            if holds(told) is not (sentence in said):
                wrong.setdefault(sentence, []).append(name)
        reached |= said
    assert not wrong, "\n".join(f"{one}: {names}" for one, names in wrong.items())
    assert "; ".join(sorted(CONDITIONS.keys() - reached)) == "", "no situation says it"


@pytest.mark.parametrize(
    ("part", "conditions", "left"),
    [
        ("interpretation.", INTERPRETATION, PARTS | {"interpretation.heading"}),
        ("caption.", PAGES, {"caption.no_read"}),
    ],
)
def test_no_sentence_of_a_part_is_without_a_condition(
    part: str, conditions: dict[str, object], left: set[str]
) -> None:
    """Those that are left: words within sentences, and what stands in a drawing of reads."""
    ours = {one for one in catalogue() if one.startswith(part)}
    assert ours - left == {one for one in conditions if one.startswith(part)}
