# Everything the README promises; `make run` and `make test` need nothing but python3 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq --no-input
PYTEST := $(BIN)/python -m pytest

.PHONY: run test test-slow lint format lock installed installed-dev

run: installed ## the whole desk on http://127.0.0.1:8000
	@exec $(BIN)/python manage.py serve

test: installed-dev ## the fast suite
	@$(PYTEST) -n 2

test-slow: installed-dev ## what takes longer, and walks in a real browser
	@$(PYTEST) -m "slow or browser"

lint: installed-dev ## style, types, layers, migrations, production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	@SITE_URL=https://help.example.com DATABASE_URL=postgresql://nobody@localhost/nothing \
	 SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG EMAIL_URL=smtp://localhost:25 \
	 $(BIN)/python manage.py check --deploy --fail-level WARNING

format: installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: installed-dev ## take newer packages, by version and hash, without any address
	$(PIP) install uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) --extra dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	! grep -E 'https?://' requirements.txt requirements-dev.txt
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is %d.%d. Set PYTHON to another one." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python has no venv here: install it, on Debian and Ubuntu with the package python3-venv." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The copy inside tells which lock was installed, whatever git does to the times of files.
installed: $(BIN)/python
	@cmp -s requirements.txt $(VENV)/requirements.txt || { \
	  echo "Installing …"; \
	  $(PIP) install --require-hashes -r requirements.txt && cp requirements.txt $(VENV)/requirements.txt; }

installed-dev: $(BIN)/python
	@cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt || { \
	  echo "Installing …"; \
	  $(PIP) install --require-hashes -r requirements-dev.txt && \
	  cp requirements-dev.txt $(VENV)/requirements-dev.txt && cp requirements.txt $(VENV)/requirements.txt; }
