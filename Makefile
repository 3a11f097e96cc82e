# `make run` and `make test` need make and Python 3.11 or newer, nothing else.
# Paths are relative throughout: make cannot name a folder with a space in it.
.DEFAULT_GOAL := help
.PHONY: help run test histories check format words bench browser
PY = .venv/bin/python

# Each candidate is asked by running it: a name on the path promises nothing.
INSTALL = found=; for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo 'Alongside needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is on the path.' >&2; exit 1; fi; \
	$$found config/install.py

help:
	@echo 'make run      set up and start everything; PORT picks the port (8000)'
	@echo 'make test     the whole test suite'
	@echo 'make histories  500 random histories of 50 steps: what is kept equals a recount'
	@echo 'make check    style, types, import contracts, migrations, translations'
	@echo 'make format   put code into the house style'
	@echo 'make words    gather the words for people into locale/, to be translated'
	@echo 'make bench    the benchmarks, as ratios'
	@echo 'make browser  the browser journeys alone, with screenshots'

.venv/run.stamp: requirements.lock config/install.py
	@$(INSTALL) requirements.lock
	@touch $@

.venv/dev.stamp: requirements.lock requirements-dev.lock config/install.py
	@$(INSTALL) requirements.lock requirements-dev.lock
	@touch $@ .venv/run.stamp

run: .venv/run.stamp
	@$(PY) -m config.supervisor

# After Ctrl-C, too, the database of the tests is stopped.
test: .venv/dev.stamp
	@trap : INT; $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile; status=$$?; $(PY) -m config.embedded "$${LOCAL_DIR:-.local}/test"; exit $$status

# The suite tells a few short ones.
histories: .venv/dev.stamp
	@trap : INT; HISTORIES=$${HISTORIES:-500} STEPS=$${STEPS:-50} $(PY) -m pytest tests/reports/test_histories.py tests/referrals/test_states.py -q -n auto --maxprocesses 4; status=$$?; $(PY) -m config.embedded "$${LOCAL_DIR:-.local}/test"; exit $$status

check: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint templates --lint --quiet
	$(PY) -m mypy
	$(PY) .venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	@for words in locale/*/LC_MESSAGES/*.po; do \
		[ -f "$$words" ] || continue; \
		if ! command -v msgfmt >/dev/null; then echo 'Translations were not checked: msgfmt is missing (apt install gettext).'; break; fi; \
		msgfmt --check-format --check-domain --output-file=/dev/null "$$words" || exit 1; \
	done

format: .venv/dev.stamp
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

words: .venv/dev.stamp
	@$(PY) -m config.catalogues

bench: .venv/dev.stamp
	@$(PY) -m benchmarks

browser: .venv/dev.stamp
	@trap : INT; $(PY) -m pytest tests/browser && $(PY) -m tests.browser.screenshots; status=$$?; $(PY) -m config.embedded "$${LOCAL_DIR:-.local}/test"; exit $$status
