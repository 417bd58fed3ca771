"""Reads of each allele in the fields of each caller; "this, and just not this".

Expected values: the descriptions of the fields in the headers that the callers write.
"""

from __future__ import annotations

import pytest

from osteo_annot.events.allele_depths import allele_depths
from tests.builders import Build

STRELKA = {"AU": "20,21", "CU": "0,0", "GU": "0,1", "TU": "9,9"}


@pytest.mark.parametrize(
    ("fields", "depths"),
    [
        ({"AD": "20,9"}, (20, 9)),
        ({"AD": "20,9", "AF": "0.5", "DP": "29"}, (20, 9)),  # counts before shares
        ({"RD": "20", "AD": "9"}, (20, 9)),  # VarScan
        ({"RD": "20", "AD": "9", "ADF": "4", "ADR": "5"}, (20, 9)),
        ({"RO": "20", "AO": "9"}, (20, 9)),  # freebayes
        ({"NR": "29", "NV": "9"}, (20, 9)),  # Platypus
        ({"ADF": "12,4", "ADR": "8,5"}, (20, 9)),
        ({"DP4": "12,8,4,5"}, (20, 9)),
        (STRELKA, (20, 9)),
        ({"TAR": "20,21", "TIR": "9,9"}, (20, 9)),
        ({"VAF": "0.31", "DP": "29"}, (20, 9)),  # DeepVariant
        ({"AF": "0.3103", "DP": "29"}, (20, 9)),
        ({"FREQ": "31.03%", "DP": "29"}, (20, 9)),
        ({"FREQ": "31,03%", "DP": "29"}, (20, 9)),  # VarScan where decimals have commas
        ({"VAF": "0", "DP": "29"}, (29, 0)),
        ({"VAF": "3.1e-02", "DP": "29"}, (28, 1)),
        ({"AD": "20"}, ()),
        ({"AD": "20,9,1"}, ()),
        ({"AD": "20,-9"}, ()),
        ({"RO": "20"}, ()),
        ({"NR": "5", "NV": "9"}, ()),
        ({"ADF": "12,4"}, ()),
        ({"DP4": "12,8,4,5", "DP": "20"}, ()),  # of more reads than the sample has
        ({"DP4": "12,8,4"}, ()),
        ({"AU": "20,21", "CU": "0,0"}, ()),
        ({"VAF": "0.31"}, ()),  # a share of how many?
        ({"VAF": "1.31", "DP": "29"}, ()),
        ({"VAF": "3.1e+02", "DP": "29"}, ()),
        ({"VAF": "0.31,0.2", "DP": "29"}, ()),
        ({"AF": "nan", "DP": "29"}, ()),
        ({}, ()),
    ],
)
def test_reads_by_allele_in_the_words_of_callers(
    build: Build, fields: dict[str, str], depths: tuple[int, ...]
) -> None:
    assert allele_depths(build.observation(1000, "A", "T", **fields)) == depths


def test_two_alternatives(build: Build) -> None:
    two = {"VAF": "0.5,0.25", "DP": "40"}
    assert allele_depths(build.observation(1000, "A", "T,C", **two)) == (10, 20, 10)
    assert allele_depths(build.observation(1000, "A", "T,G", **STRELKA)) == (20, 9, 0)
    assert allele_depths(build.observation(1000, "A", "T,C", DP4="9,9,9,9")) == ()


def test_what_info_counts_is_of_all_samples(build: Build) -> None:
    told = {"DP4": "12,8,4,5"}
    assert allele_depths(build.observation(1000, "A", "T", info=told)) == (20, 9)
    cut = build.observation(1000, "A", "T", info=told, DP="14")
    assert allele_depths(cut) == ()
