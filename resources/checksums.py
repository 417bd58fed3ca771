"""Checksums of the gene's resources in its manifest: write them, or check them with ``--check``.

Exit status 1 when a checksum differs, a listed file is missing, or a file is not listed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "OSTM1"
MANIFEST = FOLDER / "manifest.json"


def faults(manifest: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    """What differs between the manifest and the folder, one sentence each."""
    listed = manifest["files"]
    present = {p.name for p in FOLDER.iterdir() if p.is_file() and p != MANIFEST}
    found = [f"{name} is not in the manifest" for name in sorted(present - listed.keys())]
    found += [f"{name} is missing" for name in sorted(listed.keys() - present)]
    found += [
        f"{name} has another checksum"
        for name in sorted(listed.keys() & present)
        if listed[name]["sha256"] != digest(name)
    ]
    return found


def digest(name: str) -> str:
    """SHA-256 of a file of the folder."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


def main() -> int:
    """Check, or write and check."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    if "--check" not in sys.argv[1:]:
        for name in manifest["files"]:
            manifest["files"][name]["sha256"] = digest(name)
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        MANIFEST.write_text(text, encoding="utf-8")
    found = faults(manifest)
    sys.stderr.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
