"""German words of the signature of a report."""

from __future__ import annotations

WORDS = {
    "Capacity": {
        "first_reviewer": "erste Durchsicht",
        "second_reader": "zweite Durchsicht",
        "second_reader_and_signer": "zweite Durchsicht, Freigabe",
        "signer": "Freigabe",
    },
}
