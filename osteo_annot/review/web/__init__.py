"""The pages of the review: the report with controls in place, behind a sign-in."""
