"""What leaves a review: final reports, the order of a confirmation, a submission to ClinVar."""
