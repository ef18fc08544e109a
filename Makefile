# make run    install what is needed and open Yihu         make test   pass the tests
# make check  style, types, architecture, translations     make bench  measure
# make soak   the long campaigns of tests                  make lock   renew the lock files
# make coverage  every branch of what merges, packs and trusts is tested

PYTEST_WORKERS ?= 2
IN := .venv/bin/
UV_COMPILE := $(IN)uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

.PHONY: run test check bench soak coverage lock catalogue environment environment-dev clean

run: environment
	@sh packaging/run.sh

environment:
	@sh packaging/environment.sh requirements.lock

environment-dev:
	@sh packaging/environment.sh requirements-dev.lock

# Tests draw offscreen; the virtual display is for those that start the program as a person would.
test: environment-dev
	@sh packaging/system_libraries.sh test
	QT_QPA_PLATFORM=offscreen sh packaging/test_in_memory.sh xvfb-run -a -s "-screen 0 1366x768x24" \
		$(IN)python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m "not soak" $(ARGS)

check: environment-dev
	$(IN)ruff check .
	$(IN)ruff format --check .
	$(IN)mypy
	$(IN)lint-imports
	$(IN)python packaging/catalogue.py --check
	$(IN)python packaging/convert_forms.py --check
	$(IN)python packaging/action_names.py --check

bench: environment-dev
	@sh packaging/system_libraries.sh offscreen
	@QT_QPA_PLATFORM=offscreen $(IN)python -m benchmarks

# Properties get other examples each time, and many more: tests/conftest.py.
soak: environment-dev
	@sh packaging/system_libraries.sh test
	QT_QPA_PLATFORM=offscreen sh packaging/test_in_memory.sh xvfb-run -a $(IN)python -m pytest -m "soak or hypothesis" --hypothesis-profile soak $(ARGS)

# All of the sync folder: fold, summary, package and its streams, keys and organisation among it.
coverage: environment-dev
	$(IN)python -m pytest tests/unit/test_sync_*.py -q --cov=yihu.sync --cov-branch --cov-report=term-missing:skip-covered \
		--cov-fail-under=100 $(ARGS)

catalogue: environment-dev
	$(IN)python packaging/catalogue.py

lock: environment-dev
	$(IN)python -m pip install --quiet uv
	$(UV_COMPILE) --group build -o requirements.lock
	$(UV_COMPILE) --group build --group dev --group bench -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf out dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
