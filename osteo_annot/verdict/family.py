"""What the family says: who carries what, how it segregates, and what may be said of recurrence.

Source: clinical rules 3.1 (recurrence only after the parents were tested, not for uniparental
disomy), 2.1 (Z26). The statements are of the genotypes given; a person counsels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.findings import FindingCode
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.measured.person import RelativeCall
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import family as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class FamilyCode(Worded):
    """The closed list of statements on the family."""

    PARENT_CARRIES = ("PARENT_CARRIES", "A parent carries a deciding event.")
    PARENT_DOES_NOT_CARRY = (
        "PARENT_DOES_NOT_CARRY",
        "A parent was called and does not carry a deciding event.",
    )
    PARENT_NOT_CALLED = (
        "PARENT_NOT_CALLED",
        "A parent was not called for a deciding event, or the call is not used.",
    )
    PARENT_MAY_BE_MOSAIC = (
        "PARENT_MAY_BE_MOSAIC",
        "Reads of a parent show a deciding event, too few for an allele: mosaic or artefact.",
    )
    NEITHER_PARENT_CARRIES = (
        "NEITHER_PARENT_CARRIES",
        "Neither parent carries a deciding event: it is new, or parentage is not as stated, or "
        "a call is wrong.",
    )
    AFFECTED_RELATIVE_ALIKE = (
        "AFFECTED_RELATIVE_ALIKE",
        "An affected relative has variants on both copies too.",
    )
    AFFECTED_RELATIVE_DIFFERS = (
        "AFFECTED_RELATIVE_DIFFERS",
        "An affected relative is not shown to have variants on both copies.",
    )
    UNAFFECTED_RELATIVE_ALIKE = (
        "UNAFFECTED_RELATIVE_ALIKE",
        "An unaffected relative has variants on both copies too: this speaks against the "
        "variants as the cause.",
    )
    UNAFFECTED_RELATIVE_DIFFERS = (
        "UNAFFECTED_RELATIVE_DIFFERS",
        "An unaffected relative is not shown to have variants on both copies.",
    )
    RECURRENCE_ONE_IN_FOUR = (
        "RECURRENCE_ONE_IN_FOUR",
        "Each further child inherits both variants with a probability of one in four.",
    )
    RECURRENCE_NOT_STATED = (
        "RECURRENCE_NOT_STATED",
        "No risk of recurrence is stated: that each parent carries one of the variants was not "
        "shown.",
    )


@dataclass(frozen=True, slots=True)
class Member:
    """A relative as far as the statements need: role, name, whether affected, and the state."""

    role: Role
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
    def named(self) -> Said | Role:
        """How a sentence names it; a sample that is named as its role is named once."""
        if self.name.casefold() == self.role:
            return self.role
        return say.NAMED(role=self.role, name=self.name)


@dataclass(frozen=True, slots=True)
class FamilyStatement:
    """A coded sentence on the family."""

    code: FamilyCode
    said: Said


def family_statements(
    state: State, involved: Mapping[str, Said], members: Sequence[Member], facts: Facts
) -> tuple[FamilyStatement, ...]:
    """Statements on carriers, segregation and recurrence; none without relatives.

    ``involved`` holds id and name of each deciding event of the person, with its article.
    """
    parents = [m for m in members if m.role in {"mother", "father"}]
    statements: list[FamilyStatement] = []
    for event, name in involved.items():
        statements += [_of_parent(parent.calls.get(event), parent.role, name) for parent in parents]
        if len(parents) == 2 and all(p.carries(event) == 0 for p in parents):
            statements.append(
                FamilyStatement(FamilyCode.NEITHER_PARENT_CARRIES, say.NEITHER(what=name))
            )
    if state.is_biallelic:
        statements += [_of_relative(m) for m in members if m.affected is not None]
        if parents and _each_parent_carries_one(involved, parents, facts):
            one_in_four = FamilyStatement(FamilyCode.RECURRENCE_ONE_IN_FOUR, say.ONE_IN_FOUR())
            statements.append(one_in_four)
        elif parents:
            not_stated = FamilyStatement(FamilyCode.RECURRENCE_NOT_STATED, say.NO_RISK_STATED())
            statements.append(not_stated)
    return tuple(statements)


def _of_parent(call: RelativeCall | None, role: Role, what: Said) -> FamilyStatement:
    """Whether a parent carries an event."""
    if call is not None and call.mosaic:
        mosaic = say.MOSAIC(who=role, reads=call.mosaic, what=what)
        return FamilyStatement(FamilyCode.PARENT_MAY_BE_MOSAIC, mosaic)
    if call is None or call.carries is None:
        return FamilyStatement(FamilyCode.PARENT_NOT_CALLED, say.NOT_CALLED(who=role, what=what))
    if call.carries:
        return FamilyStatement(FamilyCode.PARENT_CARRIES, say.CARRIES(who=role, what=what))
    lacks = say.DOES_NOT_CARRY(who=role, what=what)
    return FamilyStatement(FamilyCode.PARENT_DOES_NOT_CARRY, lacks)


_OF_RELATIVES = {
    (True, True): (FamilyCode.AFFECTED_RELATIVE_ALIKE, say.AFFECTED_ALIKE),
    (True, False): (FamilyCode.AFFECTED_RELATIVE_DIFFERS, say.AFFECTED_DIFFERS),
    (False, True): (FamilyCode.UNAFFECTED_RELATIVE_ALIKE, say.UNAFFECTED_ALIKE),
    (False, False): (FamilyCode.UNAFFECTED_RELATIVE_DIFFERS, say.UNAFFECTED_DIFFERS),
}
"""By whether the relative is affected, and has both copies broken."""


def _of_relative(member: Member) -> FamilyStatement:
    """Whether a relative's copies fit with being affected or not."""
    code, sentence = _OF_RELATIVES[bool(member.affected), member.state.is_biallelic]
    return FamilyStatement(code, sentence(who=member.named))


def _each_parent_carries_one(
    involved: Mapping[str, Said], parents: Sequence[Member], facts: Facts
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
