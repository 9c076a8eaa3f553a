# One word for everything one does here. `make` alone lists the words.

PORT ?= 8000
PROCESSES ?= 2
SCREENS ?=
export PYTHON

BIN := .venv/bin
NO_DATABASE := tests/kiosk_ui tests/benchmarks tests/docs tests/service/questions tests/service/registers \
	tests/service/translating tests/service/ways tests/service/test_read_only.py \
	tests/channels/opendata tests/channels/letters tests/channels/shared
SQLITE_ALONE := tests/channels/test_canaries.py::test_nothing_can_be_read_in_a_backup
PYTEST := $(BIN)/python -m pytest --quiet -p tests.skips -p tests.doors.walked --durations 12 --numprocesses $(PROCESSES) --dist loadgroup

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install run test test-long check sure bench screens lock clean

help: ## say what one can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/ready-to-run ## make .venv/ with the command in .venv/bin/nowrongdoor
	@echo "Ready: .venv/bin/nowrongdoor --help"

run: .venv/ready-to-run ## serve the demo town on this computer (PORT=8000)
	@$(BIN)/nowrongdoor serve --demo --life --port $(PORT) --data var

test: .venv/ready-to-test ## run the tests
	@.ci/prepare browser
	@$(PYTEST) -m "not long"

# pytest says 5 when there is nothing to run.
test-long: .venv/ready-to-test ## run the tests that take minutes, and on PostgreSQL all that meet a database
	@.ci/prepare browser
	@$(PYTEST) -m long --timeout 1800 || [ $$? -eq 5 ]
	@NOWRONGDOOR_TEST_POSTGRESQL=1 $(PYTEST) -m "not long" $(NO_DATABASE:%=--ignore %) \
		$(SQLITE_ALONE:%=--deselect %)

check: .venv/ready-to-test ## lint, format, types and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

sure: test check test-long ## all that .ci/run does

bench: .venv/ready-to-test ## measure
	@$(BIN)/python -m benchmarks

screens: .venv/ready-to-test ## take pictures of every door (SCREENS=parking-permit, SCREENS=--keep)
	@.ci/prepare browser
	@$(BIN)/python -m tests.screens $(SCREENS)

lock: ## renew the lock files after a change in pyproject.toml
	@.ci/lock

clean: ## remove what can be made again (var/ stays: it holds cases and keys)
	rm -rf .venv build dist *.egg-info .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready-to-%: pyproject.toml requirements.lock requirements-test.lock .ci/prepare
	@.ci/prepare $*
