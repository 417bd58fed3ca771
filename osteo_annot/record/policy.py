"""The policy: thresholds, facts of the gene and enabled criteria, from one YAML file.

Each value has its source as a comment in ``resources/OSTM1/policy.yaml``. A laboratory's own file
has the same keys and is checked whole: every fault is told at once.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.locus.documents import yaml_values
from osteo_annot.locus.files import MEBIBYTE, bytes_of, resource_text
from osteo_annot.record.thresholds import CallLimits
from osteo_annot.values import dataclass

LofMechanism = Literal["established", "probable", "weak", "none"]
Level = Literal["supporting", "moderate", "strong", "very_strong"]
CriterionName = Literal[
    "PVS1", "BA1", "BS1", "BS2", "PM2", "PM3", "PM4", "PS1", "PM5", "PP3", "BP4", "BP7"
]


@dataclass(frozen=True, slots=True)
class CriticalRegion:
    """Residues whose loss is known to matter."""

    first: int
    """First residue of the protein; 1-based, closed."""
    last: int
    """Last residue; 1-based, closed."""
    source: str


@dataclass(frozen=True, slots=True)
class GenePolicy:
    """What the PVS1 tree asks of the gene."""

    lof_mechanism: LofMechanism
    critical_regions: tuple[CriticalRegion, ...]
    exons_lof_common: tuple[int, ...]
    exons_not_relevant: tuple[int, ...]
    other_start_known: bool
    pathogenic_before_next_start: bool


@dataclass(frozen=True, slots=True)
class FrequencyPolicy:
    """Limits of BA1, BS1, BS2 and PM2; frequencies are fractions of alleles."""

    min_alleles: int
    ba1_above: float
    ba1_exceptions: tuple[str, ...]
    prevalence: float
    gene_share: float
    allele_share: float
    bs2_homozygotes: int
    bs2_flag: int
    pm2_below: float
    pm2_alleles: int
    callable_neighbour_bases: int
    callable_an_share: float
    structural_overlap: float

    @property
    def bs1_above(self) -> float:
        """The greatest credible allele frequency, after Whiffin 2017."""
        return math.sqrt(self.prevalence * self.gene_share) * self.allele_share


@dataclass(frozen=True, slots=True)
class SplicePolicy:
    """Limits of Walker 2023; scores are delta scores, places are bases into the intron."""

    pp3_from: float
    bp4_up_to: float
    bp7_donor: int
    bp7_acceptor: int
    motif_exon: int
    motif_donor: int
    motif_acceptor: int

    @property
    def motif_extent(self) -> int:
        """Bases of the longer motif, exon and intron together."""
        return self.motif_exon + max(self.motif_donor, self.motif_acceptor)


@dataclass(frozen=True, slots=True)
class MissenseTool:
    """INFO fields of a tool, and its limits for each strength."""

    fields: tuple[str, ...]
    scale: tuple[float, float]
    """Least and greatest score that the tool gives; another number is no score of it."""
    pp3_from: Mapping[Level, float]
    bp4_up_to: Mapping[Level, float]


@dataclass(frozen=True, slots=True)
class MissensePolicy:
    """The one tool for missense variants, and the limits of the tools."""

    tool: str
    tools: Mapping[str, MissenseTool]


@dataclass(frozen=True, slots=True)
class KnownPolicy:
    """From which review status an assertion of ClinVar counts."""

    min_stars: int


@dataclass(frozen=True, slots=True)
class Pm3Policy:
    """Points of PM3 for one proband, and from how many points each strength is met."""

    trans_pathogenic: float
    unknown_phase_pathogenic: float
    unknown_phase_likely_pathogenic: float
    homozygous: float
    trans_uncertain: float
    from_points: Mapping[Level, float]
    phenotype: tuple[str, ...]
    """HPO terms of which one makes the phenotype fit."""


@dataclass(frozen=True, slots=True)
class Pm4Policy:
    """When an indel lies in a repeat."""

    repeat_copies: int


@dataclass(frozen=True, slots=True)
class LofRescuePolicy:
    """Limits of the checks beside PVS1."""

    homopolymer: int
    allele_balance_below: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of a policy file."""

    name: str
    gene: GenePolicy
    frequency: FrequencyPolicy
    splice: SplicePolicy
    missense: MissensePolicy
    known_variants: KnownPolicy
    pm3: Pm3Policy
    pm4: Pm4Policy
    evasion: LofRescuePolicy
    calls: CallLimits
    enabled: tuple[CriterionName, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with its file's name and hash."""

    rules: Rules
    file: str
    sha256: str


_T = TypeVar("_T")


def policy_text() -> str:
    """The embedded policy as it is written, with the source of each value."""
    return resource_text("OSTM1/policy.yaml")


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """The embedded policy; its checksum stands in the manifest and a test checks its schema."""
    text = policy_text()
    return Policy(_built(Rules, _parsed(text)), "policy.yaml", _digest(text.encode()))


@lru_cache(maxsize=8)
def read_policy(path: Path) -> Policy:
    """A laboratory's policy.

    Raises RefusedError with every fault: FILE_NOT_FOUND, POLICY_INVALID.
    """
    raw = bytes_of(path, MEBIBYTE)
    try:
        data = yaml_values(raw)
    except ValueError as error:
        raise refuse(RefusalCode.POLICY_INVALID, path.name, str(error)) from None
    return Policy(_validated(data, path.name), path.name, _digest(raw))


def policy_schema() -> dict[str, Any]:
    """JSON Schema of a policy file."""
    return cast(dict[str, Any], _adapter().json_schema())


def _parsed(text: str) -> Any:
    """The plain values of a YAML text; no tags that make objects."""
    import yaml  # lazy: only the evidence room needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader)


def _digest(raw: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _validated(data: Any, name: str) -> Rules:
    """A laboratory's values, checked for shape and for sense."""
    from pydantic import ValidationError  # lazy: only a laboratory's own file needs the check

    try:
        rules = cast(Rules, _adapter().validate_python(data))
    except ValidationError as error:
        raise RefusedError(
            *(
                Fault(
                    RefusalCode.POLICY_INVALID,
                    f"{name}, {'.'.join(str(part) for part in fault['loc']) or 'file'}",
                    printable(f"{fault['msg']}.", 200),
                )
                for fault in error.errors()
            )
        ) from error
    wrong = _senseless(rules)
    if wrong:
        raise RefusedError(*(Fault(RefusalCode.POLICY_INVALID, name, what) for what in wrong))
    return rules


def _adapter() -> Any:
    """The checker of a policy's shape; unknown keys are faults."""
    from pydantic import ConfigDict, TypeAdapter

    for value in globals().values():
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == __name__:
            value.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return TypeAdapter(Rules)


def _senseless(rules: Rules) -> list[str]:
    """What cannot be meant, one sentence each."""
    f, found = rules.frequency, []
    shares = [f.ba1_above, f.prevalence, f.gene_share, f.allele_share, f.pm2_below]
    shares += [f.callable_an_share, f.structural_overlap, rules.evasion.allele_balance_below]
    if not all(0 < share <= 1 for share in shares):
        found.append("Frequencies, shares and overlaps lie above 0 and are at most 1.")
    if not f.pm2_below <= f.bs1_above < f.ba1_above:
        found.append("The limits must rise: pm2_below, the derived limit of BS1, ba1_above.")
    if not 0 < f.bs2_flag <= f.bs2_homozygotes:
        found.append("bs2_flag must be from 1 to bs2_homozygotes.")
    if not 0 <= rules.splice.bp4_up_to < rules.splice.pp3_from <= 1:
        found.append("splice: bp4_up_to must lie below pp3_from, both from 0 to 1.")
    if rules.missense.tool not in rules.missense.tools:
        found.append("missense: the chosen tool is not among the tools.")
    for name, tool in rules.missense.tools.items():
        limits = _rising(tool.bp4_up_to, -1) + _rising(tool.pp3_from, 1)
        if limits != sorted(limits):
            found.append(f"missense: the limits of {printable(name, 40)} overlap or fall.")
    points = _rising(rules.pm3.from_points, 1)
    if points != sorted(points) or len(points) != len(get_args(Level)):
        found.append("pm3: from_points must name all four strengths, rising.")
    return found


def _rising(limits: Mapping[Level, float], step: int) -> list[float]:
    """The limits from supporting to very strong, or the other way."""
    return [limits[level] for level in get_args(Level)[::step] if level in limits]


def _built(cls: type[_T], data: Mapping[str, Any]) -> _T:
    """A value of a dataclass from plain values that are known to fit."""
    hints = get_type_hints(cls)
    values = {f.name: _value(hints[f.name], data[f.name]) for f in fields(cast(Any, cls))}
    return cls(**values)


def _value(hint: Any, data: Any) -> Any:
    """One plain value as its type says."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _built(hint, data)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return tuple(_value(inner[0], item) for item in data)
    if isinstance(data, Mapping):
        return {key: _value(inner[1], item) for key, item in data.items()}
    return data
