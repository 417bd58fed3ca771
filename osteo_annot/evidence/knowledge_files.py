"""The files of knowledge that were given: the policy and the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.evidence.knowledge import Knowledge
    from osteo_annot.intake.case import InputSet
    from osteo_annot.record.policy import Policy


@dataclass(frozen=True, slots=True)
class KnowledgeFiles:
    """Paths of the policy and of the sources; each source is read once per process."""

    policy: Path | None = None
    gnomad: tuple[Path, ...] = ()
    clinvar: tuple[Path, ...] = ()
    splice: tuple[Path, ...] = ()
    missense: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them, the policy first."""
        policy = (self.policy,) if self.policy else ()
        return (*policy, *self.gnomad, *self.clinvar, *self.splice, *self.missense)

    @property
    def in_force(self) -> Policy:
        """The policy: the one given, else the embedded one.

        Raises RefusedError (FILE_NOT_FOUND, POLICY_INVALID).
        """
        from osteo_annot.record.policy import default_policy, read_policy

        return read_policy(self.policy) if self.policy else default_policy()

    def read(self, inputs: InputSet) -> Knowledge:
        """Policy and sources, checked against the assembly of the person's files.

        Raises RefusedError with the faults of all sources, or of the policy.
        """
        from osteo_annot.evidence.knowledge import Knowledge
        from osteo_annot.intake.knowledge.source_files import read_sources
        from osteo_annot.intake.knowledge.sources import SourceKind

        paths = {
            SourceKind.FREQUENCIES: self.gnomad,
            SourceKind.CLINVAR: self.clinvar,
            SourceKind.SPLICE: self.splice,
            SourceKind.MISSENSE: self.missense,
        }
        return Knowledge(self.in_force, read_sources(paths, inputs.assembly, inputs.reference))
