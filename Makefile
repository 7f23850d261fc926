# specloom: provider documentation in, typed packages out. `make` lists what can be done.

.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo test generate check lint format bench corpus fuzz imported parity drift-demo golden lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

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

bench: setup ## Measure what has a budget, each beside its peer
	@$(BIN)/python -m tests.benchmarks

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

.venv-parity/%: requirements.lock
	@echo "Setting up $@ ..."
	@rm -rf $@
	@$(BIN)/python -m venv $@
	@$@/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock $* || { rm -rf $@; exit 1; }
	@touch $@

drift-demo: setup ## A changed page becomes a spec change, a version and a changelog entry
	@$(BIN)/python -m tests.demo

golden: setup ## Rewrite the expected diagnostics under tests/cases
	@UPDATE_CASES=1 $(BIN)/python -m pytest -q tests/test_cases.py

lock: setup ## Pin all dependencies anew
	@$(BIN)/python -m pip install --quiet uv==0.13.8
	@$(BIN)/uv pip compile --quiet --universal --upgrade --extra dev --no-header --no-annotate --output-file requirements.lock pyproject.toml

clean: ## Remove the environment and all caches
	@rm -rf $(VENV) .venv-parity .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build
