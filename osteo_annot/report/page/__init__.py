"""The pages that people read: HTML, PDF, cohort."""
