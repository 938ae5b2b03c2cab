# Every command of the project. `make run` and `make test` do all their own set-up on a fresh Debian 12 machine.
SHELL := /bin/bash
PY := .venv/bin/python
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
export DEBIAN_FRONTEND := noninteractive

.PHONY: run test test-all lint benchmarks screenshots clean

run: .venv/.installed
	$(PY) -m prongsai.cli.main start --example

test: .venv/.dev .venv/.apt-test lint
	$(PY) -m pytest -n 2 -m "not slow and not libreoffice" tests

test-all: .venv/.dev .venv/.apt-test .venv/.apt-all lint
	$(PY) -m pytest -n 2 tests
	$(PY) -m tests.on_postgresql

lint: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy

.venv/bin/uv:
	@python3 -c "import ensurepip" 2>/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q python3-venv; }
	python3 -m venv .venv
	.venv/bin/pip install --quiet uv

.venv/.installed: .venv/bin/uv pyproject.toml
	.venv/bin/uv pip install --quiet --python $(PY) -e . -c constraints.txt
	@touch $@

.venv/.dev: .venv/.installed
	.venv/bin/uv pip install --quiet --python $(PY) -e ".[dev]" -c constraints.txt
	@touch $@

.venv/.apt-test:
	@for tool in chromium pdftotext; do command -v $$tool >/dev/null || missing=1; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q chromium poppler-utils; fi
	@touch $@

.venv/.apt-all:
	@command -v soffice >/dev/null && [ -x /usr/lib/postgresql/15/bin/postgres ] || \
	{ $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q libreoffice-writer libreoffice-calc postgresql fonts-thai-tlwg; }
	@touch $@

clean:
	rm -rf .venv build *.egg-info
