"""Which calls are weak: this, and just not this.

Expected values: the policy's limits (depth 10, genotype quality 20), clinical rules 2.7;
``earned-claims`` 8 (calls below the policy's depth or quality give low confidence).
"""

from __future__ import annotations

import pytest

from osteo_annot.copies.callability import is_weak
from tests.builders import Build


@pytest.mark.parametrize(
    ("fields", "weak"),
    [
        ({"DP": "4", "GQ": "99"}, True),
        ({"DP": "30", "GQ": "12"}, True),
        ({"AD": "0,4"}, True),  # no other field tells of the depth
        ({"RO": "0", "AO": "4"}, True),
        ({"AD": "0,4", "DP": "30"}, False),  # reads that tell nothing of the alleles count
        ({"AD": "0,30"}, False),
        ({"DP": "30", "GQ": "99"}, False),
        ({}, False),  # nothing is told
    ],
)
def test_few_reads_are_a_weak_call(build: Build, fields: dict[str, str], weak: bool) -> None:
    assert is_weak(build.observation(1000, "A", "T", "1/1", **fields)) is weak
