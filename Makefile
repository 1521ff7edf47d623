# make run   Seite im Browser öffnen      make demo  Musterbrief im Terminal prüfen
# make test  alles prüfen                 make clean Umgebung entfernen
.DEFAULT_GOAL := help
.PHONY: help run demo test lint check evaluate docs sbom audit clean python browser

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASIS := $(VENV)/.klartext-basis
DEV := $(VENV)/.klartext-dev
MUSTERBRIEF := src/klartext/page/beispielbrief.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

help:
	@echo 'make run    richtet Klartext ein und öffnet die Seite mit einem Musterbrief (nur auf diesem Rechner)'
	@echo 'make demo   richtet Klartext ein und zeigt die Prüfung des Musterbriefs hier im Terminal'
	@echo 'make test   richtet ein, was die Prüfungen brauchen, und führt alle aus'
	@echo 'make evaluate  misst neu, was ohne Sprachmodell und Textsammlungen geht, und nennt, was ausgelassen ist'
	@echo 'make docs   baut die Dokumentation mit der Programmierschnittstelle nach build/docs'
	@echo 'make sbom   schreibt die Stückliste aller Pakete (CycloneDX); make audit sucht bekannte Lücken in ihnen'
	@echo 'make clean  entfernt die Umgebung $(VENV)'

run: $(BASIS)
	$(BIN)/python app.py

demo: $(BASIS)
	$(BIN)/klartext check $(MUSTERBRIEF)

test: $(DEV) browser lint check

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/lizenzen.py --check
	$(BIN)/python scripts/zahlen.py --check
	$(BIN)/python -m klartext.ruleset.explain --check

check: $(DEV)
	$(BIN)/klartext rules check
	$(BIN)/python -m pytest -n $(WORKERS)

evaluate: $(DEV)
	$(BIN)/python evaluation/alles.py

docs: $(BIN)/python
	$(PIP) install --editable '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo 'Fertig: build/docs/index.html'

sbom: $(BASIS)
	$(PIP) install --editable '.[audit]'
	$(BIN)/python scripts/stueckliste.py

audit: $(BASIS)
	$(PIP) install --editable '.[audit]'
	$(BIN)/python scripts/luecken.py

clean:
	rm -rf $(VENV)

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo 'Python fehlt. Abhilfe (Debian, Ubuntu): sudo apt-get install python3 python3-venv' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Klartext braucht Python 3.11 oder neuer; gefunden: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo 'Abhilfe: neueres Python installieren und es nennen, zum Beispiel: make run PYTHON=python3.12' >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Das Paket python3-venv fehlt. Abhilfe (Debian, Ubuntu): sudo apt-get install python3-venv' >&2; exit 2; }

$(BIN)/python: | python
	$(PYTHON) -m venv $(VENV)

$(BASIS): pyproject.toml | $(BIN)/python
	@echo 'Klartext wird eingerichtet; beim ersten Mal lädt pip die Pakete und braucht einige Minuten.'
	$(PIP) install --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo 'Die Werkzeuge für die Prüfungen werden eingerichtet; beim ersten Mal dauert das einige Minuten.'
	$(PIP) install --editable '.[dev]'
	@touch $(BASIS) $@

browser:
	@sh scripts/browser.sh
