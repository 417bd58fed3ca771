"""The tables: TSV, XLSX, cohort."""
