"""The policy of review: by which states a second reader reads, and whether blind."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class SecondReader(Worded):
    """How the second reader reads, the strictest first."""

    BLIND = ("blind", "decides before the first one's decisions are shown")
    OPEN = ("open", "sees the first one's decisions, and answers for them by the signature")
    NONE = ("none", "no second reading; another person signs")


_BLIND = frozenset(
    {
        *(state for state in State if state.value.startswith("BIALLELIC_")),
        State.APPARENT_HOM,
        State.NONE_CALLABLE,
    }
)
"""States that a person acts on without a further test: read twice, apart, where nothing else is
set.
"""


class ReviewPolicy(BaseModel):
    """What is asked before a report is signed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    name: Annotated[str, StringConstraints(max_length=200)] = "default"
    second_reader: dict[State, SecondReader] = Field(default_factory=dict)
    """By state; a state that is not here keeps its default."""

    def of_state(self, state: str) -> SecondReader:
        """How the second reader reads a case of a state."""
        default = SecondReader.BLIND if state in _BLIND else SecondReader.OPEN
        return self.second_reader.get(State.of(state), default)

    def of_states(self, *states: str) -> SecondReader:
        """The strictest of several states: those of the proposal and of what readers made of it."""
        found = {self.of_state(state) for state in states}
        return next(how for how in SecondReader if how in found)

    @property
    def text(self) -> str:
        """The whole policy, with every default written out."""
        whole = {state: self.of_state(state) for state in State}
        return self.model_copy(update={"second_reader": whole}).model_dump_json()

    @property
    def sha256(self) -> str:
        """Its hash, which a signature freezes."""
        return hashlib.sha256(self.text.encode()).hexdigest()


DEFAULT_POLICY = ReviewPolicy()


def policy_of(content: bytes, where: str = "policy") -> ReviewPolicy:
    """The policy in a file, YAML or JSON.

    Raises RefusedError (REVIEW_POLICY_INVALID).
    """
    import yaml  # lazy: most reviews use the default

    try:
        values = yaml.safe_load(content)
        return ReviewPolicy.model_validate(values if values is not None else {})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        told = str(error).replace("\n", " ")[:200]
        raise refuse(RefusalCode.REVIEW_POLICY_INVALID, where, f"{told}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        told = f"{place}: {first['msg']}."
        raise refuse(RefusalCode.REVIEW_POLICY_INVALID, where, told) from None
