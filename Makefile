# Everything here needs Python 3.11 or newer (with its venv module) and make; `make lock` alone needs uv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-slow mutants readings bench docs lock clean

# Name an interpreter to skip the search: make run PYTHON=/path/to/python3.12
PYTHON ?=
UV ?= $(firstword $(wildcard .venv/bin/uv) uv)

BIN := .venv/bin
READY := .venv/.ready
LOCKS := requirements-build.lock requirements.lock
# Each process begins with a half of its own, in order: what the tests of a file share is made once, or twice.
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

run: $(READY) ## build or update the warehouse from raw/
	@$(BIN)/jiedao run

test: $(READY) ## ruff, mypy and the tests that answer soon
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST) -m "not slow"

test-slow: $(READY) ## the other tests: kills, damage, inputs made to be slow, browser, wheel
	$(PYTEST) -m slow

readings: $(READY) ## write how the grammar reads its examples and the corpus, after a change of it
	$(BIN)/python tests/readings.py

mutants: $(READY) ## disable conditions at random and list those that no test misses (MUTANTS="--number 100 etl/conform")
	$(BIN)/python tests/mutants.py $(MUTANTS)

bench: $(READY) .venv-peers/.ready ## measure speed on generated reports, beside other software (BENCH=--large: 100,000 of them too)
	$(BIN)/python -m bench $(BENCH)

.venv-peers/.ready: requirements-build.lock requirements-peers.lock | $(BIN)/python
	@echo "Installing what speed is compared with; the first time takes a minute or two"
	@$(BIN)/python -m venv --clear .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-peers.lock
	@touch $@

docs: $(READY) ## write the generated pages of docs/reference/
	$(BIN)/python docs/generate.py

lock: ## resolve pyproject.toml anew into the lock files (needs uv)
	$(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --group build --output-file requirements-build.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --all-extras --constraint requirements-build.lock --output-file requirements.lock pyproject.toml
	$(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --prerelease allow --group peers --output-file requirements-peers.lock

clean: ## remove .venv and all caches; the warehouse stays
	rm -rf .venv .venv-peers .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(BIN)/python:
	@for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
	  if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear .venv; \
	  fi; \
	done; \
	echo "No Python 3.11 or newer with its venv module found (tried: $(or $(PYTHON),python3.13 python3.12 python3.11 python3))." >&2; \
	echo "Install one (on Debian: apt-get install python3 python3-venv), or name one: make run PYTHON=/path/to/python3.12" >&2; \
	exit 1

# Build backends first: jieba comes as source, and nothing unhashed may be fetched to build it.
$(READY): pyproject.toml $(LOCKS) | $(BIN)/python
	@echo "Installing what requirements.lock names; the first time takes a minute or two"
	@$(PIP) --require-hashes -r requirements-build.lock
	@$(PIP) --require-hashes --no-build-isolation -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
