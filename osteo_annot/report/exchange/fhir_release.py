"""Who signed a report, as what, when and on what, as a FHIR Provenance."""

from __future__ import annotations

from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean
from osteo_annot.report.exchange.fhir_bundle import Draft
from osteo_annot.report.exchange.fhir_codes import concept
from osteo_annot.report.result.release_model import Capacity, Release, day_of, release_of
from osteo_annot.sentences.texts import exchange as say

_AGENTS = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
_AGENT = {
    Capacity.FIRST_REVIEWER: "author",
    Capacity.SECOND_READER: "verifier",
    Capacity.SECOND_AND_SIGNER: "legal",
    Capacity.SIGNER: "legal",
}
"""HL7 participation: ``verifier`` attests to the content, ``legal`` takes the responsibility."""


def add_release(draft: Draft) -> None:
    """The provenance of a report that was signed in the review."""
    release = release_of(draft.result)
    if release is None:
        return
    seal = release.seal
    hashes = {
        "content": seal.content,
        "result": seal.result,
        "decided": seal.decided,
        "decisions": seal.decisions,
        "policy": seal.policy,
        "versions": seal.versions,
        "head": seal.head,
    }
    draft.add(
        "provenance",
        {
            "resourceType": "Provenance",
            "target": [draft.to("report")],
            "recorded": release.signed,
            "agent": [
                {
                    "type": concept(_AGENTS, _AGENT[one.capacity], text=one.capacity.text),
                    "who": draft.to(f"signatory {number}"),
                }
                for number, one in enumerate(release.signatories, 1)
            ],
            "entity": [
                {
                    "role": "source",
                    "what": {
                        "identifier": {"system": f"{codes.OWN}:sha256:{name}", "value": value}
                    },
                }
                for name, value in hashes.items()
                if value
            ],
        },
    )


def void_note(release: Release | None) -> str:
    """What the conclusion of a withdrawn or replaced report begins with; else empty."""
    gone = release.withdrawn if release else None
    new = release.replaced_by if release else None
    if gone is None:
        return f"{say.REPLACED(day=day_of(new.time), new=new.version).text} " if new else ""
    return clean(
        f"{say.WITHDRAWN(day=day_of(gone.time), who=gone.by, reason=gone.reason).text} ", 2000
    )
