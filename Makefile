# Cupola from nothing but Python 3.11-3.14 and make.   make up · make test · make help
# Another Python: make up PY=python3.12

B := .venv/bin
OK := .venv/.ok
MADE_WITH := $(shell cat $(OK) 2>/dev/null)
PY ?= $(or $(MADE_WITH),python3)
PYTEST := $(B)/python -m pytest -q
# One process more than a small machine has cores: some tests wait for a server or a browser.
PROCESSES = $(shell $(B)/python -c 'import os; print(max(3, os.cpu_count() or 3))')

.DEFAULT_GOAL := help
.PHONY: help setup up test suite quick deep bench lint style types format lock docs wheel clean again

help:  ## Say what can be made
	@awk -F ':.*##' '/^[a-z]+:.*##/ {printf "  make %-8s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- set-up: one virtual environment from the hashed lock, quick when repeated ----------------

# A Python asked for by name replaces the environment that was made with another one.
ifneq ($(origin PY),file)
ifneq ($(PY),$(MADE_WITH))
$(OK): again
endif
endif

setup: $(OK)  ## Install everything into .venv, and nothing outside it

$(OK): requirements.lock bootstrap.lock pyproject.toml
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	  || { echo "$(PY) is not Python 3.11 to 3.14. Install one and say which: make $(firstword $(MAKECMDGOALS)) PY=python3.12"; exit 1; }
	@same='import sys; print(sys.version_info[:2])'; \
	  test "$$($(B)/python -c "$$same" 2>/dev/null)" = "$$($(PY) -c "$$same")" || rm -rf .venv
	@test -x $(B)/python || $(PY) -m venv .venv 2>/dev/null || $(PY) -m venv --clear --without-pip .venv
	@$(B)/python -m pip --version >/dev/null 2>&1 || $(PY) -m pip --python $(B)/python install -q pip \
	  || { echo "$(PY) brings neither ensurepip nor pip. Install its venv or pip package and repeat."; exit 1; }
	@{ $(B)/python -m pip install -q --disable-pip-version-check --require-hashes -r bootstrap.lock \
	    && $(B)/uv pip install -q --system-certs --python $(B)/python --require-hashes -r requirements.lock; } \
	  || { echo "Going on with pip alone, which takes longer."; \
	    $(B)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; }
	@$(B)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "$(PY)" > $@

again:

lock: $(OK)  ## Renew the lock files from pyproject.toml (keeps what still fits; UPGRADE=1 takes the newest)
	@$(B)/uv pip compile -q --system-certs --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
	  --group dev -o requirements.lock pyproject.toml
	@echo "uv" | $(B)/uv pip compile -q --system-certs --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) -o bootstrap.lock -
	@echo "frictionless" | $(B)/uv pip compile -q --system-certs --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) -o bench.lock -

# ---- the main job ----------------------------------------------------------------------------

up: $(OK)  ## Set up, build and load the sample district, say what is wrong in it, and open it in a browser
	@$(B)/cupola demo
	@$(B)/cupola up --demo

# ---- trying it -------------------------------------------------------------------------------

test: style  ## Linters and the whole suite but for deep and bench, side by side
	@$(MAKE) --no-print-directory -j 2 types suite

suite: $(OK)
	@$(PYTEST) -n $(PROCESSES) --dist worksteal

quick: $(OK)  ## Ruff and the fast tests, in under a minute
	@$(B)/ruff check -q . && $(B)/ruff format -q --check .
	@$(PYTEST) -n auto --dist worksteal -m "not slow and not deep and not bench"

deep: $(OK)  ## Many seeds, many kills, large districts: minutes to hours
	@CUPOLA_DEEP=1 $(PYTEST) -n auto --dist worksteal -m deep
	@CUPOLA_DEEP=1 $(B)/python -m tests.postgres $(PYTEST) -n auto --dist worksteal -m "deep or not deep" tests/web

bench: $(OK) .venv/bench/.ok  ## Speed, each figure against its limit in the same run
	@$(B)/python -m bench
	@$(B)/python -m bench.linking
	@$(B)/python -m bench.million
	@$(B)/python -m bench.measures

# What Cupola is measured against lives apart, so that it never gets among what Cupola stands on.
.venv/bench/.ok: bench.lock $(OK)
	@$(PY) -m venv .venv/bench
	@.venv/bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r bench.lock
	@touch $@

lint: style types  ## Ruff, mypy, who imports whom, what is declared

style: $(OK)
	@$(B)/ruff check -q .
	@$(B)/ruff format -q --check .

types: $(OK)
	@CUPOLA_DATA=.venv/lint $(B)/mypy
	@$(B)/lint-imports --no-logo
	@$(B)/deptry src

format: $(OK)  ## Mend what ruff can mend
	@$(B)/ruff check -q --fix . ; $(B)/ruff format -q .

# ---- papers and parcels ----------------------------------------------------------------------

docs: $(OK)  ## Renew the generated pages of docs/reference and the picture
	@$(B)/cupola docs --picture docs/picture.svg

wheel: $(OK)  ## Build the wheel into dist/
	@$(B)/python -m hatchling build -t wheel

clean:  ## Remove what set-up, linters and tests left; a district's data folder is never touched
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
