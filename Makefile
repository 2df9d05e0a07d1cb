# `make run` and `make test` are the two commands; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements/development.txt
# Name a part instead: make test PYTEST_ARGS=tests/api
PYTEST_ARGS ?= -q -n auto --maxprocesses 4 --cov --cov-report=term:skip-covered

.DEFAULT_GOAL := help
.PHONY: help setup run test torture eval bench lint lock

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 18

setup: $(VENV)/.made-from-lock ## Make .venv from the hashed lock, and nothing else

$(VENV)/.made-from-lock: $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Aver needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV) from $(LOCK): about 800 MB, once; the slow part is the download."
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --disable-pip-version-check --progress-bar off --require-hashes -r $(LOCK)
	@touch $@

run: setup ## Start everything: PostgreSQL, broker, web, worker, beat, seeds
	@$(BIN)/python -m config.embedded

test: setup ## Run the suite in a temporary PostgreSQL and broker, with its coverage
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

eval: setup ## Score the extractor on every annotated set that is there
	@$(BIN)/python manage.py evaluate --all

SIZE ?= small
torture: setup ## Heavy tests: many at once, tampering, histories (SIZE=small or full)
	@SIZE=$(SIZE) $(BIN)/python -m pytest -q -m torture -n 2 tests

bench: setup ## Speed, linearity, hostile lines, memory (SIZE=small or full)
	@$(BIN)/python -m tests.bench --size $(SIZE)

lint: setup ## Ruff, mypy (strict), import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

lock: ## Resolve the two locks again (needs uv, from the development lock)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --all-extras -o requirements/development.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 -c requirements/development.txt -o requirements/production.txt pyproject.toml
