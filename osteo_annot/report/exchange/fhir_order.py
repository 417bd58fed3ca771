"""What the order and the laboratory file tell, as FHIR resources; nothing that they do not."""

from __future__ import annotations

from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.exchange.codes import clean
from osteo_annot.report.exchange.fhir_bundle import Draft, Resource, notes
from osteo_annot.sentences.texts import exchange as say

_TEST = f"{LOCUS.gene}: both copies of the gene"


def add_order(draft: Draft) -> None:
    """Patient and specimen; laboratory, requester, request and signatories where they are told."""
    _patient(draft)
    _laboratory(draft)
    _specimen(draft)
    _requester(draft)
    _request(draft)
    _signatories(draft)


def performers(draft: Draft) -> list[Resource]:
    """The laboratory, where it is told."""
    return [draft.to("laboratory")] if draft.has("laboratory") else []


def _patient(draft: Draft) -> None:
    """The person, by the sample's name and by what the order tells."""
    person = draft.result.order.person if draft.result.order else None
    told = (person.identifier, person.second_identifier) if person else ()
    resource: Resource = {
        "resourceType": "Patient",
        "identifier": _identifiers(draft.sample, *told),
        "gender": person.sex if person else "unknown",
    }
    if person and person.name:
        resource["name"] = [{"text": clean(person.name, 200)}]
    if person and person.birth_date:
        resource["birthDate"] = person.birth_date.isoformat()
    draft.add("patient", resource)


def _identifiers(*values: str) -> list[Resource]:
    """Each number once."""
    return [{"value": clean(value, 200)} for value in dict.fromkeys(values) if value]


def _telecom(contact: str) -> Resource:
    """How somebody is reached; what kind of number it is, is not told."""
    return {"telecom": [{"system": "other", "value": clean(contact, 200)}]} if contact else {}


def _laboratory(draft: Draft) -> None:
    """The laboratory that reports."""
    lab = draft.result.laboratory
    if lab is None:
        return
    identifiers = _identifiers(lab.identifier)
    if lab.accreditation:
        accredited = {"type": {"text": "accreditation"}, "value": clean(lab.accreditation, 200)}
        identifiers.append(accredited)
    draft.add(
        "laboratory",
        {
            "resourceType": "Organization",
            **({"identifier": identifiers} if identifiers else {}),
            "name": clean(lab.name, 200),
            **({"address": [{"text": clean(lab.address, 4000)}]} if lab.address else {}),
            **_telecom(lab.contact),
        },
    )


def _specimen(draft: Draft) -> None:
    """The material: at least the name of its column in the files."""
    order = draft.result.order
    resource: Resource = {
        "resourceType": "Specimen",
        "identifier": _identifiers(order.sample.identifier if order else "", draft.sample),
        "subject": draft.to("patient"),
    }
    if order:
        sample = order.sample
        if sample.type:
            resource["type"] = {"text": clean(sample.type, 200)}
        if sample.received:
            resource["receivedTime"] = sample.received.isoformat()
        if sample.collected:
            resource["collection"] = {"collectedDateTime": sample.collected.isoformat()}
        if sample.quality:
            resource["condition"] = [{"text": clean(sample.quality, 200)}]
    draft.add("specimen", resource)


def _requester(draft: Draft) -> None:
    """Who asked: a person, an organisation, or a person of one."""
    asked = draft.result.order.requester if draft.result.order else None
    if asked is None:
        return
    contact = _telecom(asked.contact)
    if asked.organisation:
        draft.add(
            "requesting organisation",
            {
                "resourceType": "Organization",
                "name": clean(asked.organisation, 200),
                **({} if asked.name else contact),
            },
        )
    if asked.name:
        name = [{"text": clean(asked.name, 200)}]
        draft.add("requester", {"resourceType": "Practitioner", "name": name, **contact})
    if asked.name and asked.organisation:
        draft.add(
            "requesting role",
            {
                "resourceType": "PractitionerRole",
                "practitioner": draft.to("requester"),
                "organization": draft.to("requesting organisation"),
            },
        )


def _request(draft: Draft) -> None:
    """What was asked; only where there is an order."""
    order = draft.result.order
    if order is None:
        return
    roles = ("requesting role", "requester", "requesting organisation")
    asked = next((draft.to(part) for part in roles if draft.has(part)), None)
    resource: Resource = {
        "resourceType": "ServiceRequest",
        "status": "active" if draft.status == "preliminary" else "completed",
        "intent": "order",
        "code": {"text": clean(order.test or _TEST, 200)},
        "subject": draft.to("patient"),
        "specimen": [draft.to("specimen")],
        **({"requester": asked} if asked else {}),
        **({"performer": performers(draft)} if draft.has("laboratory") else {}),
    }
    if order.date:
        resource["authoredOn"] = order.date.isoformat()
    reasons = [{"text": clean(text, 4000)} for text in (order.purpose, order.indication) if text]
    if reasons:
        resource["reasonCode"] = reasons
    told = notes(*_circumstances(draft))
    draft.add("request", {**resource, **({"note": told} if told else {})})


def _circumstances(draft: Draft) -> list[str]:
    """What else the order says of the person; an answer that is not known is not told."""
    order = draft.result.order
    if order is None:
        return []
    consent = order.consent
    asked = {
        "Parents related": order.consanguinity,
        "Consent to secondary findings": consent.secondary_findings,
        "Consent to storage": consent.storage,
        "Consent to re-analysis": consent.reanalysis,
    }
    said = [f"{question}: {answer}" for question, answer in asked.items() if answer != "unknown"]
    said += [say.TESTED_AS(role=str(order.tested_as)).text] if order.tested_as else []
    laboratory = draft.result.laboratory
    recipients = order.recipients or (laboratory.recipients if laboratory else ())
    return [*said, *([f"Recipients: {'; '.join(recipients)}"] if recipients else [])]


def _signatories(draft: Draft) -> None:
    """Who answers for the report."""
    order = draft.result.order
    for number, one in enumerate(order.signed_by if order else (), 1):
        resource: Resource = {
            "resourceType": "Practitioner",
            "name": [{"text": clean(one.name, 200)}],
        }
        if one.role:
            resource["qualification"] = [{"code": {"text": clean(one.role, 200)}}]
        draft.add(f"signatory {number}", resource)
