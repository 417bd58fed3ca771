"""What the family says: who carries what, how it segregates, and what may be said of recurrence.

Source: clinical rules 3.1 (recurrence only after the parents were tested, not for uniparental
disomy), 2.1 (Z26). The statements are of the genotypes given; a person counsels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from osteo_annot.findings import FindingCode
from osteo_annot.measured.person import RelativeCall
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class FamilyCode(Worded):
    """The closed list of statements on the family."""

    PARENT_CARRIES = ("PARENT_CARRIES", "The {who} carries {what}.")
    PARENT_DOES_NOT_CARRY = (
        "PARENT_DOES_NOT_CARRY",
        "The {who} was called and does not carry {what}.",
    )
    PARENT_NOT_CALLED = (
        "PARENT_NOT_CALLED",
        "The {who} was not called for {what}, or the call is not used.",
    )
    PARENT_MAY_BE_MOSAIC = (
        "PARENT_MAY_BE_MOSAIC",
        (
            "Of the {who}, {reads} show {what}: mosaic or artefact. Counted neither as a carrier "
            "nor as lacking it; a recurrence is not excluded."
        ),
    )
    NEITHER_PARENT_CARRIES = (
        "NEITHER_PARENT_CARRIES",
        (
            "Neither parent carries {what}: it is new, or parentage is "
            "not as stated, or a parent's call is wrong."
        ),
    )
    AFFECTED_RELATIVE_ALIKE = (
        "AFFECTED_RELATIVE_ALIKE",
        "{who}, affected, has both copies broken too.",
    )
    AFFECTED_RELATIVE_DIFFERS = (
        "AFFECTED_RELATIVE_DIFFERS",
        (
            "{who}, affected, is not shown to have both copies "
            "broken: the variants do not explain that person, or are not the cause."
        ),
    )
    UNAFFECTED_RELATIVE_ALIKE = (
        "UNAFFECTED_RELATIVE_ALIKE",
        (
            "{who}, unaffected, has both copies broken too: this "
            "speaks against the variants as the cause."
        ),
    )
    UNAFFECTED_RELATIVE_DIFFERS = (
        "UNAFFECTED_RELATIVE_DIFFERS",
        "{who}, unaffected, is not shown to have both copies broken.",
    )
    RECURRENCE_ONE_IN_FOUR = (
        "RECURRENCE_ONE_IN_FOUR",
        (
            "Both parents were tested and each carries one of the "
            "variants: each further child inherits both with a probability of one in four."
        ),
    )
    RECURRENCE_NOT_STATED = (
        "RECURRENCE_NOT_STATED",
        (
            "No risk of recurrence is stated: that each parent carries "
            "one of the variants was not shown."
        ),
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A relative as far as the statements need: role, name, whether affected, and the state."""

    role: str
    name: str
    affected: bool | None
    state: State
    calls: Mapping[str, RelativeCall]
    """What its genotypes say of each event of the person, by its id."""

    def carries(self, event: str) -> int | None:
        """Copies with an event of the person; None where not called or not used."""
        call = self.calls.get(event)
        return call.carries if call else None

    @property
    def named(self) -> str:
        """How a sentence begins with it; a sample that is named as its role is named once."""
        return (
            f"The {self.role}"
            if self.name.casefold() == self.role
            else f"The {self.role} {self.name}"
        )


@dataclass(frozen=True, slots=True)
class FamilyStatement:
    """A coded sentence on the family."""

    code: FamilyCode
    text: str


def family_statements(
    state: State, involved: Mapping[str, str], members: Sequence[Member], facts: Facts
) -> tuple[FamilyStatement, ...]:
    """Statements on carriers, segregation and recurrence; none without relatives.

    ``involved`` holds id and name of each deciding event of the person.
    """
    parents = [m for m in members if m.role in {"mother", "father"}]
    statements: list[FamilyStatement] = []
    for event, label in involved.items():
        name = label if label[1:2] == "." else f"the {label}"  # c. and g. names have no article
        statements += [_of_parent(parent.calls.get(event), parent.role, name) for parent in parents]
        if len(parents) == 2 and all(p.carries(event) == 0 for p in parents):
            statements.append(_statement(FamilyCode.NEITHER_PARENT_CARRIES, "", name))
    if state.is_biallelic:
        statements += [_of_relative(m) for m in members if m.affected is not None]
        inherited = _each_parent_carries_one(involved, parents, facts)
        code = FamilyCode.RECURRENCE_NOT_STATED
        if inherited:
            code = FamilyCode.RECURRENCE_ONE_IN_FOUR
        if parents:
            statements.append(_statement(code, "", ""))
    return tuple(statements)


def _statement(code: FamilyCode, who: str, what: str, reads: str = "") -> FamilyStatement:
    """A statement with its slots filled."""
    return FamilyStatement(code, code.text.format(who=who, what=what, reads=reads))


def _of_parent(call: RelativeCall | None, role: str, name: str) -> FamilyStatement:
    """Whether a parent carries an event."""
    if call is not None and call.mosaic:
        return _statement(FamilyCode.PARENT_MAY_BE_MOSAIC, role, name, call.mosaic)
    code = FamilyCode.PARENT_NOT_CALLED
    if call is not None and call.carries is not None:
        code = FamilyCode.PARENT_CARRIES if call.carries else FamilyCode.PARENT_DOES_NOT_CARRY
    return _statement(code, role, name)


def _of_relative(member: Member) -> FamilyStatement:
    """Whether a relative's copies fit with being affected or not."""
    alike = member.state.is_biallelic
    if member.affected:
        code = FamilyCode.AFFECTED_RELATIVE_DIFFERS
        if alike:
            code = FamilyCode.AFFECTED_RELATIVE_ALIKE
    else:
        code = FamilyCode.UNAFFECTED_RELATIVE_DIFFERS
        if alike:
            code = FamilyCode.UNAFFECTED_RELATIVE_ALIKE
    return _statement(code, member.named, "")


def _each_parent_carries_one(
    involved: Mapping[str, str], parents: Sequence[Member], facts: Facts
) -> bool:
    """Whether both parents were tested and each gave one broken copy.

    Clinical rules 3.1: one in four only then, and never where a parent of a homozygous child lacks
    the variant (uniparental disomy, an inherited deletion, wrong parentage).
    """
    codes = {f.code for f in facts.findings}
    if len(parents) < 2 or codes & {
        FindingCode.PARENT_WITHOUT_ALLELE,
        FindingCode.PARENTAGE_DOUBTFUL,
    }:
        return False
    return all(any(parent.carries(event) == 1 for event in involved) for parent in parents) and all(
        any(parent.carries(event) for parent in parents) for event in involved
    )
