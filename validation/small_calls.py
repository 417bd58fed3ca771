"""What callers of small variants write: rows, reference blocks, and regions with enough reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement, pairwise
from math import log10

from validation.laboratory import PAD, Laboratory, base
from validation.people import Person
from validation.truth import GENE, Event, Loss, Small, is_null

_WRONG = 0.01
"""Chance that a read shows another allele, as the caller believes."""
_ENOUGH = 10
"""Reads from which a region is callable, and from which all reads of one allele are no chance."""
_CAPTURED = 100
"""Bases on each side of a site that are captured together with it."""
Site = tuple[Small, ...]
"""The changes of one row: same POS and REF."""


def small_files(lab: Laboratory) -> dict[str, str]:
    """Texts by file name; with ``bed`` the regions of the child too."""
    for name in lab.names:
        lab.dropped[name] = _dropped(lab, name)
    groups = [lab.names] if lab.joint else [(name,) for name in lab.names]
    files: dict[str, str] = {}
    for number, names in enumerate(groups):
        files[f"small{number}.vcf"] = _file(lab, names)
    if lab.small == "bed":
        files["callable.bed"] = _bed(lab)
    return files


def _file(lab: Laboratory, names: tuple[str, ...]) -> str:
    """One file with rows and, in a gVCF, blocks between them."""
    gvcf = lab.small == "gvcf"
    rows: list[str] = []
    taken: list[tuple[int, int]] = []
    for site in _sites(lab, names):
        open_error = lab.small != "bed" and not _restores(lab, names, site)
        if (open_error or lab.errors) and lab.chance(0.01, "row missing", names[0]):
            taken.append((site[0].start, site[0].end))
            continue
        cells = [_cell(lab, name, site) for name in names]
        called = any(set("123456789") & set(cell.split(":")[0]) for cell in cells)
        denied = "AD" in lab.fields and any(_reads_of_others(cell) for cell in cells)
        if not (called or gvcf or denied or _without_genotype(cells)):
            continue
        taken.append((site[0].start, site[0].end))
        quality = "LowQual" if lab.chance(0.02) else "PASS"
        tail = _tail(lab, names, site)
        for alts, own in _written_rows(lab, site, cells, gvcf=gvcf):
            texts = ",".join([*(a + tail for a in alts), *(["<NON_REF>"] if gvcf else [])])
            ref, fmt = site[0].ref + tail, _format(lab)
            rows.append(lab.row(site[0].position, ref, texts, ".", fmt, *own, qual=quality))
    if gvcf:
        rows += _blocks(lab, names, taken)
    header = ('##ALT=<ID=NON_REF,Description="Any other allele">',) if gvcf else ()
    return lab.file(header, names, rows)


def _tail(lab: Laboratory, names: Sequence[str], site: Site) -> str:
    """Bases behind an indel that a parent's own file writes too: the same event, spelled longer."""
    indel = any(len(s.ref) != len(s.alt) for s in site)
    if not (lab.longer and indel and "child" not in names and lab.small != "gvcf"):
        return ""
    behind = [base(site[0].end + n) for n in (1, 2)]
    return "" if "N" in behind else "".join(behind)


def _written_rows(
    lab: Laboratory, site: Site, cells: Sequence[str], *, gvcf: bool
) -> list[tuple[tuple[str, ...], list[str]]]:
    """The alleles and cells of each row that a site becomes: one, or one for each allele."""
    alts = tuple(s.alt for s in site)
    genotypes = [cell.split(":")[0] for cell in cells]
    plain = lab.fields == "GT" and lab.phase == "none" and all("|" not in g for g in genotypes)
    if not lab.split or gvcf or len(site) != 2 or not plain:
        return [(alts, list(cells))]
    # Without reads, as each row would lack those of the other allele.
    return [
        ((alt,), ["/".join(_of_allele(a, index) for a in g.split("/")) for g in genotypes])
        for index, alt in enumerate(alts, 1)
    ]


def _of_allele(text: str, index: int) -> str:
    """An index in the row of one allele: 1 where it is that allele, else reference."""
    return text if text == "." else str(int(text == str(index)))


def _restores(lab: Laboratory, names: Iterable[str], site: Site) -> bool:
    """Whether somebody has a copy that works only because of a change of the site."""
    copies = (copy for name in names for copy in lab.family.people[name].copies)
    return any(
        set(site) & set(copy)
        and not is_null(copy)
        and is_null(tuple(e for e in copy if e not in site))
        for copy in copies
    )


def _reads_of_others(cell: str) -> bool:
    """Whether a cell counts reads of an allele that is not the reference."""
    parts = cell.split(":")
    return len(parts) > 1 and any(int(n) > 0 for n in parts[1].split(",")[1:] if n.isdigit())


def _without_genotype(cells: Iterable[str]) -> bool:
    """Whether somebody has no genotype."""
    return any(cell.startswith("./.") for cell in cells)


def _sites(lab: Laboratory, names: Sequence[str]) -> list[Site]:
    """Rows of a file: what any of its people carries where it is sequenced."""
    carried = {e for name in names for copy in lab.family.people[name].copies for e in copy}
    places: dict[tuple[int, str], list[Small]] = {}
    for event in sorted(
        (e for e in carried if isinstance(e, Small)), key=lambda e: (e.position, e.alt)
    ):
        if any(start <= event.start and event.end <= end for start, end in lab.targets()):
            places.setdefault((event.position, event.ref), []).append(event)
    return [tuple(site) for site in places.values()]


def _format(lab: Laboratory) -> str:
    """The FORMAT column."""
    return lab.fields + {"PS": ":PS", "PID": ":PGT:PID"}.get(lab.phase, "")


# --- one call -------------------------------------------------------------------------------


def _cell(lab: Laboratory, name: str, site: Site) -> str:
    """The sample column of a person at a site."""
    person = lab.family.people[name]
    here = [
        next((i for i, s in enumerate(site, 1) if s in copy), 0) if present else None
        for copy, present in zip(person.copies, person.present(site[0].start), strict=True)
    ]
    seen = lab.seen(name, site[0].start)
    alleles = [a for a, there in zip(here, seen, strict=True) if there and a is not None]
    counts = _reads(lab, name, site, alleles)
    genotype, quality = _called(counts)
    if name == "child" and len(alleles) == 2 and genotype != tuple(sorted(alleles)):
        lab.done.add("few reads, another genotype")
    if lab.chance(0.01, "no call", name):
        genotype, quality = (), 0
    counts = _skewed(lab, name, counts, genotype)
    if _is_denied(lab, name, site, counts, genotype):
        genotype = (0, 0)
    text, phase = _written(lab, name, site, genotype, here)
    listed = [*counts, 0] if lab.small == "gvcf" else counts
    values = {
        "GT": text,
        "AD": ",".join(map(str, listed)),
        "DP": str(sum(counts)),
        "GQ": str(quality),
    }
    return ":".join([*(values[f] for f in lab.fields.split(":")), *phase])


def _skewed(lab: Laboratory, name: str, counts: list[int], genotype: Sequence[int]) -> list[int]:
    """The reads of a heterozygote, now and then with less than a quarter of the allele."""
    total = sum(counts)
    usual = len(counts) == 2 and tuple(genotype) == (0, 1) and total >= 2 * _ENOUGH
    if not usual or "AD" not in lab.fields or not lab.chance(0.01, "skewed share", name):
        return counts
    few = round(total * 0.23)
    return [total - few, few]


def _is_denied(
    lab: Laboratory, name: str, site: Site, counts: Sequence[int], genotype: Sequence[int]
) -> bool:
    """Whether the caller writes reference over the reads of a null change; they stay in AD."""
    usual = len(counts) == 2 and tuple(genotype) == (0, 1) and sum(counts) >= 2 * _ENOUGH
    if not usual or "AD" not in lab.fields or not is_null(site):
        return False
    return lab.chance(0.01, "reference call with reads", name)


def _reads(lab: Laboratory, name: str, site: Site, alleles: Sequence[int]) -> list[int]:
    """Reads of each allele of a row."""
    counts = [0] * (len(site) + 1)
    total = lab.depth(name, site[0].start)
    if len(alleles) < 2 or alleles[0] == alleles[1]:
        for allele in alleles[:1]:
            counts[allele] = total
        return counts
    first = sum(lab.rng.random() < 0.5 for _ in range(total))
    by_chance = first in {0, total} and total >= _ENOUGH
    by_chance |= first in {0, total} and lab.small != "gvcf" and _restores(lab, [name], site)
    if by_chance and not lab.errors:
        first = total // 2
    elif first in {0, total} and name == "child":
        lab.done.add("few reads, one allele seen")
    counts[alleles[0]], counts[alleles[1]] = first, total - first
    return counts


def _dropped(lab: Laboratory, name: str) -> list[tuple[int, int, int]]:
    """Copies that were not captured around a heterozygous site; by open error one without changes.

    What is captured together is lost together, so that no change on the copy is seen around.
    """
    person = lab.family.people[name]
    sites = [e for copy in person.copies for e in copy if isinstance(e, Small)]
    found = []
    for site in sites:
        if lab.rng.random() > 0.04 or sum(person.carries(site)) != 1:
            continue
        lost = 1 if site in person.copies[0] else 0
        if lab.errors and lab.rng.random() < 0.3:
            lost = 1 - lost
        start, end = site.start - _CAPTURED, site.end + _CAPTURED
        around = {e for e in person.copies[lost] if e.start <= end and start <= e.end}
        seen = {e for e in person.copies[1 - lost] if e.start <= end and start <= e.end}
        shown = lab.shows_dropout and not (around or _both_parents_carry(lab, seen))
        if lab.errors or shown:
            found.append((lost, start, end))
            if name == "child":
                lab.done.add("allele dropped out")
    return found


def _both_parents_carry(lab: Laboratory, events: Iterable[Event]) -> bool:
    """Whether both parents have columns and carry one of the events."""
    parents = [person for name, person in lab.people().items() if name != "child"]
    return bool(parents) and any(all(any(p.carries(e)) for p in parents) for e in events)


def _called(counts: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """The genotype that makes the reads most likely, and its quality."""
    if not sum(counts):
        return (), 0
    likely = sorted(
        (
            (_likelihood(pair, counts), pair)
            for pair in combinations_with_replacement(range(len(counts)), 2)
        ),
        reverse=True,
    )
    return likely[0][1], min(99, int(10 * (likely[0][0] - likely[1][0])))


def _likelihood(pair: tuple[int, int], counts: Sequence[int]) -> float:
    """log10 of the chance of the reads given a genotype."""
    right = log10(1 - _WRONG) if pair[0] == pair[1] else log10(0.5)
    return sum(n * (right if allele in pair else log10(_WRONG)) for allele, n in enumerate(counts))


def _written(
    lab: Laboratory,
    name: str,
    site: Site,
    genotype: tuple[int, ...],
    here: Sequence[int | None],
) -> tuple[str, list[str]]:
    """GT, and the fields of phase."""
    blank = {"PS": ["."], "PID": [".", "."]}.get(lab.phase, [])
    if not genotype:
        return "./.", blank
    if None in here and lab.haploid:
        return str(genotype[0]), blank
    if genotype != (0, 0) and lab.chance(0.005, "half call", name):
        return f"./{genotype[1]}", blank
    plain = "/".join(map(str, genotype))
    if genotype[0] == genotype[1] or lab.phase == "none" or None in here:
        return plain, blank
    if lab.phase == "pipe":
        order = genotype if lab.rng.random() < 0.5 else genotype[::-1]
        return "|".join(map(str, order)), []
    block, turned = _phase_block(lab, name, site[0].position)
    sides = [str(a) for a in (here[::-1] if turned else here)]
    if lab.phase == "PS":
        return "|".join(sides), [str(lab.at(block))]
    return plain, ["|".join(sides), f"{lab.at(block)}_A_T"]


def _phase_block(lab: Laboratory, name: str, position: int) -> tuple[int, bool]:
    """First base of the phase block of a position, and whether its sides are exchanged."""
    size = 900 if lab.phase == "PID" else 11_000
    block = position - position % size
    return block, (block // size + len(name) + lab.per_copy) % 2 == 0


# --- blocks and regions ---------------------------------------------------------------------


def _blocks(
    lab: Laboratory, names: tuple[str, ...], taken: Sequence[tuple[int, int]]
) -> Iterable[str]:
    """Reference blocks outside the rows."""
    for start, end in _pieces(lab, names, taken):
        if lab.chance(0.01, "block missing", names[0]):
            continue
        cells = [_block_cell(lab, name, start) for name in names]
        if any(cells):
            text = [cell or "./.:0:0:0" for cell in cells]
            info = f"END={lab.at(end)}"
            yield lab.row(start, base(start), "<NON_REF>", info, "GT:DP:GQ:MIN_DP", *text, qual=".")


def _block_cell(lab: Laboratory, name: str, position: int) -> str:
    """The sample column of a person in a block."""
    if not any(lab.seen(name, position)):
        return lab.empty
    depth = lab.depth(name, position)
    least = round(depth * 0.9)
    if lab.chance(0.01, "block without genotype", name):
        return f"./.:{depth}:0:{least}"
    return f"0/0:{depth}:{min(99, 3 * least)}:{least}"


def _pieces(
    lab: Laboratory, names: Sequence[str], taken: Sequence[tuple[int, int]]
) -> Iterable[tuple[int, int]]:
    """The targets outside the rows, cut where the reads change."""
    people = [lab.family.people[name] for name in names]
    cuts = {p for start, end in taken for p in (start, end + 1)}
    cuts |= {p for e in GENE.exons for p in (e.start - PAD, e.end + PAD + 1)}
    cuts |= {p for n in names for _, low, high in lab.dropped[n] for p in (low, high + 1)}
    cuts |= {p for person in people for p in _breakpoints(person)}
    for start, end in lab.targets():
        places = sorted({start, end + 1, *(c for c in cuts if start < c <= end)})
        for first, last in pairwise(places):
            if not any(low <= first <= high for low, high in taken):
                yield first, last - 1


def _breakpoints(person: Person) -> Iterable[int]:
    """Where the number of a person's copies may change."""
    for copy in person.copies:
        for event in copy:
            if isinstance(event, Loss):
                yield from (event.start, event.end + 1)


def _bed(lab: Laboratory) -> str:
    """Regions in which the child has enough reads."""
    lines = []
    for start, end in _pieces(lab, ["child"], []):
        if lab.depth("child", start) * 0.9 >= _ENOUGH:
            lines.append(f"{lab.contig}\t{lab.at(start) - 1}\t{lab.at(end)}")
    return "\n".join(lines or [f"{lab.contig}\t0\t1"]) + "\n"
