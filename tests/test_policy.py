"""The policy file: values of the rules, and every fault of a laboratory's own file at once."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.locus.files import resource_text, resource_versions
from osteo_annot.record.policy import default_policy, read_policy
from osteo_annot.report.result.schema import POLICY_SCHEMA_NAME, policy_schema_text


def plain() -> dict[str, Any]:
    return yaml.safe_load(resource_text("OSTM1/policy.yaml"))


def written(tmp_path: Path, data: Any) -> Path:
    path = tmp_path / "lab.yaml"
    path.write_text(yaml.safe_dump(data))
    return path


def test_embedded_policy_fits_its_own_schema(tmp_path: Path) -> None:
    assert read_policy(written(tmp_path, plain())).rules == default_policy().rules
    assert default_policy().sha256 == resource_versions()["policy.yaml"]


def test_written_schema_is_current_and_holds_for_the_embedded_policy() -> None:
    text = resource_text(POLICY_SCHEMA_NAME)
    assert text == policy_schema_text()
    jsonschema.validate(plain(), json.loads(text))


def test_limit_of_bs1_is_derived_from_prevalence_and_share() -> None:
    """Clinical rules 1.6: the square root of 2e-7, about 4.5e-4; a fifth of it about 9e-5."""
    rules = default_policy().rules
    assert math.isclose(rules.frequency.bs1_above, 4.5e-4, rel_tol=0.01)
    assert math.isclose(rules.frequency.bs1_above * 0.2, 9e-5, rel_tol=0.01)


@pytest.mark.parametrize(
    ("tool", "pp3", "bp4"),
    [
        ("REVEL", [0.644, 0.773, 0.932], [0.290, 0.183, 0.016, 0.003]),
        ("BayesDel_noAF", [0.13, 0.27, 0.50], [-0.18, -0.36]),
        ("CADD", [25.3, 28.1], [22.7, 17.3, 0.15]),
    ],
)
def test_limits_of_the_tools_are_those_of_pejaver_2022(
    tool: str, pp3: list[float], bp4: list[float]
) -> None:
    limits = default_policy().rules.missense.tools[tool]
    assert list(limits.pp3_from.values()) == pp3
    assert list(limits.bp4_up_to.values()) == bp4


def test_every_fault_of_the_shape_is_told_at_once(tmp_path: Path) -> None:
    data = plain()
    data["frequency"]["ba1_above"] = "often"
    data["splice"]["more"] = 1
    del data["pm4"]
    with pytest.raises(RefusedError) as caught:
        read_policy(written(tmp_path, data))
    places = {fault.where for fault in caught.value.faults}
    assert {fault.code for fault in caught.value.faults} == {RefusalCode.POLICY_INVALID}
    assert places == {
        "lab.yaml, frequency.ba1_above",
        "lab.yaml, splice.more",
        "lab.yaml, pm4",
    }


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("frequency", "pm2_below", 0.01),
        ("frequency", "ba1_above", 1.5),
        ("frequency", "bs2_flag", 9),
        ("frequency", "prevalence", float("nan")),
        ("splice", "bp4_up_to", 0.3),
        ("missense", "tool", "PolyPhen"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    tmp_path: Path, section: str, key: str, value: Any
) -> None:
    data = plain()
    data[section][key] = value
    with pytest.raises(RefusedError) as caught:
        read_policy(written(tmp_path, data))
    assert caught.value.faults[0].code is RefusalCode.POLICY_INVALID


@pytest.mark.parametrize("text", ["a: [", "!!python/object/apply:os.system [ls]", "[]", ""])
def test_text_that_is_no_policy_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lab.yaml"
    path.write_text(text)
    with pytest.raises(RefusedError) as caught:
        read_policy(path)
    assert caught.value.faults[0].code is RefusalCode.POLICY_INVALID


def test_a_policy_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_policy(tmp_path / "none.yaml")
    assert caught.value.faults[0].code is RefusalCode.FILE_NOT_FOUND
