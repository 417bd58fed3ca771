"""What was repaired or found odd in an input, and read all the same: the closed list of notes."""

from __future__ import annotations

from osteo_annot.worded import Worded


class Note(Worded):
    """The code of a note; the sentence beside it names the file."""

    BYTE_ORDER_MARK_REMOVED = (
        "BYTE_ORDER_MARK_REMOVED",
        "The file begins with a byte-order mark; it was removed.",
    )
    CRLF_LINE_ENDS = ("CRLF_LINE_ENDS", "The lines end in CR LF; the CR was removed.")
    ANCHOR_BASE_DIFFERS = (
        "ANCHOR_BASE_DIFFERS",
        (
            "The base before a symbolic event is not that of the reference; the "
            "event does not rest on it."
        ),
    )
    CALLER_NOT_KNOWN = (
        "CALLER_NOT_KNOWN",
        (
            "The header does not tell which program wrote the structural records; "
            "they were read by the VCF specification."
        ),
    )
    PHASING_NOT_INSTALLED = (
        "PHASING_NOT_INSTALLED",
        (
            "A BAM or CRAM was given, but WhatsHap (extra phasing) is not "
            "installed: reads were not asked for phase."
        ),
    )
    ALIGNMENTS_NOT_INDEXED = (
        "ALIGNMENTS_NOT_INDEXED",
        (
            "The BAM or CRAM has no index: its depth was counted in a pass "
            "from the beginning, and its reads were not asked for phase."
        ),
    )
