# Two commands set up everything on a fresh Debian with python3-venv, make and git: make demo, make test.
.DEFAULT_GOAL := help
.PHONY: nightly help setup assets printing demo test check docs bench bench-country torture torture-crash torture-outbox torture-tamper torture-writers torture-verify torture-tenants torture-mutants sbom system system-assets lint types laws tests tests-pages tests-pages-postgres tests-postgres spark tests-spark migrations-current

UV := .tools/bin/uv
RUN := .venv/bin
PYTEST := $(RUN)/pytest -q -p no:randomly
# Two processes share the tests, for two cores.
SHARED := -n 2 --dist worksteal
TORTURE := PYTHONPATH=tests $(RUN)/python -m torture
# What the tests leave behind stays in the folder of the project.
export KEYWORK_HOME ?= $(CURDIR)/var/home
STEP = @printf '\n== %s\n'

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.tools/bin/uv:
	$(STEP) "Installing uv, which installs the rest"
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

.venv/.ready: .tools/bin/uv pyproject.toml uv.lock
	$(STEP) "Installing Python packages as locked"
	$(UV) sync --frozen --quiet --group dev
	@touch $@

setup: .venv/.ready ## Install what the product needs

system:
	$(STEP) "Checking system packages"
	@scripts/system-packages scripts/apt-packages.txt

assets: setup ## Build the styles, scripts and fonts of the pages
	$(STEP) "Building the pages' styles and scripts"
	@scripts/build-assets

printing:
	@scripts/system-packages scripts/apt-packages-printing.txt

demo: assets printing ## Make a demonstration authority and serve it
	$(STEP) "Preparing the demonstration"
	@scripts/demo

check: setup lint types laws ## The fast half of the tests
	$(STEP) "Fast tests"
	$(PYTEST) tests/core tests/law

lint: setup
	$(STEP) "Style and structure"
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports

types: setup
	$(STEP) "Types of the core"
	$(RUN)/mypy

laws: setup
	$(STEP) "The law's data and its worked cases"
	$(RUN)/keywork law check
	$(RUN)/keywork law test src/keywork/law/scenarios

migrations-current: setup
	$(STEP) "Migrations are current"
	$(RUN)/django-admin makemigrations --check --dry-run --settings keywork.web.project.settings

tests: assets
	$(STEP) "Unit, service and contract tests on SQLite"
	$(PYTEST) $(SHARED) -m "not page and not bench"

tests-postgres: assets system
	$(STEP) "Service and contract tests on PostgreSQL"
	scripts/with-postgres $(PYTEST) $(SHARED) -m "not page and not bench" tests/web

tests-pages: assets system
	$(STEP) "Pages in a real browser"
	$(PYTEST) $(SHARED) -m page tests/pages

tests-pages-postgres: assets system
	$(STEP) "A journey of each role, and of one child through all of them, on PostgreSQL"
	scripts/with-postgres $(PYTEST) -m page tests/pages/test_roles.py tests/pages/test_one_child.py

spark: setup system
	$(UV) sync --frozen --quiet --inexact --group dev --group spark

tests-spark: spark
	$(STEP) "The same definitions on Apache Spark"
	$(PYTEST) -m spark tests/spark

test: system lint types laws migrations-current tests tests-postgres tests-pages spark ## Everything, on SQLite and PostgreSQL and in a browser
	@$(MAKE) --jobs=2 --output-sync=recurse tests-pages-postgres tests-spark
	$(STEP) "All of it passed"

docs: setup ## Make the generated pages again
	$(RUN)/keywork docs docs

.PHONY: torture-access torture-probes
torture-access: assets ## Every decision of the matrix, 500 random worlds and the whole site asked as all 25, with figures
	$(STEP) "Who may do what: decisions, worlds, pages, probes"
	@mkdir -p var/figures
	KEYWORK_FIGURES=$(CURDIR)/var/figures KEYWORK_WORLDS=500 $(PYTEST) -s tests/web/accounts/test_decision_table.py tests/web/accounts/test_probes.py tests/web/accounts/test_no_trace.py tests/web/accounts/test_no_names.py tests/web/accounts/test_list_is_detail.py

torture-probes: assets ## Ten thousand identities swapped for somebody else's, with their figures
	$(STEP) "What is not theirs is not there"
	@mkdir -p var/figures
	KEYWORK_FIGURES=$(CURDIR)/var/figures $(PYTEST) -s tests/web/accounts/test_probes.py -k swapped

.PHONY: torture-forms
torture-forms: assets ## Every form of the site filled in 340 times as nobody means to, with figures
	$(STEP) "Twenty thousand posts"
	@mkdir -p var/figures
	KEYWORK_FIGURES=$(CURDIR)/var/figures $(PYTEST) -s tests/web/accounts/test_every_form.py

torture-tenants: setup system ## 153 authorities, each reaching for the others' rows, on PostgreSQL
	$(STEP) "153 authorities in one database, 200 probes each"
	KEYWORK_TORTURE=1 scripts/with-postgres $(PYTEST) -s tests/web/kernel/test_row_security.py -k "nobody_reaches or find_a_leak"

torture-mutants: assets ## Put every fault into the rules of access: each must be noticed
	$(STEP) "Mutants of the rules of access"
	$(TORTURE).mutated

sbom: setup ## Write the bill of materials of what is installed in production
	$(STEP) "Bill of materials, from the lock"
	@mkdir -p var
	$(UV) export --quiet --frozen --no-dev --no-emit-project --format cyclonedx1.5 --preview-features sbom-export --output-file var/sbom.json

nightly: assets ## What takes hours: the engine against core on many random populations, and people doing anything in any order
	$(STEP) "The engine's clocks and figures are those of core"
	KEYWORK_POPULATIONS=$${KEYWORK_POPULATIONS:-400} $(PYTEST) tests/engine
	$(STEP) "Whatever people do to cases, in whatever order"
	KEYWORK_RUNS=$${KEYWORK_RUNS:-2000} KEYWORK_STEPS=$${KEYWORK_STEPS:-60} $(PYTEST) tests/web/casework/test_any_order.py

bench: setup ## Speed, as ratios against named references
	$(UV) sync --frozen --quiet --inexact --group dev --group bench
	$(RUN)/pytest tests/bench -m bench -s

bench-country: setup ## The part of it about whole authorities and a country (KEYWORK_BENCH_EVENTS, 20 million if left out)
	$(UV) sync --frozen --quiet --inexact --group dev --group bench
	$(RUN)/pytest tests/bench/test_country.py -m bench -s

torture: torture-crash torture-outbox torture-tamper torture-writers torture-verify torture-tenants torture-canaries ## Prove that nothing is lost, with figures in var/figures (about an hour)

torture-crash: setup system
	$(STEP) "More than 500 kills while people write"
	$(TORTURE).crash --json var/figures/torture-crash.json

torture-faults: setup system
	$(STEP) "Every kind of fault"
	$(TORTURE).faults --json var/figures/torture-faults.json

torture-outbox: setup system
	$(STEP) "The worker killed at every line while it sends"
	$(TORTURE).outbox --json var/figures/torture-outbox.json

torture-tamper: setup system
	$(STEP) "1,000 tamperings with the ledger on each database"
	$(TORTURE).tamper --json var/figures/torture-tamper.json

torture-writers: setup system
	$(STEP) "Eight writers for ten minutes on each database"
	$(TORTURE).writers --json var/figures/torture-writers.json

torture-verify: setup system
	$(STEP) "Verifying 600,000 entries"
	$(TORTURE).verify --json var/figures/torture-verify.json

# What the figures are of is made anew each time, and is gone afterwards; var/figures/load.json stays.
LOAD := PYTHONPATH=tests $(RUN)/python -m load.run
.PHONY: load load-sqlite load-postgresql load-sizes
load: load-sqlite load-postgresql ## A busy day, and three times that, on SQLite and PostgreSQL (about twelve minutes)

load-sqlite: assets
	@rm -rf var/load/sqlite && mkdir -p var/load/sqlite
	$(STEP) "Load on SQLite"
	KEYWORK_HOME=$(CURDIR)/var/load/sqlite/home KEYWORK_DATABASE_URL= $(LOAD) var/load/sqlite --writers 60
	@rm -rf var/load/sqlite

load-postgresql: assets system
	@rm -rf var/load/postgresql && mkdir -p var/load/postgresql
	$(STEP) "Load on PostgreSQL"
	KEYWORK_HOME=$(CURDIR)/var/load/postgresql/home scripts/with-postgres env $(LOAD) var/load/postgresql
	@rm -rf var/load/postgresql

load-sizes: assets ## Whether a large authority waits longer than a small one (about forty minutes)
	@rm -rf var/load/sizes && mkdir -p var/load/sizes
	$(STEP) "6,000 and 180,000 cases on SQLite"
	PYTHONPATH=tests $(RUN)/python -m load.sizes var/load/sizes
	@rm -rf var/load/sizes

.PHONY: drill torture-migrations
drill: setup system ## Back up, lose and restore an installation at work, and compare it byte by byte
	$(STEP) "The restore drill on SQLite and PostgreSQL"
	$(TORTURE).drill
	$(STEP) "Killing backups and restores"
	$(TORTURE).backup_kills

torture-migrations: setup system ## Run every migration over a million rows, on SQLite and PostgreSQL
	$(STEP) "Every migration over a million rows"
	$(TORTURE).migrations

.PHONY: torture-canaries
torture-canaries: assets system ## Words planted in what is kept from most, looked for on every page as everybody
	$(STEP) "Every page as 24 roles and a stranger, on SQLite and PostgreSQL"
	KEYWORK_FIGURES=var/figures $(PYTEST) -s tests/web/vaults/test_canaries.py
	KEYWORK_FIGURES=var/figures scripts/with-postgres $(PYTEST) -s tests/web/vaults/test_canaries.py
