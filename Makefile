# Everything is set up by the two commands that a new user types: `make run` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

.PHONY: run test bench lint words browser clean

run: $(VENV)/installed  ## a demo province on http://127.0.0.1:8000
	$(BIN)/survey demo --port $(PORT)

test: $(VENV)/installed-test browser  ## the whole suite: SQLite, PostgreSQL, a real browser
	$(BIN)/python -m pytest

lint: $(VENV)/installed-test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-test  ## speed and size, against floors measured in the same run
	$(BIN)/python -m bench

words: $(VENV)/installed-test  ## bring translations/en up to the sentences in code and templates
	$(BIN)/python deploy/words.py

# Debian's Chromium, where this user may install it; the tests say so in one line where not.
browser:
	@deploy/chromium.sh

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-test: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
