# Everything is set up by the two commands that a new user types: `make run` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

.PHONY: run test bench look lint words script browser clean

run: $(VENV)/installed  ## a demo province on http://127.0.0.1:8000
	$(BIN)/survey demo --port $(PORT)

# Byte code is kept: tests start hundreds of processes, and each would compile the house again.
test: $(VENV)/installed-test browser  ## the whole suite: SQLite, PostgreSQL, a real browser
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/installed-test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-test  ## speed and size, against floors measured in the same run
	$(BIN)/python -m bench

look: $(VENV)/installed-test browser build/look/installed  ## Lighthouse on the form; look-out/: pictures of a citizen's pages
	$(BIN)/python -m look

words: $(VENV)/installed-test  ## bring translations/en up to the sentences in code and templates
	$(BIN)/python deploy/words.py

script: $(VENV)/installed-test  ## make the script of the citizen's form out of its parts
	$(BIN)/python deploy/script.py

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

# Only `make look` needs Node.js; Debian's nodejs and npm will do.
build/look/installed: look/package.json
	@command -v npm >/dev/null || { echo "look: needs Node.js 18.16 or newer and npm"; exit 1; }
	mkdir -p build/look
	cp look/package.json build/look
	npm install --prefix build/look --no-audit --no-fund --no-package-lock --loglevel=error
	touch $@

clean:
	rm -rf $(VENV) dist build look-out .mypy_cache .ruff_cache .pytest_cache .hypothesis
