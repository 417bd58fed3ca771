"""The head of page one: who, from what, for whom, by whom, what was done, and which report it is.

Content: ISO 15189:2022, 7.4.1.6 and 7.4.1.8. What was not given stands in one line, not as a page
of blanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osteo_annot.intake.person.order import OrderHead
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.page.page_one import Fact, Head, SignaturePart, Signer
from osteo_annot.report.page.release import signers_of, status_of
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import release_of
from osteo_annot.report.text import shortened
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Part, Said, Sentence, said_text
from osteo_annot.sentences.texts import page_one as say
from osteo_annot.sentences.texts import release as release_says

_BETWEEN = " · "
_INDICATION = 300
"""Characters of the indication on page one; the methods hold all."""
_STATUS = {
    "draft": say.DRAFT,
    "preliminary": say.PRELIMINARY,
    "final": say.FINAL,
    "amended": say.AMENDED,
}
_SEX = {"female": say.FEMALE, "male": say.MALE, "other": say.OTHER_SEX}


def head(result: Result, language: Language) -> Head:
    """Part 1 of page one."""
    order = result.order or OrderHead()
    lines = (
        (say.PERSON, _person(result, order)),
        (say.SPECIMEN, _specimen(order)),
        (say.REQUEST, _request(result, order)),
        (say.LABORATORY, _laboratory(result)),
        (say.TEST, _test(result, order)),
        (say.INDICATION, iter((shortened(" ".join(order.indication.split()), _INDICATION),))),
        (say.REPORT, _report(order)),
    )
    missing = tuple(label() for label, given in _wanted(result, order) if not given)
    return Head(
        title=said_text(say.TITLE(gene=gene_model(result.assembly).symbol), language),
        status=said_text(_status(result, order), language),
        is_draft=is_draft(order),
        lines=tuple(
            Fact(
                said_text(label(), language),
                _BETWEEN.join(said_text(part, language) for part in parts),
            )
            for label, found in lines
            if (parts := [part for part in found if part])
        ),
        not_given=said_text(say.NOT_GIVEN(facts=missing), language) if missing else "",
        not_given_label=said_text(say.NOT_GIVEN_LABEL(), language),
    )


def is_draft(order: OrderHead) -> bool:
    """Whether nobody has signed."""
    return order.report_status == "draft" or not order.signed_by


def _status(result: Result, order: OrderHead) -> Said:
    """The standing of the report, as the review has it or else as the order tells it."""
    release = release_of(result)
    return status_of(release) if release else _STATUS[order.report_status]()


def _day(sentence: Sentence, day: date | None) -> Part:
    """A sentence with a day, as ISO 8601 writes it; empty without one."""
    return sentence(day=day.isoformat()) if day else ""


def _person(result: Result, order: OrderHead) -> Iterator[Part]:
    person = order.person
    yield person.name
    yield _day(say.BORN, person.birth_date)
    yield _SEX[person.sex]() if person.sex in _SEX else ""
    yield person.identifier
    yield person.second_identifier
    yield say.SAMPLE(name=result.sample)
    for file in result.provenance.inputs:
        if file.column and file.column != result.sample:
            yield say.COLUMN(column=file.column, file=file.name)


def _specimen(order: OrderHead) -> Iterator[Part]:
    sample = order.sample
    yield " ".join(part for part in (sample.type, sample.identifier) if part)
    yield _day(say.TAKEN, sample.collected)
    yield _day(say.RECEIVED, sample.received)
    yield say.QUALITY(quality=sample.quality) if sample.quality else ""


def recipients(result: Result) -> tuple[str, ...]:
    """Who gets the report: as the order says, else as the laboratory does."""
    ordered = result.order.recipients if result.order else ()
    return ordered or (result.laboratory.recipients if result.laboratory else ())


def _request(result: Result, order: OrderHead) -> Iterator[Part]:
    asked = order.requester
    yield ", ".join(part for part in (asked.name, asked.organisation, asked.contact) if part)
    yield _day(say.ORDERED, order.date)
    to = recipients(result)
    yield say.TO(who=to) if to else ""


def _laboratory(result: Result) -> Iterator[Part]:
    laboratory = result.laboratory
    if laboratory is None:
        return
    yield laboratory.name
    yield laboratory.identifier
    yield ", ".join(line.strip() for line in laboratory.address.splitlines() if line.strip())
    yield laboratory.contact
    accredited = laboratory.accreditation
    yield say.ACCREDITED(accreditation=accredited) if accredited else ""


def _test(result: Result, order: OrderHead) -> Iterator[Part]:
    gene = gene_model(result.assembly)
    yield order.test
    yield say.REGION(
        exons=tuple(exon.number for exon in gene.exons),
        transcript=f"{gene.transcript} ({gene.mane})",
        cytoband=gene.cytoband,
        assembly=result.assembly.value,
    )
    yield say.PURPOSE(purpose=order.purpose) if order.purpose else ""
    yield say.TESTED_AS(role=order.tested_as) if order.tested_as else ""


def _report(order: OrderHead) -> Iterator[Part]:
    yield order.report_id
    yield say.VERSION(version=order.report_version) if order.report_id else ""
    yield _day(say.ISSUED, order.issued)
    if order.replaces:
        earlier = order.replaces
        version = f" ({earlier.version})" if earlier.version else ""
        day = f", {earlier.issued.isoformat()}" if earlier.issued else ""
        yield say.REPLACES(report=f"{earlier.report_id}{version}{day}", reason=earlier.reason)


def _wanted(result: Result, order: OrderHead) -> Iterator[tuple[Sentence, object]]:
    """What a report should name, and whether it was given."""
    person, sample, laboratory = order.person, order.sample, result.laboratory
    yield say.NAME, person.name
    yield say.BIRTH_DATE, person.birth_date
    if person.identifier:
        yield say.SECOND_IDENTIFIER, person.second_identifier
    else:
        yield say.IDENTIFIERS, ""
    yield say.SPECIMEN_LABEL, sample.type or sample.identifier
    yield say.TAKEN_LABEL, sample.collected
    yield say.RECEIVED_LABEL, sample.received
    yield say.REQUESTER, order.requester.name or order.requester.organisation
    yield say.PURPOSE_LABEL, order.purpose or order.indication
    yield say.LABORATORY_LABEL, laboratory
    if laboratory:
        yield say.ADDRESS, laboratory.address
        yield say.ACCREDITATION, laboratory.accreditation
    yield say.NUMBER, order.report_id
    yield say.ISSUED_LABEL, order.issued


def signature_part(result: Result, language: Language) -> SignaturePart:
    """Part 9 of page one: lines to sign on, or who signed, in the review or as the order says."""
    order, release = result.order or OrderHead(), release_of(result)
    signers = (
        signers_of(release, language)
        if release
        else tuple(
            Signer(one.role, one.name, one.date.isoformat() if one.date else "")
            for one in order.signed_by
        )
    )
    blanks = tuple(
        Signer(said_text(role(), language), "", "") for role in (say.ANALYST, say.GENETICIST)
    )
    note = say.SIGNED_NOTE() if signers else say.SIGN_NOTE()
    if release:
        note = release_says.SEALED(hash=release.seal.content)
    return SignaturePart(
        heading=said_text(say.SIGN(), language),
        note=said_text(note, language),
        labels=(
            said_text(say.SIGNER(), language),
            said_text(say.SIGN_DATE(), language),
            said_text(say.SIGNATURE(), language),
        ),
        signers=signers or blanks,
    )
