"""Each event's effect is computed once at the door of ``copies``, and each copy's product once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.copies import effect, splice
from osteo_annot.intake.case import read_inputs
from osteo_annot.report.result.build import Options, result_of
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf


def counted(monkeypatch: pytest.MonkeyPatch, name: str, key: Callable[..., Any]) -> Counter[Any]:
    """How often a function of the door is called with the same question."""
    asked: Counter[Any] = Counter()
    original = getattr(effect, name)

    def counting(*args: Any) -> Any:
        asked[key(*args)] += 1
        return original(*args)

    monkeypatch.setattr(effect, name, counting)
    return asked


def test_each_question_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three small variants and a deletion, all unphased: four events, eight arrangements."""
    vcf = Vcf(extra_header=SV_HEADER)
    for variant in (NONSENSE, FRAMESHIFT, SYNONYMOUS):
        vcf.add(variant, "0/1")
    vcf.add((EXON[4].start - 500, "N", "<DEL>"), "0/1", info=f"SVTYPE=DEL;END={EXON[4].end + 500}")
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")])
    result_of(inputs, "P1", Options())  # proteins of known variants are kept for all people
    placed = counted(monkeypatch, "place", lambda allele, *_: allele)
    reached = counted(monkeypatch, "exon_reach", lambda event, *_: event.id)
    damaged = counted(monkeypatch, "damage_of", lambda events, _: frozenset(events))
    splice.splice_sites.cache_clear()
    result = result_of(inputs, "P1", Options())
    assert len(result.events) == 4
    assert result.arrangements.count == 4
    assert len(reached) == 4
    assert len(placed) == 3, "the deletion of exon 4 is known by its bounds, not by its bases"
    # Alone: four. Together: each pair of the three that need a side, all three, and none.
    assert len(damaged) == 4 + 3 + 1 + 1
    for asked in (placed, reached, damaged):
        assert set(asked.values()) == {1}
    assert splice.splice_sites.cache_info().misses == 1
