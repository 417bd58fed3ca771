"""On what knowledge events are judged: the policy and the sources of knowledge."""

from __future__ import annotations

from dataclasses import field

from osteo_annot.intake.knowledge.sources import KnowledgeSources
from osteo_annot.record.policy import Policy, default_policy
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The policy in force and the sources given."""

    policy: Policy = field(default_factory=default_policy)
    sources: KnowledgeSources = field(default_factory=KnowledgeSources)
