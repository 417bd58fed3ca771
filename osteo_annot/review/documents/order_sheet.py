"""The sheet by which a test by another method is ordered: what to look for, where, and how.

Which method suits which event: clinical rules 3.1 ("Recommendations") and 3.6. A sheet says what
was found, and leaves the answer open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.figure.evidence import Figure, evidence_figures
from osteo_annot.report.page.page_one import Fact
from osteo_annot.report.page.view import identifiers
from osteo_annot.report.result.model import Event, Location, Result
from osteo_annot.report.result.named_events import along_the_gene, event_name, is_named, place_of
from osteo_annot.report.result.release_model import minute_of
from osteo_annot.report.text import exon_list
from osteo_annot.values import dataclass

JUNCTION_PCR = "PCR across the junction, and Sanger sequencing of the product"
COPIES = "MLPA or qPCR, to count the copies of the exons"
COPIES_OR_ARRAY = "MLPA, qPCR or array, to count the copies of the exons"
SANGER = "Sanger sequencing"
DROPOUT = "Sanger sequencing with other primers, so that an allele that dropped out is seen"
DEEP = "Deep sequencing of a new library: Sanger sequencing misses an allele of a low share"
LONG_READS = "Long reads across both ends"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Who ordered a test, and how; what a laboratory does not tell is empty."""

    number: str = ""
    by: str = ""
    time: str = ""
    """UTC, as ISO 8601 writes it."""
    method: str = ""
    """The method that was chosen; empty: as recommended."""
    sample: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One event that is to be tested."""

    event: Event
    key: str
    """By which the review knows the event."""
    name: str
    place: str
    """1-based, closed, on the plus strand of the chromosome."""
    bounds: str
    """Exact, or which bases surely and which at most."""
    method: str
    """The recommended one."""


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """An order of a confirmation."""

    result: Result
    ordered: Ordered
    lines: tuple[OrderLine, ...]

    @property
    def head(self) -> tuple[Fact, ...]:
        """Whose it is and who ordered it, a line each, as far as told."""
        ordered, gene = self.ordered, gene_model(self.result.assembly)
        told = (
            ("Order", ordered.number),
            ("Person", " · ".join(_person(self.result))),
            ("Specimen", _specimen(self.result)),
            ("Sample to be tested", ordered.sample),
            ("Ordered by", ordered.by),
            ("Ordered on", minute_of(ordered.time) if ordered.time else ""),
            ("Gene", f"{gene.symbol} ({gene.hgnc}), {gene.cytoband}, {self.result.assembly.value}"),
            ("Transcript", f"{gene.transcript} ({gene.mane}), {gene.protein}"),
            ("Method asked for", ordered.method),
            ("Remarks", ordered.text),
        )
        return tuple(Fact(label, text) for label, text in told if text)

    @property
    def figures(self) -> list[Figure]:
        """The reads at each event, and the depth over the gene, as far as they were given."""
        pictures, wanted = self.result.pictures, {line.event.id for line in self.lines}
        if pictures is not None:
            pictures = replace(
                pictures,
                junctions=[p for p in pictures.junctions if p.event in wanted],
                variants=[p for p in pictures.variants if p.event in wanted],
            )
        return evidence_figures(replace(self.result, pictures=pictures))


def _person(result: Result) -> Iterator[str]:
    """Name, birth date and identifiers, as far as the order tells them."""
    person = result.order.person if result.order else None
    if person and person.name:
        yield person.name
    if person and person.birth_date:
        yield f"born {person.birth_date.isoformat()}"
    yield from identifiers(result)


def _specimen(result: Result) -> str:
    """The material of the first test."""
    sample = result.order.sample if result.order else None
    return " ".join(text for text in (sample.type, sample.identifier) if text) if sample else ""


def order_sheet(
    result: Result,
    keys: Mapping[str, str],
    wanted: Collection[str] = (),
    ordered: Ordered | None = None,
) -> OrderSheet:
    """The order of a test of some events; where none is named, of those the state rests on.

    Where it rests on none, of those that may break a copy. ``keys``: by the id of an event the key
    by which the review knows it; ``wanted`` are such keys.
    """
    deciding = set(result.verdict.deciding)
    usual = [e for e in result.events if e.id in deciding] or list(filter(is_named, result.events))
    asked = [e for e in result.events if keys.get(e.id) in wanted] if wanted else usual
    lines = tuple(_line(event, keys.get(event.id, event.id)) for event in along_the_gene(asked))
    return OrderSheet(result, ordered or Ordered(), lines)


def _line(event: Event, key: str) -> OrderLine:
    """One event with its place and method."""
    return OrderLine(
        event=event,
        key=key,
        name=event_name(event),
        place=place_of(event.location.start, event.location.end),
        bounds=bounds_of(event.location),
        method=method_of(event),
    )


def is_exact(place: Location) -> bool:
    """Whether both ends are known to the base."""
    return bool(place.inner) and place.inner == place.outer


def bounds_of(place: Location) -> str:
    """How exact the ends are, with both intervals where they are not."""
    if is_exact(place):
        return "exact"
    sure = place_of(*place.inner) if place.inner else "no base"
    return f"uncertain: surely affected {sure}; at most {place_of(*place.outer)}"


def method_of(event: Event) -> str:
    """The method that would confirm an event."""
    return "; ".join(_methods(event))


def _methods(event: Event) -> Iterator[str]:
    """A change of bases is sequenced; a loss or gain is counted; a junction is amplified.

    The last only where the ends are exact; an inversion or insertion has nothing but junctions.
    """
    counts = event.kind in {EventKind.DELETION, EventKind.DUPLICATION}
    if event.kind is EventKind.SMALL_VARIANT:
        if event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT:
            yield DEEP
        elif event.zygosity is Zygosity.APPARENT_HOMOZYGOUS:
            yield DROPOUT
            yield COPIES
        else:
            yield SANGER
    elif counts:
        exact = is_exact(event.location)
        if exact:
            yield JUNCTION_PCR
        if event.exons:
            yield COPIES if exact else COPIES_OR_ARRAY
        elif not exact:
            yield LONG_READS
    else:
        yield JUNCTION_PCR
        yield LONG_READS


TSV_COLUMNS = (
    "order", "sample", "identifier", "second_identifier", "specimen", "report", "ordered_by",
    "ordered_on", "gene", "hgnc", "assembly", "transcript", "event_key", "kind", "hgvs_c", "hgvs_p",
    "hgvs_g", "chromosome", "start", "end", "bounds", "inner_start", "inner_end", "outer_start",
    "outer_end", "exons", "zygosity", "recommended_method", "method_asked_for", "sample_to_test",
    "remarks", "outcome", "copies_found", "result_method", "result_sample", "result_by",
    "result_on",
)  # fmt: skip
"""Positions are 1-based, closed, on the plus strand; the last six are for the answer."""


def order_rows(sheet: OrderSheet) -> list[dict[str, object]]:
    """One row per event, with empty cells for the answer."""
    result, ordered = sheet.result, sheet.ordered
    order, gene = result.order, gene_model(result.assembly)
    common: dict[str, object] = {
        "order": ordered.number,
        "sample": result.sample,
        "identifier": order.person.identifier if order else "",
        "second_identifier": order.person.second_identifier if order else "",
        "specimen": order.sample.identifier if order else "",
        "report": order.report_id if order else "",
        "ordered_by": ordered.by,
        "ordered_on": ordered.time,
        "gene": gene.symbol,
        "hgnc": gene.hgnc,
        "assembly": result.assembly.value,
        "transcript": gene.transcript,
        "chromosome": LOCUS.chromosome,
        "method_asked_for": ordered.method,
        "sample_to_test": ordered.sample,
        "remarks": ordered.text,
    }
    return [{**common, **_cells(line)} for line in sheet.lines]


def _cells(line: OrderLine) -> dict[str, object]:
    """The cells of one event."""
    event, place = line.event, line.event.location
    names = full_names(event)
    first, last = place.inner or ("", "")
    return {
        "event_key": line.key,
        "kind": event.kind,
        **names,
        "start": place.start,
        "end": place.end,
        "bounds": "exact" if is_exact(place) else "uncertain",
        "inner_start": first,
        "inner_end": last,
        "outer_start": place.outer[0],
        "outer_end": place.outer[1],
        "exons": ",".join(map(str, event.exons)),
        "zygosity": event.zygosity,
        "recommended_method": line.method,
    }


def full_names(event: Event) -> dict[str, str]:
    """HGVS names with their accessions; empty where there is none."""
    hgvs = event.hgvs
    return {
        "hgvs_c": f"{hgvs.transcript}({LOCUS.gene}):{hgvs.c}" if hgvs.c else "",
        "hgvs_p": hgvs.p,
        "hgvs_g": f"{hgvs.genome}:{hgvs.g}" if hgvs.g else "",
    }


def facts_of(line: OrderLine) -> list[tuple[str, str]]:
    """What the sheet says of one event, a line each."""
    event, names = line.event, full_names(line.event)
    return [
        ("c.", names["hgvs_c"] or "no name can be given"),
        ("p.", names["hgvs_p"] or "no name can be given"),
        ("g.", names["hgvs_g"] or "no name can be given"),
        ("Kind", event.kind.text),
        ("Exons", exon_list(event.exons)),
        ("Place", line.place),
        ("Bounds", line.bounds),
        ("Found as", event.zygosity_text),
        ("Recommended", line.method),
    ]
