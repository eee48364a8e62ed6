# One place for everything a developer runs. `make run` and `make test` need Python 3.11 or later, and nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
DATA_DIR ?= var
export DATA_DIR
BIN := .venv/bin

.PHONY: run static test test-client test-browser check format bench chaos lock clean

run: export SITE_NAME ?= The Port Hale Courier
run: static
	@$(BIN)/python manage.py serve --demo

test: .venv/dev
	@$(BIN)/python -m pytest -n auto -m "not browser and not client"

# Needs Node.js: apt-get install nodejs npm
test-client: .venv/dev
	@$(BIN)/python -m pytest -m client

# Needs Debian's chromium: apt-get install chromium
test-browser: .venv/dev
	@$(BIN)/python -m pytest -m browser

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev static
	$(BIN)/python -m tests.benchmark

# Needs PostgreSQL's programs for half of it: apt-get install postgresql
chaos: SECONDS ?= 300
chaos: .venv/dev static
	$(BIN)/python -m tests.chaos.silence
	$(BIN)/python -m tests.chaos --database sqlite --seconds $(SECONDS)
	$(BIN)/python -m tests.chaos --database postgresql --seconds $(SECONDS)

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

# Not a file's rule: make cannot name a file with a blank in its path, and DATA_DIR may have one.
static: .venv/runtime
	@made="$$DATA_DIR/static/staticfiles.json"; \
	if [ ! -e "$$made" ] || [ -n "$$(find requirements/runtime.txt newsroom articles media -type f -newer "$$made" \
	  \( -path '*/static/*' -o -name runtime.txt \))" ]; then \
	  $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0; fi
