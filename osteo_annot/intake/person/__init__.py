"""Who the person is: sheet, pedigree, order, phenopacket, HPO terms."""
