PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
EXAMPLES := fixtures/jianglin-2026/2026.yaml $(wildcard fixtures/*.yaml)

.PHONY: report pack test test-office stress fuzz lint bench docs messages check-word golden lock clean

report: .venv/ready ## build the shipped examples into out/
	@mkdir -p out
	@for file in $(EXAMPLES); do \
	  $(BIN)/gkdraft build $$file -o out/ --to docx,html,txt || [ $$? -eq 1 ] || exit 1; echo; \
	done

test: .venv/dev pack ## all tests but those below
	@$(PYTEST)

test-office: .venv/dev ## what needs the validator of Open XML (npm install in tests/ooxml) or LibreOffice
	@$(PYTEST) -m office

stress: .venv/dev ## kills, slow terminals; the terminal tests beside two busy loops
	@$(PYTEST) -m "stress or terminal" --busy 2

fuzz: .venv/dev ## twenty times as many examples, new ones each time; seeded fuzzers, with counts
	@$(PYTEST) -m "hypothesis or fuzz" --hypothesis-profile=many
	@PYTHONPATH=.:tests $(BIN)/python tests/fuzz/run_fuzz.py --count 200
	@PYTHONPATH=.:tests $(BIN)/python tests/fuzz/run_hostile.py --seed $$$$ --limit 1
	@PYTHONPATH=.:tests $(BIN)/python tests/fuzz/run_sittings.py kills --count 50 --seed $$$$

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev ## side by side with docxtpl; what grows; the wizard
	@$(BIN)/python bench/compare.py
	@$(BIN)/python bench/growth.py
	@$(BIN)/python bench/wizard.py

pack: .venv/ready ## what templates/ holds, prepared (layout/pack.py); a changed file makes the old one unused
	@$(BIN)/python -m gkdraft.cli.packing

docs: .venv/dev ## the pages that are made from code
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m pytest -q tests/test_accuracy.py tests/test_notice_cases.py --accept

messages: .venv/dev ## the English catalogue: new messages in, compiled
	@$(BIN)/python docs/dev/messages.py

check-word: .venv/ready ## files for the checks a person does in WPS and Word (docs/dev/word-checklist.md)
	@$(BIN)/python docs/dev/prepare_word_check.py out/word-check

golden: .venv/dev ## accept the present output as the golden files
	@$(BIN)/python -m pytest -q tests/test_golden.py tests/test_wizard_*tty.py tests/test_wizard_start.py --accept

lock: .venv/ready ## the newest versions into the lock files
	@$(INSTALL) uv
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) --extra dev --extra pdf --constraints requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv out dist build prepared

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本（PYTHON=python3.12 make report）"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps -e .
	@touch $@

.venv/dev: .venv/ready requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
