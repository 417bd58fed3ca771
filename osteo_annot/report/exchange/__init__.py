"""The formats of other systems: FHIR, Phenopacket, VRS, VCF."""
