# make help lists the targets. Needs Python 3.11 or newer (PYTHON=... to choose one), make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
UV ?= $(if $(wildcard $(BIN)/uv),$(BIN)/uv,uv)
COMPILE := $(UV) pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url \
	--overrides requirements/overrides.txt

.PHONY: help demo review test quick mutants site validate benchmark dist sbom licences lock matrix clean
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

demo: $(VENV)/.run ## Annotate the bundled demo cases and say where the reports are
	$(BIN)/snakemake --cores 2 --quiet rules --show-failed-logs
	@echo
	@echo "Reports: results/cohort.html links to"
	@ls results/cases/*/*.html

review: results/review/review.sqlite ## Open the review of the demo cases with two demo accounts
	@echo
	@echo "Review of the demo cases: http://127.0.0.1:8765/"
	@echo "  first reader:   name  first    password  first demo password"
	@echo "  signs reports:  name  second   password  second demo password"
	@echo "Invented persons; the accounts are for trying out only. Ctrl-C ends it; make review opens it again."
	@$(BIN)/osteo-annot review serve results/review

test: $(VENV)/.dev ## Run every check and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/python resources/checksums.py --check
	$(BIN)/pytest -q --doctest-modules osteo_annot
	$(BIN)/pytest -n 2 --dist worksteal

quick: $(VENV)/.dev ## Run style and the fast tests on one assembly, while you work (under a minute)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -q -n 2 -m "not slow" -k "not GRCh37" tests

mutants: $(VENV)/.dev ## Hold mutants of the rule modules against their tables
	$(BIN)/python -m validation.mutants

site: $(VENV)/.dev ## Build the pages of docs/ as a site into build/site
	$(BIN)/mkdocs build --strict --quiet
	@echo "Site: build/site/index.html"

validate: $(VENV)/.dev ## Run the long validation: 100,000 people, cases and damaged files, 20,000 junctions (two hours on 2 cores)
	$(BIN)/python -m validation.simulate --people 100000 --seed 1
	$(BIN)/python -m validation.properties --cases 100000
	$(BIN)/python -m validation.damage --mutants 100000
	$(BIN)/python -m validation.junctions --loci 20000 --seed 1
	$(BIN)/python -m validation.junctions.people --people 300 --seed 1

benchmark: $(VENV)/.dev ## Measure the budgets and write docs/benchmarks.md (15 minutes on 2 cores)
	$(BIN)/python -m benchmarks $(BENCHMARK)

dist: $(VENV)/.dev ## Write wheel and source of the commit into dist/, byte for byte the same each time
	$(BIN)/python packaging/dist.py

sbom: $(VENV)/.dev ## Write what users install as CycloneDX into dist/sbom.cdx.json
	@mkdir -p build dist
	@sed "s/^dynamic = .*/version = \"$$($(BIN)/python -c 'import osteo_annot as o; print(o.__version__)')\"/" \
		pyproject.toml > build/pyproject.toml
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements \
		--pyproject build/pyproject.toml --output-reproducible -o dist/sbom.cdx.json requirements/run.txt
	@echo "What users install: dist/sbom.cdx.json"

licences: $(VENV)/.dev ## Write docs/licences.md, and fail at a licence that is not accepted
	$(BIN)/python -m requirements.licences

lock: ## Write the locked requirements again, with UPGRADE=--upgrade the newest within the limits (needs uv)
	@command -v $(UV) > /dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(COMPILE) pyproject.toml requirements/build.in --extra workflow --extra exchange --extra review -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/build.in --extra workflow --extra exchange --extra review --group dev -c requirements/run.txt \
		-o requirements/dev.txt
	$(COMPILE) pyproject.toml requirements/build.in --extra workflow --extra exchange --extra phasing --extra clusters \
		-c requirements/dev.txt -o requirements/cloud.txt

matrix: $(VENV)/.run ## Say which locked requirements have no wheel for which Python (needs uv)
	@command -v $(UV) > /dev/null || { echo "make matrix needs uv: pip install uv" >&2; exit 1; }
	@$(BIN)/python requirements/matrix.py $(UV)

clean: ## Remove the environment, the results and the caches
	rm -rf $(VENV) results .snakemake .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

results/review/review.sqlite: | $(VENV)/.run
	@mkdir -p results/review
	$(BIN)/osteo-annot batch config/samples.tsv --out results/review --table results/review/cases.tsv --formats json
	@umask 077; printf 'first demo password' > results/review/.first; \
		printf 'second demo password' > results/review/.second
	$(BIN)/osteo-annot review user add first --role reviewer --password-file results/review/.first --store $@.new
	$(BIN)/osteo-annot review user add second --role signer --password-file results/review/.second --store $@.new
	@rm results/review/.first results/review/.second
	@mv $@.new $@

$(VENV)/.made:
	@command -v $(PYTHON) > /dev/null || { \
		echo "There is no $(PYTHON): install Python 3.11 or newer, or give PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) -V): Python 3.11 or newer is needed, give PYTHON=..." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
		echo "$(PYTHON) has no venv: install it (Debian, Ubuntu: apt install python3-venv)" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/dev.txt
	@touch $@
