"""The same truth in every caller's words gives the same events, exons and copies.

The writers of this folder put down what a caller truly writes; the table below says what must come
out. Differences are allowed only where a caller cannot tell the copies, and each is named here.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tests.dialects
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.dialects.truth import EXON, OFFSET, TRUTHS, Ground, Truth, What

_HELPERS = {"truth", "bad_input"}
WRITERS: list[ModuleType] = [
    importlib.import_module(f"tests.dialects.{info.name}")
    for info in pkgutil.iter_modules(tests.dialects.__path__)
    if info.name not in _HELPERS and not info.name.startswith("test_")
]
GROUNDS = [Ground(Assembly.GRCH38), Ground(Assembly.GRCH37, contig="6")]
TOLERANCE = 150
"""Bases by which a depth caller's bins and an exome's targets may miss the true ends."""

COPIES_UNKNOWN = {"gridss", "xhmm"}
"""Callers whose records tell that a deletion is there, and not on how many copies."""
XHMM_TELLS = {"xhmm"}
"""Callers that tell it after all when no read is left."""


def exons_of(truth: Truth) -> list[int]:
    return [n for n, exon in EXON.items() if truth.start <= exon.end and exon.start <= truth.end]


def judged(tmp_path: Path, writer: ModuleType, truth: Truth, ground: Ground) -> dict[str, Any]:
    text = writer.write(truth, ground)
    assert text is not None
    path = tmp_path / "case.txt"
    path.write_text(text, encoding="utf-8")
    inputs = read_inputs([path], assembly=ground.assembly, sample=ground.sample)
    return document_of(result_of(inputs, ground.sample, Options()))


def expected_zygosity(writer: ModuleType, truth: Truth) -> str:
    if writer.NAME in COPIES_UNKNOWN and not (truth.copies == 0 and writer.NAME in XHMM_TELLS):
        return "unknown"
    return "homozygous" if truth.copies == 0 else "heterozygous"


def expected_state(zygosity: str, truth: Truth) -> str:
    if zygosity == "unknown":
        return "INDETERMINATE"
    return "BIALLELIC_HOM_DEL" if truth.copies == 0 else "MONOALLELIC_PLUS_GAP"


def short_name(writer: ModuleType) -> str:
    return writer.__name__.rsplit(".", 1)[-1]


CASES = [
    pytest.param(writer, truth, ground, id=f"{short_name(writer)}-{truth.name}-{ground.assembly}")
    for writer in WRITERS
    for truth in TRUTHS
    for ground in GROUNDS
    if writer.write(truth, ground) is not None
]


@pytest.mark.parametrize(("writer", "truth", "ground"), CASES)
def test_truth_is_read(tmp_path: Path, writer: ModuleType, truth: Truth, ground: Ground) -> None:
    document = judged(tmp_path, writer, truth, ground)
    assert document["provenance"]["inputs"][0]["caller"] == Caller(writer.NAME).value
    losses = [e for e in document["events"] if e["kind"] == "deletion"]
    gains = [e for e in document["events"] if e["kind"] == "duplication"]
    if truth.what is not What.DELETION:
        assert losses == []
        assert not document["verdict"]["state"].startswith("BIALLELIC")
        if truth.what is What.DUPLICATION:
            (gain,) = gains
            assert gain["exons"] == exons_of(truth)
        else:
            assert gains == []
        return
    assert gains == []
    (loss,) = losses
    assert loss["exons"] == exons_of(truth)
    shift = OFFSET if ground.assembly is Assembly.GRCH37 else 0
    if writer.NAME != "exomedepth":
        assert abs(loss["location"]["start"] - truth.start - shift) <= TOLERANCE
        assert abs(loss["location"]["end"] - truth.end - shift) <= TOLERANCE
    zygosity = expected_zygosity(writer, truth)
    assert loss["zygosity"] == zygosity
    assert document["verdict"]["state"] == expected_state(zygosity, truth)
    told = loss["evidence"]["structural_support"][0]["told_by"]
    assert any(field.startswith(("start", "start and end")) for field in told)


def test_every_dialect_has_a_writer() -> None:
    written = {writer.NAME for writer in WRITERS}
    no_file = {Caller.UNKNOWN.value, Caller.DEPTH.value}
    assert written == {caller.value for caller in Caller} - no_file


def test_records_of_the_locus_are_all_in_the_ledger(tmp_path: Path) -> None:
    truth = next(t for t in TRUTHS if t.what is What.DELETION)
    for writer in WRITERS:
        document = judged(tmp_path, writer, truth, GROUNDS[0])
        used = {o for e in document["events"] for o in e["observations"]}
        assert used <= {entry["id"] for entry in document["ledger"]}
        assert json.dumps(document)
