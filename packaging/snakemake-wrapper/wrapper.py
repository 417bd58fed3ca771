"""Snakemake wrapper: both copies of OSTM1 of one person.

Input: ``vcf`` (one or more), and, where given, ``ped``, ``coverage``, ``reads``, ``order``,
``gnomad``, ``clinvar``, ``splice``, ``missense``, ``policy``, ``reference``. Output: one or more
files by the name of their format: ``json``, ``html``, ``tsv``, ``vcf`` (with its index), ``pdf``,
``xlsx``, ``phenopacket``, ``fhir``, ``vrs``. Params: ``sample`` (needed where files hold several
people), ``extra`` (further options, as text).
"""

import shutil
import tempfile
from pathlib import Path

from snakemake.shell import shell

SUFFIXES = {
    "json": ".json",
    "html": ".html",
    "tsv": ".tsv",
    "vcf": ".vcf.gz",
    "pdf": ".pdf",
    "xlsx": ".xlsx",
    "phenopacket": ".phenopacket.json",
    "fhir": ".fhir.json",
    "vrs": ".vrs.json",
}
OPTIONS = (
    *("ped", "coverage", "reads", "order", "gnomad", "clinvar", "splice", "missense", "policy"),
    "reference",
)


def format_of(name):
    """The format of a file by the longest end of its name that is one."""
    ends = [(len(end), known) for known, end in SUFFIXES.items() if name.endswith(end)]
    return max(ends, default=(0, ""))[1]


job = snakemake  # noqa: F821 - given by Snakemake
log = job.log_fmt_shell(stdout=True, stderr=True)
given = dict(job.input.items())
vcfs = [given["vcf"]] if isinstance(given["vcf"], str) else list(given["vcf"])
options = []
for name in OPTIONS:
    files = given.get(name, [])
    files = [files] if isinstance(files, str) else list(files)
    if files:
        options += [f"--{name}", *files]
if sample := job.params.get("sample", ""):
    options += ["--sample", sample]
wanted = {name: Path(path) for name, path in job.output.items() if name in SUFFIXES}
extra = job.params.get("extra", "")

with tempfile.TemporaryDirectory() as folder:
    command = ["osteo-annot", "annotate", *vcfs, "--out", folder, "--formats", ",".join(wanted)]
    command += options
    shell("{command:q} {extra} {log}")
    files = [file for file in Path(folder).iterdir() if not file.name.startswith("cohort.")]
    for name, path in wanted.items():
        made = [file for file in files if format_of(file.name) == name]
        if len(made) != 1:
            raise ValueError(f"{len(made)} people have the format {name}: give params.sample")
        shutil.copyfile(made[0], path)
        index = made[0].with_name(f"{made[0].name}.tbi")
        if index.exists():
            shutil.copyfile(index, f"{path}.tbi")
