# Everything that a developer runs. `make run` and `make test` only need Python 3.11 or later.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
DATA_DIR ?= var
export DATA_DIR
BIN := .venv/bin

.PHONY: run static test test-database test-client test-browser check format bench chaos attack scaling advisories lock clean

run: export SITE_NAME ?= The Port Hale Courier
run: static
	@$(BIN)/python manage.py serve --demo

test: .venv/dev
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser and not client"

# The tests that use a database, for a second run on another one.
test-database: .venv/dev
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser and not client and not once"

# Needs Node.js: apt-get install nodejs npm
test-client: .venv/dev
	@$(BIN)/python -m pytest -m client

# Needs Debian's Chromium: apt-get install chromium-headless-shell, or chromium, which is slower
test-browser: .venv/dev
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m browser

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# OPTIONS: those of `python -m tests.benchmark --help`. Needs wrk: apt-get install wrk
bench: .venv/dev
	$(BIN)/python -m tests.benchmark $(OPTIONS)

# Needs PostgreSQL's programs for half of it, and some outages Redis or root: apt-get install postgresql redis-server
chaos: SECONDS ?= 300
chaos: OUTAGE ?= 10
chaos: .venv/dev static
	$(BIN)/python -m tests.chaos.silence
	$(BIN)/python -m tests.chaos.outages --seconds $(OUTAGE)
	$(BIN)/python -m tests.chaos --database sqlite --seconds $(SECONDS)
	$(BIN)/python -m tests.chaos --database postgresql --seconds $(SECONDS)

# SHORT=1: on SQLite alone, in half a minute. The rest takes a quarter of an hour, and PostgreSQL's programs.
attack: .venv/dev static
	$(BIN)/python -m tests.attack --database sqlite $(if $(SHORT),--seconds 27)
	$(if $(SHORT),,$(BIN)/python -m tests.attack --database postgresql)

# Needs root, and PostgreSQL's programs, nginx and Redis: apt-get install postgresql nginx-light redis-server
scaling: SECONDS ?= 5
scaling: .venv/dev static
	$(BIN)/python -m tests.scaling --seconds $(SECONDS)

# Asks a service whether a locked package has a known hole. Says so where none can be reached.
advisories: .venv/dev
	$(BIN)/python -m tests.advisories

lock: .venv/dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  -q pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  -q pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt

clean:
	rm -rf .venv

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements/runtime.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/dev: requirements/dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/runtime

# Not a rule for a file: make cannot handle paths with blanks, and DATA_DIR may have one.
static: .venv/runtime
	@made="$$DATA_DIR/static/staticfiles.json"; \
	if [ ! -e "$$made" ] || [ -n "$$(find requirements/runtime.txt newsroom articles media -type f -newer "$$made" \
	  \( -path '*/static/*' -o -name runtime.txt \))" ]; then \
	  $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0; fi
