"""Entries of public catalogues that a report links to; nothing of them is loaded.

Addresses as the catalogues document them; a text that could not be a number of theirs gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.page.page_one import Link
from osteo_annot.report.result.model import Event

_DBSNP = re.compile(r"rs[0-9]{1,12}")
_NUMBER = re.compile(r"[0-9]{1,12}")
_HPO = re.compile(r"HP:[0-9]{7}")
_BASE = re.compile(r"[ACGT]")
_DATABASE = {Assembly.GRCH37: "hg19", Assembly.GRCH38: "hg38"}
_GNOMAD = {Assembly.GRCH37: "gnomad_r2_1", Assembly.GRCH38: "gnomad_r4"}


def event_links(event: Event, assembly: Assembly) -> tuple[Link, ...]:
    """ClinVar, dbSNP, gnomAD and the genome browser, as far as each has an entry for the event."""
    return tuple(_event_links(event, assembly))


def _event_links(event: Event, assembly: Assembly) -> Iterator[Link]:
    numbers = [k.accession for k in event.known if k.relation.value == "same_allele"]
    yield from (link for link in map(clinvar_link, dict.fromkeys(numbers)) if link)
    yield from (link for link in map(dbsnp_link, event.dbsnp) if link)
    yield _gnomad(event, assembly)
    yield browser_link(event.location.start, event.location.end, assembly)


def _gnomad(event: Event, assembly: Assembly) -> Link:
    """The page of a substitution, or of the place: other changes are spelled with more bases."""
    at, bases = event.location, (event.ref, event.alt)
    if all(_BASE.fullmatch(base) for base in bases):
        name, kind = f"{LOCUS.chromosome}-{at.start}-{'-'.join(bases)}", "variant"
    else:
        name, kind = f"{LOCUS.chromosome}-{at.start}-{at.end}", "region"
    address = f"https://gnomad.broadinstitute.org/{kind}/{name}?dataset={_GNOMAD[assembly]}"
    return Link(f"gnomAD {name}", address)


def browser_link(start: int, end: int, assembly: Assembly) -> Link:
    """The UCSC genome browser there; 1-based, closed, on the plus strand."""
    database = _DATABASE[assembly]
    place = f"{LOCUS.contig}:{start}-{end}"
    address = f"https://genome.ucsc.edu/cgi-bin/hgTracks?db={database}&position={place}"
    return Link(f"UCSC {database}", address)


def clinvar_link(number: str) -> Link | None:
    """The entry of a ClinVar VariationID."""
    if not _NUMBER.fullmatch(number):
        return None
    return Link(f"ClinVar {number}", f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{number}/")


def dbsnp_link(name: str) -> Link | None:
    """The entry of a dbSNP number."""
    if not _DBSNP.fullmatch(name):
        return None
    return Link(f"dbSNP {name}", f"https://www.ncbi.nlm.nih.gov/snp/{name}")


def pubmed_link(number: str) -> Link | None:
    """The entry of a PubMed number."""
    if not _NUMBER.fullmatch(number):
        return None
    return Link(f"PMID {number}", f"https://pubmed.ncbi.nlm.nih.gov/{number}/")


def omim_link(number: str) -> Link | None:
    """The entry of an OMIM number, with or without ``OMIM:`` before it."""
    digits = number.removeprefix("OMIM:")
    if not _NUMBER.fullmatch(digits):
        return None
    return Link(f"OMIM {digits}", f"https://omim.org/entry/{digits}")


def hpo_link(term: str) -> Link | None:
    """The entry of an HPO term."""
    if not _HPO.fullmatch(term):
        return None
    return Link(term, f"https://hpo.jax.org/browse/term/{term}")
