# The handbook's front door. `make` builds, `make test` proves, `make help` explains the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := _build
HTML := $(OUT)/html
TREES := $(OUT)/doctrees

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: build test lint check clean help lock

build: $(OUT)/.built ## Build everything into _build/html (this is what plain `make` does)
	@echo "The handbook is ready: open $(HTML)/index.html"

# Everything a build reads, folders too, so that a deleted page is noticed.
INPUTS := $(shell find docs src \( -name __pycache__ -o -name '*.pyc' \) -prune -o -print) Makefile

$(OUT)/.built: $(INPUTS) $(VENV)/.built
	@$(BIN)/python -m hsct_handbook.build docs $(HTML) $(TREES)
	@touch $@

test: $(VENV)/.tested build ## Set up what the tests need, then run them all
	@$(BIN)/pytest --numprocesses auto

lint: $(VENV)/.tested ## Check the code's style and types
	$(BIN)/ruff check src tests docs/conf.py
	$(BIN)/ruff format --check src tests docs/conf.py
	$(BIN)/mypy

check: $(VENV)/.built ## Check every page's front matter, figures and words, without building
	@$(BIN)/python -m hsct_handbook.checks docs

clean: ## Take away everything that a build made
	rm -rf $(OUT)

lock: $(VENV)/.tested ## Write the lock files anew after a change of pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --group install pyproject.toml -o requirements/build.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --group install --group test --group lint --group maintain pyproject.toml -o requirements/test.lock

help: ## Explain every target
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf 'make %-8s %s\n' "$$name" "$$text"; done

# One virtual environment, from exact versions with their hashes.
$(VENV)/.built: requirements/build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The handbook needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The website's two checkers have their home in the npm registry; without npm their tests skip, and say so.
$(VENV)/.tested: requirements/test.lock tests/site/package-lock.json $(VENV)/.built
	@echo "Setting up what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/site; fi
	@touch $@
