# The commands of this project. Each does its own set-up, from a fresh clone with python3 (3.11 or newer) on.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
export PYTHON PORT
unexport PYTHONDONTWRITEBYTECODE  # what is compiled once need not be compiled at each start

VENV = .venv/bin/python
# What a desk that others reach would have set, for the checks before a release.
AS_IN_PRODUCTION = DATABASE_URL=postgresql://helpdesk@db.example.com/helpdesk \
	SITE_URL=https://help.example.com TRUSTED_PROXIES=1 EMAIL_URL=smtp://mail.example.com \
	SECRET_KEY=a-key-for-these-checks-alone-0123456789-abcdefghijklmnopqrstuvwxyz

.DEFAULT_GOAL = help
.PHONY: help run test test-slow bench lint lock

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 18

run: ## Run the help desk on http://127.0.0.1:8000 (PORT=… for another port, DEMO=0 for an empty desk)
	@.ci/venv requirements.txt
	@exec $(VENV) manage.py serve

test: ## Run the fast tests (ARGS="-k word" for some of them)
	@.ci/venv requirements-dev.txt
	@exec $(VENV) -m pytest -n auto $(ARGS)

test-slow: ## Run the slow tests and those in a browser
	@.ci/venv requirements-dev.txt
	@$(VENV) -m pytest -m slow -n auto -rs $(ARGS) || [ $$? = 5 ]  # 5: ARGS name none of these
	@$(VENV) -m pytest -m browser -rs $(ARGS) || [ $$? = 5 ]

bench: ## Measure what pages and promises cost on desks of 1,000 and 100,000 tickets (ARGS="1000000" for others)
	@.ci/venv requirements-dev.txt
	@exec $(VENV) -m tests.benchmarks $(ARGS)

lint: ## Look for faults without running anything: style, types, layers, migrations, safety
	@.ci/venv requirements-dev.txt
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy .
	.venv/bin/lint-imports
	$(VENV) manage.py makemigrations --check --dry-run
	$(AS_IN_PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING

LOCK = $(VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml

lock: ## Write down anew which versions are installed, after pyproject.toml has changed (ARGS=--upgrade for newer)
	@.ci/venv requirements-dev.txt
	$(LOCK) $(ARGS) --output-file requirements.txt
	$(LOCK) $(ARGS) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) $(ARGS) --extra s3 --constraint requirements.txt --output-file requirements-s3.txt
