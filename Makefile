# The first call of any target makes the environment in .venv from requirements.lock; later calls only look at the stamp.

BIN := .venv/bin
STAMP := .venv/installed
CATALOGUE := locales/sapakop.pot
EXTRACT := $(BIN)/pybabel -q extract -F babel.cfg -k Text --sort-output --add-location=file --no-wrap \
	--project=sapakop --header-comment='\# Texts of Sapakop; Indonesian is the source. Written by `make catalogue`.'

.DEFAULT_GOAL := help
.PHONY: help install demo test soak check lint types imports content model model-check accuracy migrations catalogue catalogue-check lock lock-check paths format

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(STAMP)  ## the environment in .venv, with .venv/bin/sapakop

$(STAMP): requirements.lock pyproject.toml
	@right='import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'; \
	if ! $(BIN)/python -c "$$right" 2>/dev/null; then \
		for python in python3 python3.14 python3.13 python3.12 python3.11 none; do \
			if $$python -c "$$right" 2>/dev/null; then break; fi; \
		done; \
		if [ $$python = none ]; then echo 'Python 3.11, 3.12, 3.13 or 3.14 is needed, with its venv module.' >&2; exit 1; fi; \
		echo "Making .venv with $$($$python --version); this takes a minute or two."; \
		$$python -m venv --clear .venv; \
	fi
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

demo: install  ## the bot on made-up data; obeys SAPAKOP_PORT and SAPAKOP_DATA_DIR
	@exec $(BIN)/sapakop demo

test: install  ## the tests; browser tests only with SAPAKOP_TEST_BROWSER=1
	$(BIN)/python -m pytest

soak: install  ## the long proofs
	$(BIN)/python -m pytest -m soak

check: lint types imports content model-check paths lock-check catalogue-check migrations  ## all that needs no test

format: install  ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports --no-logo

# Every mistake in the packaged content, with file and line.
content: install
	@$(BIN)/sapakop knowledge check knowledge/data

model: install  ## after a change of phrases: train the model that understands questions (a minute)
	$(BIN)/python -m tools.model

accuracy: install  ## how well the questions in FILE are understood, written into docs/accuracy.md
	$(BIN)/sapakop evaluate $(FILE) --into docs/accuracy.md

# The bank is whole, and the model was made from it.
model-check: install
	@$(BIN)/python -m tools.model check

# A path of one machine or a package registry's host must not be in any file. The brackets keep this line from finding itself.
paths:
	@git grep --untracked -nIE \
		-e '(^|[^A-Za-z0-9_.~-])/(work|root|tmp|opt|home/[a-z]+|Users/[A-Za-z]+)/[A-Za-z0-9._-]' \
		-e '(pypi|crates)[.](org|io)|pythonhosted[.]org|registry[.]npmjs|npmjs[.]com|deb[.]debian[.]org'; \
	case $$? in \
		0) echo 'These lines hold a path of one machine or the host of a package registry.' >&2; exit 1;; \
		1) ;; \
		*) exit 1;; \
	esac

lock: install  ## after a change of dependencies: pin them again (make lock UPGRADE=--upgrade for newer releases)
	$(BIN)/uv pip compile -q --no-config --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		$(UPGRADE) --extra dev --output-file requirements.lock pyproject.toml
	$(BIN)/python .ci/lock.py write

lock-check: install
	@$(BIN)/python .ci/lock.py check
	@$(BIN)/python -m pip check

catalogue: install  ## after a change of texts: write them into the catalogue
	$(EXTRACT) -o $(CATALOGUE) .

catalogue-check: install
	@folder=$$(mktemp -d) && trap 'rm -rf $$folder' EXIT && $(EXTRACT) -o $$folder/new.pot . \
		&& sed '/^"POT-Creation-Date/d' $(CATALOGUE) > $$folder/kept && sed '/^"POT-Creation-Date/d' $$folder/new.pot > $$folder/new \
		&& diff $$folder/kept $$folder/new || { echo '$(CATALOGUE) is stale: run `make catalogue`.' >&2; exit 1; }

# The models must say what the migrations make.
migrations: install
	@folder=$$(mktemp -d) && trap 'rm -rf $$folder' EXIT && export SAPAKOP_DATABASE_URL=sqlite:///$$folder/check.db \
		&& $(BIN)/alembic -c db/alembic.ini upgrade head && $(BIN)/alembic -c db/alembic.ini check
