# The two commands a new user needs are `make run` and `make test`; `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
# How many processes share the tests; 0 is one after the other in one process, as `pytest` by itself does.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run build check test lint types bench bench-check audit sbom clean chromium nginx

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## build the warehouse from data/ and open the dashboard on http://localhost:8501
	DOELBEREIK_BRIEFINGS="$${DOELBEREIK_BRIEFINGS:-data/briefings}" $(BIN)/streamlit run server.py --server.address localhost --server.port $(PORT)

build: $(VENV)/.runtime ## data/ → checked draft → published warehouse
	$(BIN)/python -m loaders build

check: $(VENV)/.runtime ## everything build checks, without publishing
	$(BIN)/python -m loaders check

# A file goes to one worker whole: what its tests share is made once. In the order of the folders the slow ones, those
# of the browser, come early, so that neither worker is left with one at the end. A worker that dies is told of at once
# and not replaced: another would die of the same test.
test: $(VENV)/.development chromium nginx ## all tests, browser tests included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --max-worker-restart 0

lint: $(VENV)/.development ## style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.development ## strict types on everything but tests
	$(BIN)/mypy .

bench: $(VENV)/.development ## what is measured, beside what it is compared with; FULL=1 for the long sizes, PARTS="pages visitors"
	$(BIN)/python -m benchmarks.everything $(if $(FULL),--full) $(PARTS)

bench-check: $(VENV)/.development ## the quick benchmarks held against budgets and the last full run
	$(BIN)/python -m benchmarks.everything --check $(PARTS)

audit: $(VENV)/.development ## every pinned package held against the known advisories
	@$(BIN)/python deploy/audit.py

sbom: $(VENV)/.development ## what the dashboard is made of, with licences, as build/sbom.cdx.json (CycloneDX)
	$(BIN)/python deploy/sbom.py build/sbom.cdx.json

clean: ## remove what these commands made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results

# The environment is made anew when Python itself is missing from it, and updated when the pins change.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1). Set it with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(BIN)/python requirements.txt constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.txt constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

# Browser tests drive the system's Chromium; it is installed where this user may do so, and named where not.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
		echo "No Chromium on this machine and no right to install it: browser tests will be skipped."

# What the tests of several server processes put before them.
nginx:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq nginx-light >/dev/null; } || \
		echo "No nginx on this machine and no right to install it: tests of several processes will be skipped."
