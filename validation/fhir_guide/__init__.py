"""Bundles held against the published HL7 guide for genomic reports, version 3.0.0."""
