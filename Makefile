# Every command works on a fresh machine that has make and Python 3.11, 3.12 or 3.13.
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Tests that share nothing run side by side; the stack and the running system each take the machine for themselves.
FAST := $(filter-out tests/__init__.py tests/__pycache__ tests/conftest.py tests/stack tests/journeys tests/abuse tests/faults tests/bench tests/system,$(wildcard tests/*))
SYSTEM := $(wildcard tests/system tests/journeys tests/abuse tests/faults)

.PHONY: run stop test check setup bench abuse parity mutants learn

run: setup
	@e-blagh local up

stop:
	@if [ -x $(BIN)/e-blagh ]; then e-blagh local stop; fi

setup:
	@$(if $(PYTHON),$(PYTHON) infrastructure/environment.py,echo "e-blagh needs Python 3.11, 3.12 or 3.13"; exit 1)

test: setup
	@e-blagh build
	@pytest -q -n 2 --dist loadfile $(FAST)
	@pytest -q tests/stack
	@$(if $(SYSTEM),pytest -q $(SYSTEM),true)

check: setup
	@ruff check .
	@ruff format --check .
	@mypy
	@python -m infrastructure.openapi --check
	@e-blagh build --check
	@e-blagh check --stage local
	@e-blagh check --stage prod

bench: setup .local/bench/bin/python
	@pytest -q tests/bench

# What the diagnosis is measured beside has an environment of its own.
.local/bench/bin/python: tests/bench/requirements.txt
	@$(PYTHON) -m venv .local/bench
	@$@ -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

abuse: setup
	@e-blagh abuse $(CASES)

parity: setup
	@pytest -q tests/journeys/test_parity.py tests/journeys/parity_of_own_reports.py

mutants: setup
	@python -m tests.law.mutants

learn: setup .local/learn/bin/python
	@PYTHONPATH=. .local/learn/bin/python -m infrastructure.diagnostics.learn $(wildcard tests/diagnosis/fixtures/*s.jsonl tests/diagnosis/held_out/*.jsonl tests/diagnosis/labelled/*.jsonl)

.local/learn/bin/python: infrastructure/diagnostics/requirements.txt
	@$(PYTHON) -m venv .local/learn
	@$@ -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@
