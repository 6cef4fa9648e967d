# Each target sets up what it needs; PYTHON names another interpreter: make PYTHON=python3.12 run
PYTHON ?= python3
VENV := .venv/bin/python
export PYTHONUNBUFFERED := 1
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: run test check bench bench-planning docs help

run: ## set everything up and start Hantong with its demonstration province (Ctrl-C stops it)
	@$(PYTHON) tools/set_up.py run && exec $(VENV) -m hantong.project.commands serve --with-parent

test: ## set everything up and run all tests, browser journeys included (ARGS="-k name" selects)
	@$(PYTHON) tools/set_up.py test && exec $(VENV) tools/checks.py test $(ARGS)

check: ## format, lint, types, floors, migrations and translations
	@$(PYTHON) tools/set_up.py test && exec $(VENV) tools/checks.py check

bench: ## measure every figure of bench/RESULTS.md beside its peer or its limit
	@$(PYTHON) tools/set_up.py test && exec $(VENV) -m bench $(ARGS)

bench-planning: ## measure the planning core beside its peers (ARGS="staffing rotating …" selects)
	@$(PYTHON) tools/set_up.py test && exec $(VENV) -m bench.planning $(ARGS)

docs: ## write the reference pages that come out of the code
	@$(PYTHON) tools/set_up.py run && exec $(VENV) tools/reference.py

help: ## this list
	@sed -n 's/^\([a-z-]*\): ## /  make \1\t/p' Makefile
