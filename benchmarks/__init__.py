"""The budgets of the product, measured on generated files; run by ``make benchmark``."""
