"""The person's findings and relatives, and what to do next, as FHIR resources."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from osteo_annot.record.phenotype import TermAnswer
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean
from osteo_annot.report.exchange.fhir_bundle import EXAM, Draft, Resource, notes
from osteo_annot.report.exchange.fhir_codes import answer, concept, profile
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.sentences.texts import exchange as say
from osteo_annot.verdict.advice import NextTest

if TYPE_CHECKING:
    from osteo_annot.intake.person.order import OrderedRelative

_ROLES = {
    "mother": ("MTH", "mother"),
    "father": ("FTH", "father"),
    "sibling": ("SIB", "sibling"),
    "brother": ("BRO", "brother"),
    "sister": ("SIS", "sister"),
    "child": ("CHILD", "child"),
    "son": ("SONC", "son"),
    "daughter": ("DAUC", "daughter"),
    "relative": ("FAMMEMB", "family member"),
}
"""HL7 v3 RoleCode."""
_STEPS = {
    NextTest.CONFIRM_DELETION: codes.CONFIRM,
    NextTest.CONFIRM_VARIANT: codes.CONFIRM,
    NextTest.EXCLUDE_DROPOUT: codes.CONFIRM,
    NextTest.RESOLVE_CONTRADICTION: codes.CONFIRM,
    NextTest.COUNSELLING: codes.COUNSEL,
}
"""Answers of LOINC's list LL1037-2; every other test is an additional one."""


def add_history(draft: Draft) -> list[str]:
    """Findings and relatives; their parts."""
    return [*_findings(draft), *_relatives(draft)]


def _findings(draft: Draft) -> list[str]:
    """Each HPO term, present or absent."""
    return [
        draft.add(
            f"finding {term.id}",
            {
                "resourceType": "Observation",
                "status": draft.status,
                "category": [EXAM],
                "code": concept(codes.HPO, term.id, clean(term.label)),
                "subject": draft.to("patient"),
                "valueCodeableConcept": answer(
                    codes.ABSENT if term.answer is TermAnswer.ABSENT else codes.PRESENT
                ),
            },
        )
        for term in draft.result.hpo.given
    ]


def _relatives(draft: Draft) -> list[str]:
    """Relatives of the files with their two copies, then those whom only the order tells of."""
    order = draft.result.order
    members = draft.result.family
    roles = {member.role for member in members}
    asked: defaultdict[str, list[OrderedRelative]] = defaultdict(list)
    for one in order.family if order else ():
        asked[one.relation.lower()].append(one)
    parts = [
        _relative(
            draft,
            f"relative {number}",
            member.role,
            member.affected,
            [f"Sample: {member.sample}", *_genotypes(member), *_copies(member)]
            + [
                say.ORDER_SAYS(affected=str(one.affected), note=one.note).text
                for one in asked[member.role]
            ],
        )
        for number, member in enumerate(members, 1)
    ]
    told = [one for relation, many in asked.items() if relation not in roles for one in many]
    return parts + [
        _relative(
            draft,
            " ".join(("told relative", str(number))),
            one.relation,
            one.affected,
            [one.note, f"Identifier: {one.identifier}" if one.identifier else ""],
        )
        for number, one in enumerate(told, 1)
    ]


def _genotypes(member: FamilyMember) -> list[str]:
    """The relative's genotype of each event of the person."""
    return [f"{event}: {genotype}" for event, genotype in member.genotypes.items()]


def _copies(member: FamilyMember) -> list[str]:
    """The relative's own state and copies."""
    words = (f"{copy.name}: {exon_words(copy)}" for copy in member.copies)
    return [f"{member.state}: {member.state_text}", *words]


def _relative(draft: Draft, part: str, relation: str, affected: str, told: list[str]) -> str:
    """One relative."""
    role = _ROLES.get(relation.lower() or "relative")
    relationship = concept(codes.ROLES, *role) if role else {"text": clean(relation, 200)}
    resource: Resource = {
        "resourceType": "FamilyMemberHistory",
        "status": "health-unknown" if affected == "unknown" else "partial",
        "patient": draft.to("patient"),
        "relationship": relationship,
        "note": notes(*told, f"Affected: {affected}"),
    }
    if affected == "yes":
        resource["condition"] = [{"code": {"text": "affected, as pedigree or order tells"}}]
    return draft.add(part, resource)


def add_tasks(draft: Draft) -> list[str]:
    """Each next test as a proposal of the guide, for its reader to accept or reject."""
    reasons = [f"implication {event.id}" for event in draft.candidates]
    reason = {"reasonReference": draft.to(reasons[0])} if len(reasons) == 1 else {}
    return [
        draft.add(
            f"task {test.code}",
            {
                "resourceType": "Task",
                "meta": profile("followup-recommendation"),
                "status": "requested",
                "intent": "proposal",
                "code": {
                    **answer(_STEPS.get(test.code, codes.ADDITIONAL)),
                    "text": clean(test.text, 4000),
                },
                "identifier": [{"system": f"{codes.OWN}:next-test", "value": test.code.value}],
                "description": clean(test.text, 4000),
                "for": draft.to("patient"),
                **reason,
            },
        )
        for test in draft.result.verdict.next_tests
    ]
