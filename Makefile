# Every command of the project. `make run` and `make test` do all their own set-up on a fresh Debian 12 machine.
SHELL := /bin/bash
PY := .venv/bin/python
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
export DEBIAN_FRONTEND := noninteractive

# What pytest and Python make of each module is kept: every process of the tests would make it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-all lint rewritten benchmarks screenshots clean

run: .venv/.installed
	$(PY) -m prongsai.cli.main start --example

test: .venv/.dev .venv/.apt-test
	$(MAKE) --no-print-directory --jobs 2 lint rewritten
	$(PY) -m pytest -n 2 --dist worksteal --durations 25 -m "not slow and not libreoffice" tests

test-all: .venv/.dev .venv/.apt-test .venv/.apt-all
	$(MAKE) --no-print-directory --jobs 2 lint rewritten
	$(PY) -m pytest -n 2 --dist worksteal tests
	$(PY) -m pytest -n 2 -p tests.plain tests/audit
	$(PY) -m tests.on_postgresql
	.venv/bin/uv pip install --quiet --python $(PY) atheris || true
	$(PY) -m tests.fuzz.atheris_readers all

lint: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy

# For each worker of the tests; mypy needs one core alone meanwhile.
rewritten: .venv/.dev
	$(PY) -m tests.rewritten

.venv/bin/uv:
	@python3 -c "import ensurepip" 2>/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q python3-venv; }
	python3 -m venv .venv
	.venv/bin/pip install --quiet uv

# The quick twins of the auditor's loops are built where there is a compiler; without one all works, slower.
.venv/.compiler: | .venv/bin/uv
	@command -v gcc >/dev/null && $(PY) -c "import pathlib, sysconfig; assert pathlib.Path(sysconfig.get_path('include'), 'Python.h').exists()" 2>/dev/null || \
	{ $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q gcc libc6-dev python3-dev; } || echo "no compiler: audits will be slower"
	@touch $@

.venv/.installed: .venv/bin/uv .venv/.compiler pyproject.toml setup.py $(wildcard prongsai/*/native/*.pyx prongsai/*/native/*.pxd)
	.venv/bin/uv pip install --quiet --compile-bytecode --python $(PY) -e . -c constraints.txt
	$(PY) -m compileall -q prongsai
	@touch $@

# Only what else the tests need: naming the product itself again would build its quick twins a second time.
.venv/.dev: .venv/.installed
	.venv/bin/uv pip install --quiet --compile-bytecode --python $(PY) -r pyproject.toml --extra dev -c constraints.txt
	@touch $@

.venv/.apt-test: | .venv/bin/uv
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null && command -v tesseract >/dev/null && \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && fc-list | grep -q Norasi && fc-list | grep -qi notosansthai || \
	{ $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q chromium poppler-utils \
	  tesseract-ocr tesseract-ocr-tha postgresql fonts-thai-tlwg fonts-noto-core fontconfig; }
	@touch $@

.venv/.apt-all: | .venv/bin/uv
	@command -v npm >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q npm; }  # other builds of Node bring their own
	@command -v soffice >/dev/null && ls /usr/lib/libreoffice/program/libsdlo.so >/dev/null 2>&1 && command -v tidy >/dev/null && command -v java >/dev/null && PATH=$$PATH:/usr/sbin command -v clamd >/dev/null || \
	{ $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q libreoffice-writer libreoffice-calc libreoffice-impress \
	  clamav-daemon tidy default-jre-headless; }
	@ls /usr/share/wordpress/wp-load.php /usr/share/wordpress/wp-content/themes/twentytwenty{one,three} /usr/sbin/mariadbd >/dev/null 2>&1 && \
	php -m 2>/dev/null | grep -q mysqli && php -m | grep -qx xml || \
	{ $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends wordpress wordpress-theme-twentytwentyone \
	  wordpress-theme-twentytwentythree php php-cgi php-cli php-mysql php-xml php-curl php-mbstring nginx-light mariadb-server-core; }
	npm install --silent --no-audit --no-fund --prefix .venv/pdfjs pdfjs-dist@5
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venv/vnu vnu-jar@26
	@touch $@

benchmarks: .venv/.dev .venv/.apt-test .venv/.apt-all
	$(PY) -m benchmarks.commands
	$(PY) -m benchmarks.pdf
	$(PY) -m benchmarks.growth
	$(PY) -m benchmarks.office
	.venv/bin/uv pip install --quiet --python $(PY) pyicu-wheels
	$(PY) -m benchmarks.line_breaks
	$(PY) -m benchmarks.search
	.venv/bin/uv pip install --quiet --python $(PY) pymupdf weasyprint reportlab fpdf2 rapidfuzz
	$(PY) -m benchmarks.audit.text
	$(PY) -m benchmarks.audit.text.speed
	$(PY) -m benchmarks.audit.text.ocr
	$(PY) -m benchmarks.audit.judge
	$(PY) -m benchmarks.audit.queue
	$(PY) -m benchmarks.audit

screenshots: .venv/.dev .venv/.apt-test
	$(PY) -m tests.browser.screenshots

clean:
	rm -rf .venv build *.egg-info
