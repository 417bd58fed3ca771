"""Write the pages that are made from the code: codes, callers, criteria, and the result's format.

``python docs/generate.py`` writes them; a test keeps the written ones current.
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from osteo_annot.cli.explain import SOURCES, vocabulary
from osteo_annot.cli.main import parser
from osteo_annot.events.allele_balance import JUNCTION_FIELDS
from osteo_annot.events.copy_number import NOT_LOST
from osteo_annot.events.dialects import DIALECTS, Dialect, GenotypeMeaning
from osteo_annot.evidence.classify import (
    CLASSES,
    CRITERIA,
    GUARDS,
    OFFERED,
    RETIRED,
    SCHEME,
)
from osteo_annot.evidence.criterion import Leaf
from osteo_annot.evidence.pvs1 import STRENGTHS
from osteo_annot.intake.knowledge.catalogue import guide_lines
from osteo_annot.record.policy import default_policy
from osteo_annot.record.thresholds import NO_COPY, ONE_COPY
from osteo_annot.report.result import (  # make the closed lists known
    build,  # noqa: F401
    release_model,  # noqa: F401
)
from osteo_annot.report.result.schema import result_schema, signed_schema
from osteo_annot.sentences.catalogue import PARTS
from osteo_annot.sentences.sentence import Sentence
from osteo_annot.sentences.words import german
from osteo_annot.worded import LISTS

FOLDER = Path(__file__).resolve().parent


def codes_page() -> str:
    """Every closed list of codes with its meaning."""
    lines = [
        "# Codes",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. The command",
        "`osteo-annot explain CODE` prints the same. Codes are stable; wording may become better.",
    ]
    for told in vocabulary():
        lines += ["", f"## {told.title}", "", f"Given by `{told.room}`.", ""]
        lines += ["| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {_cell(text)} |" for code, text in told.codes.items()]
    return "\n".join(lines) + "\n"


_GENOTYPE = {
    GenotypeMeaning.COPIES: "counts copies",
    GenotypeMeaning.PRESENCE: "tells that the event is there",
    GenotypeMeaning.NONE: "is not filled",
}


def callers_page() -> str:
    """How the records of each caller are read."""
    lines = [
        "# Callers",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. The writer of a",
        "file is recognised from its header (`osteo_annot/intake/vcf/caller.py`); its fields are",
        "read by its row of this table. Every event says in `evidence.structural_support` which",
        "fields told start, end and copies. The end is END; where END is missing or no position,",
        "the length tells; where both are given and differ, END is taken, the outer bound holds",
        "both and a finding says so. CIPOS and CIEND make the inner and the outer bounds.",
        "",
        "A record without genotype and copy number that passed its filters, in a file of one",
        "sample, is an event on an unknown number of copies; in a file of several samples, or",
        "filtered, it leaves its exons open. The two records of a breakend must name each other's",
        "places; a pair that does not is set aside with a finding. Of several callers of one event",
        "the one that saw the junction gives the breakpoints; bins of a depth caller give outer",
        "bounds. `<CNV:TR>` counts units of a repeat and is no loss or gain of an exon. A copy",
        "number of ten or more is off the scale and is not used. An ALT of `N` beside the lost",
        "bases is a deletion; SVLEN tells whether the first base of REF stays.",
        "",
        f"Depth ratios (1.0 is two copies): up to {NO_COPY} no copy is left, {ONE_COPY[0]} to",
        f"{ONE_COPY[1]} one; from {NOT_LOST} a deletion is not supported. These are proposals of",
        "the clinical rules, not verified limits: calibrate them on the own assay. duphold's",
        "`DHFFC` is read in the file of any caller, and confirms it.",
        "",
        "| program | rests on | first base | length | GT | copies | depth | to be known |",
        "|---|---|---|---|---|---|---|---|",
        *(_dialect(dialect) for dialect in DIALECTS.values()),
        "",
        "## Reads of an allele",
        "",
        "A genotype is held against the reads of its allele, whoever wrote it. Of a change of",
        "bases the first of these that is told: AD; ADF and ADR (both strands); RD and AD",
        "(VarScan); RO and AO (freebayes); NV and NR (Platypus); DP4 (samtools, bcftools; in INFO",
        "only in a file of one sample); AU, CU, GU, TU, or TAR and TIR (Strelka); the share in",
        "VAF, AF or FREQ with DP. Of a symbolic allele or breakend the reads across its junction,",
        "reference first, the first that are enough to judge:",
        "; ".join(" and ".join(names) for names, _ in JUNCTION_FIELDS) + ".",
        "A field that is not named here, or of another length than it should have, is not read:",
        "the genotype then stands alone.",
    ]
    return "\n".join(lines) + "\n"


def _dialect(dialect: Dialect) -> str:
    """One row of the table of callers."""
    first = "POS" if dialect.starts_at_pos else "POS + 1"
    fields = (dialect.lengths, dialect.copies, tuple(ratio.name for ratio in dialect.ratios))
    length, copies, depth = (", ".join(f"`{name}`" for name in names) for names in fields)
    cells = (
        *(dialect.name, dialect.claim.text, first, length, _GENOTYPE[dialect.genotype]),
        *(copies, depth, _cell(dialect.note)),
    )
    return f"| {' | '.join(cells)} |"


FORMAT_CHANGES: dict[str, tuple[str, ...]] = {
    "1.8.0": (
        "`limits`: other genes of the panel in the files of a person whose findings OSTM1 does not "
        "explain.",
        "`record`: what MANE and lists of genes say; where a public source is wrong.",
        "`input_notes`: fields that a source of knowledge lacks, or has and that are not known.",
        "`basis`: what the verdict is made from, as text, so that a review can conclude again "
        "without the files; not for other readers.",
        "`copies[].status` and `copies[].exons[].status` have a fourth answer, "
        "`may_carry_uncertain`: a variant of uncertain significance lies there, or there or on the "
        "other copy. Before it was `not_examined` or `intact_where_examined`; where it is open "
        "which copy carries it, what the copy makes is open (`outcome.null` is null).",
        "`hgvs.g` of an event of which no base is sure names its outer bounds alone: "
        "`g.(A_?)_(?_D)del`, as `location` does.",
        "`PM3_TOO_MANY_ALLELES`: more variants on one copy than are paired with each other.",
        "`callability.exons[].deletion_searches`: the person's reads are a source too (reasons "
        "`READS_...`).",
        "`reads.breaks`: places at which reads break off; `reads.introns_left_out`: introns that "
        "reads of a processed copy of the gene lack, which are no proposals.",
    ),
    "1.7.0": (
        "`verdict.deciding`: ids of the events on which the state rests.",
        "`said` of every statement: the sentence by its id (`docs/sentences.md`) with its fields.",
        "`order`: what a report has to name (number, version, status, date, signatures, what it "
        "replaces; quality of the material; test and purpose; consent; recipients); "
        "`order.requester` has name, organisation and contact.",
        "`location.inner` is empty where depth alone bounds an event: its ends are not exact.",
        "`known[].conflict`: what ClinVar's submitters say where they do not agree.",
        "`laboratory`: who reports, with address, accreditation, policies and figures.",
        "`verdict.confidence_reason`: what makes the state as sure as it is.",
        "`reads`: what the person's reads at the locus show; null where no BAM or CRAM was given.",
        "`reads.variants`: fragments of each allele by strand, and whether reads show two copies.",
        "`pictures`: the reads around breakpoints and over small variants, and the depth over the "
        "gene, as they are drawn.",
        "`structural_support`: the bases that each record names.",
        "`outcome.product`: the protein of a copy, held against the reference protein.",
        "`person`: sex, parents and whether affected, by pedigree and order.",
        "`family`: sex, parents and reads of each relative.",
        "`verdict.next_tests`: each names exon, bases or relative, and the method.",
        "`events[].dbsnp`: dbSNP numbers of its records.",
    ),
    "1.6.0": (
        "Each copy and exon is lost or altered, intact where examined, or not examined.",
        "`readings`: what would hold if one of two contradicting sources were right.",
    ),
}
"""What a version of the result file adds, newest first; a minor version takes nothing away."""


def format_page() -> str:
    """Every field of the result file."""
    schema = result_schema()
    lines = [
        "# The result file",
        "",
        "Made from the schema by `python docs/generate.py`; do not edit by hand. The schema is",
        "`resources/schemas/result.schema.json` (JSON Schema). All genomic positions are 1-based,",
        "closed, on the plus strand of chromosome 6 of the assembly that the result names.",
        "",
        "## Changes by schema version",
        "",
        *(f"- {version}: {line}" for version, told in FORMAT_CHANGES.items() for line in told),
        "",
        *_object("The result", schema),
    ]
    for name, definition in schema["$defs"].items():
        if "properties" in definition:
            lines += ["", *_object(_named(name), definition)]
    lines += ["", *_signed()]
    lines += ["", "## Closed lists", "", "`osteo-annot explain CODE` tells what each means."]
    lines += ["", "| list | values |", "|---|---|"]
    for name, definition in schema["$defs"].items():
        if "enum" in definition:
            lines.append(f"| {name} | {', '.join(f'`{value}`' for value in definition['enum'])} |")
    return "\n".join(lines) + "\n"


def _signed() -> list[str]:
    """What a signed report has beside a result."""
    found = signed_schema()["$defs"]
    lines = [
        "## A signed report",
        "",
        "The final report in JSON is the result as it was signed, with one field more: `release`.",
        "Its schema is `resources/schemas/signed_report.schema.json`; without the field it is a",
        "result.",
    ]
    for name in ("Release", *sorted(found.keys() - {"Release"})):
        if "properties" in found[name]:
            lines += ["", *_object(_named(name), found[name])]
    return lines


def _object(title: str, definition: dict[str, Any]) -> list[str]:
    """One object as a table of its fields."""
    text = _cell(definition.get("description", ""))
    lines = [f"## {title}", "", text, "", "| field | type | meaning |", "|---|---|---|"]
    for name, value in definition["properties"].items():
        lines.append(f"| `{name}` | {_type(value)} | {_cell(value.get('description', ''))} |")
    return lines


def _type(value: dict[str, Any]) -> str:
    """The type of a field in words."""
    if "$ref" in value:
        return _named(value["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"])
    if "enum" in value:
        return " or ".join(f"`{option}`" for option in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if "propertyNames" in value or isinstance(value.get("additionalProperties"), dict):
        return f"{_type(value['additionalProperties'])} by name"
    if value.get("type") == "array":
        return f"list of {_type(value.get('items', {}))}"
    return str(value.get("type", "any"))


def _named(definition: str) -> str:
    """The name of a definition; ``Statement_State_`` is a Statement of State."""
    kind, _, code = definition.rstrip("_").partition("_")
    return f"{kind} of {code}" if code else kind


def _cell(text: str) -> str:
    """Text on one line, safe in a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("``", "`")


def criteria_page() -> str:
    """Every criterion with rule, source, leaves and an example; the policy in force."""
    known = yaml.safe_load((FOLDER / "criteria.yaml").read_text("utf-8"))
    policy = default_policy()
    lines = [
        "# Criteria",
        "",
        "Made from `docs/criteria.yaml`, the code and the policy by `python",
        "docs/generate.py`; do not edit by hand. Each criterion is proposed for a person",
        "to accept, change or reject. In the result (`classification.ledger`) each has",
        "its leaf, the questions with their answers, the files and versions that gave",
        "them, and the fact that would overturn it.",
        "",
        "The limits are those of the embedded policy (`resources/OSTM1/policy.yaml`,",
        "where each has its source); `--policy FILE` puts a laboratory's own in its",
        "place. Its SHA-256 is in every result.",
        "",
        "## Sources",
        "",
        SOURCES.rstrip(),
        "",
        "## Class",
        "",
        f"{SCHEME}. Supporting 1, moderate 2, strong 4, very strong 8 points, benign negative.",
        "",
        *(f"- {name}: {text}" for name, text in CLASSES.items()),
        "",
        "Not counted together: "
        + "; ".join(f"{one} with {', '.join(more)}" for one, more in GUARDS.items())
        + ".",
        "PS1 of a splice motif stands beside PVS1. Strong criteria on both sides: no",
        "class but uncertain (but benign beside BA1) until a person has judged. The class of a",
        "variant moves the state of a person in two ways only, both told: a (likely) pathogenic",
        "variant is a candidate, and a null variant that BA1 calls benign is a contradiction.",
    ]
    for code, entry in known.items():
        lines += ["", f"## {code}", "", CRITERIA[code], "", entry["rule"], ""]
        lines += [f"Source: {entry['source']}.", "", f"Example: {entry['example']}"]
    lines += ["", "## Paths of PVS1", "", "| path | strength | rule |", "|---|---|---|"]
    lines += [
        f"| `{path}` | {strength.value.replace('_', ' ')} | {_cell(path.text)} |"
        for path, strength in STRENGTHS.items()
    ]
    lines += ["", "## Leaves of the other criteria", "", "| leaf | meaning |", "|---|---|"]
    lines += [f"| `{leaf.value}` | {_cell(leaf.text)} |" for leaf in Leaf]
    lines += ["", "## Offered to the reviewer", ""]
    lines += [f"- {codes}: {needs}." for codes, needs in OFFERED.items()]
    lines += [f"- {RETIRED}: {Leaf.NEVER_USED.text}"]
    tool = policy.rules.missense
    lines += ["", "## Limits of the missense tools", "", f"Chosen beforehand: {tool.tool}.", ""]
    lines += ["| tool | INFO fields | PP3 from | BP4 up to |", "|---|---|---|---|"]
    for name, limits in tool.tools.items():
        fields = ", ".join(f"`{field}`" for field in limits.fields)
        cells = (name, fields, _limits(limits.pp3_from), _limits(limits.bp4_up_to))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _limits(limits: Mapping[Any, float]) -> str:
    """Limits by strength, or a dash."""
    return ", ".join(f"{n.replace('_', ' ')} {v:g}" for n, v in limits.items()) or "–"


def sentences_page() -> str:
    """Every sentence with its condition and source, languages side by side."""
    lines = [
        "# Sentences",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. Every sentence of a",
        "report, in the languages in which the first page can be written, for review. Fields stand",
        "in braces, with their form: `{exons:exons}`, `{n:entry|entries}`. The result names each",
        "sentence by its id, with the values of its fields (`said`). To change or add one:",
        "`osteo_annot/sentences/texts/`; the words of closed lists stand at the end.",
        "",
        "What holds no value is a vocabulary and stands where it is used: headings, heads of",
        "tables, labels, legends of drawings, questions of criteria, and the members of lists that",
        "page one does not say (English only). A text of several words into which the program puts",
        "values is a sentence: `tests/test_sentences.py` finds it wherever a room writes one. The",
        "templates of the page beyond page one still hold some that the catalogue does not.",
    ]
    for part in PARTS:
        found = [one for one in vars(part).values() if isinstance(one, Sentence)]
        lines += ["", f"## {(part.__doc__ or '').strip().splitlines()[0].rstrip('.')}"]
        for one in found:
            lines += ["", f"### `{one.id}`", "", f"- English: {_cell(one.en)}"]
            lines += [f"- German: {_cell(one.de)}"]
            lines += [f"- Said: {_cell(one.when)} Source: {_cell(one.source)}."]
    lines += ["", "## Words of closed lists", "", "| id | English | German |", "|---|---|---|"]
    for name, words in german().items():
        lines += [
            f"| `{m.sentence_id}` | {_cell(m.text)} | {_cell(words[m.value])} |"
            for m in LISTS[name]
        ]
    return "\n".join(lines) + "\n"


def sources_page() -> str:
    """Where the sources of knowledge are found, and what is checked."""
    lines = [
        "# Sources of knowledge",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. The command",
        "`osteo-annot sources` prints the same. None of them comes with the program, which fetches",
        "none: you give files or",
        "addresses, and what was not given is *not assessed*. The commands cut the gene with its",
        "surroundings out of each file; what comes out is small (about 200 kB or less; gnomAD only",
        "with the fields that are read) and can be kept beside the results. `bcftools` is that of",
        "htslib. The tests run these commands on files of the same shape; the published files",
        "themselves were not fetched.",
        "",
        "| checked | how |",
        "|---|---|",
        "| version | the header's lines are kept word for word; name, version and SHA-256 of every "
        "file stand in the result |",
        "| assembly | by the same evidence as a person's files: header, lengths, REF bases; "
        "another assembly, or none that shows, is refused (`SOURCE_ASSEMBLY`, `REF_MISMATCH`) |",
        "| the locus | a file without a record there is refused (`SOURCE_WITHOUT_LOCUS`); scores "
        "of one person's own variants may have none |",
        "| words | one that is not known is told with its count (`SOURCE_WORD_UNKNOWN`) and counts "
        "neither for nor against |",
        "| fields | one that is read and stands in no record is told (`SOURCE_FIELD_MISSING`); "
        "what it would say is not assessed, never absent. One that is not known is told "
        "(`SOURCE_FIELD_NEW`) |",
        "| tables | columns are found by name; one that is gone is refused (`SOURCE_INVALID`) |",
        "",
    ]
    return "\n".join([*lines, *guide_lines()]).rstrip() + "\n"


def commands_page() -> str:
    """Every command with its options."""
    lines = [
        "# Commands",
        "",
        "Made from the command line itself by `python docs/generate.py`; do not edit by hand. The",
        "help of the program (`osteo-annot COMMAND --help`) says the same. The exit status tells",
        "how it ended: [operation](operators.md).",
    ]
    for name, command in _commands(parser()):
        lines += ["", f"## {name}", "", *_described(command)]
    return "\n".join(lines) + "\n"


def _commands(
    of: ArgumentParser, above: str = "osteo-annot"
) -> Iterator[tuple[str, ArgumentParser]]:
    """The commands of a parser that have none below them, by their whole names."""
    below = [action for action in of._actions if isinstance(action, _SubParsersAction)]
    if not below:
        yield above, of
    for action in below:
        for name, command in action.choices.items():
            yield from _commands(command, f"{above} {name}")


def _described(command: ArgumentParser) -> list[str]:
    """What a command does, how it is called, and its options."""
    lines = [_cell(part) for part in (command.description or "").strip().split("\n\n")]
    lines = [line for part in lines for line in (part, "")]
    lines += [f"    {' '.join((command.usage or '').split())}", ""] * bool(command.usage)
    options = [a for a in command._actions if a.dest != "help"]
    if options:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| {_option(a)} | {_cell(a.help or '')} |" for a in options]
    return lines


def _option(action: Action) -> str:
    """An option or an argument with its value, as it is written."""
    value = action.metavar or ("" if action.nargs == 0 else action.dest.upper())
    shown = " ".join(value) if isinstance(value, tuple) else str(value)
    if action.choices and not action.metavar:
        shown = "{" + ",".join(map(str, action.choices)) + "}"
    names = ", ".join(action.option_strings)
    return f"`{' '.join(part for part in (names, shown) if part)}`"


PAGES = {
    "callers.md": callers_page,
    "codes.md": codes_page,
    "commands.md": commands_page,
    "criteria.md": criteria_page,
    "result-format.md": format_page,
    "sentences.md": sentences_page,
    "sources.md": sources_page,
}


def main() -> int:
    """Write all pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
