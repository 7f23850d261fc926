# specloom: provider documentation in, typed packages out. `make` lists what can be done.

.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo crash-demo test generate check lint format bench faults parity columns spark prices drift-demo peers corpus fuzz imported golden lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("specloom needs Python 3.11 or newer; set PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

setup: $(READY) ## Make the environment that everything else runs in

demo: setup ## Generate, judge the documented examples, compare prices, change a spec
	@$(BIN)/specloom generate
	@$(BIN)/specloom demo

crash-demo: setup ## Kill a program that pays for jobs, and finish what it left behind
	@$(BIN)/specloom demo --crash

test: setup check lint ## Run every check and every test
	@$(BIN)/python -m pytest -n auto -q

generate: setup ## Write generated/ from specs/
	@$(BIN)/specloom generate

check: setup ## Fail if generated/ is not what specs/ give
	@$(BIN)/specloom generate --check

lint: setup ## Lint the specs, the code and the emitted code
	@$(BIN)/specloom lint
	@$(BIN)/ruff check --quiet .
	@$(BIN)/black --check --quiet generator tests generated
	@$(BIN)/mypy

format: setup ## Format hand-written code
	@$(BIN)/black --quiet generator tests
	@$(BIN)/ruff check --quiet --fix generator tests

columns: setup ## Hold columns to the reference with 100,000 jobs for each operation and shape
	@BULK=100000 $(BIN)/python -m pytest -n 2 -q tests/test_columns.py

spark: .venv-spark/.ready ## Hold Spark to the reference too; needs Java 17
	@.venv-spark/bin/python -m pytest -q -p no:cacheprovider tests/test_columns_spark.py

.venv-spark/.ready: requirements.lock pyproject.toml
	@echo "Setting up .venv-spark ..."
	@rm -rf .venv-spark
	@$(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[mock,polars,spark]' hypothesis pytest || { rm -rf .venv-spark; exit 1; }
	@touch $@

bench: setup ## Measure what has a budget, each beside its peer
	@$(BIN)/python -m tests.benchmarks

faults: setup ## Run all clients under a plan of faults, kill some, write docs/reliability.md
	@$(BIN)/python -m tests.faults

corpus: $(if $(CORPUS),setup) ## Import every document of CORPUS=DIR, generate and try each package
	$(if $(CORPUS),,$(error name a folder of documents: make corpus CORPUS=DIR))
	@$(BIN)/python -m tests.corpus "$(CORPUS)"

fuzz: setup ## Try hostile and damaged documents for SECONDS=60, in processes that are watched
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

imported: $(if $(PAGES),setup) ## Hold drafts of the pages in PAGES=DIR against specs/, write docs/imported.md
	$(if $(PAGES),,$(error name the folder of pages: make imported PAGES=DIR))
	@$(BIN)/python -m tests.imported "$(PAGES)"

PARITY := fal-client==1.0.3 runware-sdk==1.8.0 cloudflare==5.9.0 aimlapi-sdk-python==2.24.0rc1

parity: setup $(PARITY:%=.venv-parity/%) ## Compare the providers' own clients with ours, write docs/parity.md
	@$(BIN)/python -m tests.parity

peers: setup .venv-parity/litellm==1.106.2 ## Set up what make bench compares with and the lock file does not hold

.venv-parity/%: requirements.lock
	@echo "Setting up $@ ..."
	@rm -rf $@
	@$(BIN)/python -m venv $@
	@$@/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock $* || { rm -rf $@; exit 1; }
	@touch $@

prices: setup ## Hold the estimators to the reference on 100,000 requests for each shape of a price
	@BULK=100000 $(BIN)/python -m pytest -n auto -q tests/test_prices.py -k agrees

drift-demo: setup ## A changed page becomes a spec change, a version and a changelog entry
	@$(BIN)/python -m tests.demo

golden: setup ## Rewrite the expected diagnostics under tests/cases
	@UPDATE_CASES=1 $(BIN)/python -m pytest -q tests/test_cases.py

lock: setup ## Pin all dependencies anew
	@$(BIN)/python -m pip install --quiet uv==0.13.8
	@$(BIN)/uv pip compile --quiet --universal --upgrade --extra dev --no-header --no-annotate --output-file requirements.lock pyproject.toml

clean: ## Remove the environment and all caches
	@rm -rf $(VENV) .venv-parity .venv-spark .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build
