# On a fresh machine with Python 3.11 or later, its venv module and make:
#
#   make brief    sets everything up and writes the Zigong brief to out/zigong
#   make test     sets everything up and runs the tests
#
# Another interpreter: make brief PYTHON=python3.12
# The same in plain commands, for offices without make: README.md.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# A stamp says that a set of packages is installed; it is remade when the list changes.
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:
	@echo "make brief         write the Zigong brief (HTML, Word, Excel, PDF) to out/zigong"
	@echo "make test          run the tests"
	@echo "make check         lint, types, rules of the house, tests, docs"
	@echo "make evaluate      measure how well documents are read, on the labelled set"
	@echo "make bench         time and measure the command on the sample"
	@echo "make lint          ruff: lint and format"
	@echo "make format        let ruff format and fix"
	@echo "make types         mypy"
	@echo "make rules         only the rules of the house"
	@echo "make docs          build the documentation to docs/_build/html"
	@echo "make requirements  compile requirements/*.txt anew from pyproject.toml"
	@echo "make clean         remove the environment and everything built"

brief: $(RUN_STAMP)
	$(BIN)/duibiao brief 自贡市 --against 南京市 --against 苏州市 --against 常州市 \
	    --year 2020 --format html,docx,xlsx,pdf --out out/zigong

test: $(DEV_STAMP)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: lint types rules test docs

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(DEV_STAMP)
	$(BIN)/mypy

rules: $(DEV_STAMP)
	$(BIN)/python -m pytest -q tests/test_rules.py

docs: $(DEV_STAMP)
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html

evaluate: $(DEV_STAMP)
	$(BIN)/python evaluation/reading/evaluate.py

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

# One version of each package for every Python and system (fewest), so that an office and a
# developer compute with the same code. dev is held to run, so installing both changes nothing.
COMPILE := uv pip compile --universal --python-version 3.11 --fork-strategy fewest --quiet \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links

requirements: $(DEV_STAMP)
	$(BIN)/$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/run.txt
	$(BIN)/$(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements/run.txt \
	    -o requirements/dev.txt

clean:
	rm -rf $(VENV) out docs/_build docs/api/generated build dist \
	    .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "duibiao needs Python 3.11 or later; $(PYTHON) is older or not there." >&2; \
	    echo "Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet -r requirements/run.txt
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(DEV_STAMP): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

.PHONY: help brief test check evaluate lint format types rules docs bench requirements clean
