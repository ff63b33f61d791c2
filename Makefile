# Two commands set up everything on a fresh Debian with python3-venv, make and git: make demo, make test.
.DEFAULT_GOAL := help
.PHONY: help setup assets demo test check docs bench system lint types laws tests tests-postgres migrations-current

UV := .tools/bin/uv
RUN := .venv/bin
export KEYWORK_HOME ?= $(CURDIR)/var/home
STEP = @printf '\n== %s\n'

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.tools/bin/uv:
	$(STEP) "Installing uv, which installs the rest"
	python3 -m venv .tools
	.tools/bin/pip install --quiet "uv>=0.9,<1"

.venv/.ready: .tools/bin/uv pyproject.toml uv.lock
	$(STEP) "Installing Python packages as locked"
	$(UV) sync --frozen --quiet --group dev
	@touch $@

setup: .venv/.ready ## Install what the product needs

system:
	$(STEP) "Checking system packages"
	@scripts/system-packages

check: setup lint types laws ## The fast half of the tests
	$(STEP) "Fast tests"
	$(RUN)/pytest -q tests/core tests/law

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

tests: setup
	$(STEP) "Tests on SQLite"
	$(RUN)/pytest -q

tests-postgres: setup system
	$(STEP) "Service and contract tests on PostgreSQL"
	scripts/with-postgres $(RUN)/pytest -q tests/web

test: setup system lint types laws migrations-current tests tests-postgres ## Everything, on SQLite and PostgreSQL

docs: setup ## Make the generated pages again
	$(RUN)/keywork law render docs
	$(RUN)/keywork access render docs
