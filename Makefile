# The ways to work here. "make demo" and "make test" need nothing but Python 3.11, make and apt to begin with.

BIN := .venv/bin

help:
	@echo "make demo          play a consultant's day with real parts; pictures and papers land in build/demo/"
	@echo "make test          run all tests"
	@echo "make run           open the demo's workspace in a window, for trying out"
	@echo "make check         format, lint, types, import layers, translations"
	@echo "make fix           repair what can be repaired by itself: format, import order"
	@echo "make bench         measure, each figure as a ratio to a limit measured in the same run"
	@echo "make torture       a million hostile inputs, 2,000 kills, 5,000 cut logs, ill lines, crowds on PostgreSQL (2 hours)"
	@echo "make pictures      draw the approved pictures of the papers anew, to be looked at and committed on their own"
	@echo "make simulate      play a million steps of laptops, a server and all that goes wrong between them (an hour)"
	@echo "make mutants       plant faults in the merge rules, one at a time, and see that a test notices (an hour at most)"
	@echo "make scenarios     write the table in ARCHITECTURE.md of which test shows which scenario, from those that pass"
	@echo "make translations  take new texts from the windows into resources/translations/*.ts"

demo: environment screen-packages
	$(BIN)/python -m tests.end_to_end.demo

test: environment test-packages
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --max-worker-restart 1 --dist loadfile --durations=10

run: environment screen-packages
	@test -d build/demo || { echo "There is no demo workspace yet: run 'make demo' first."; exit 1; }
	CONSULTANT_PASSPHRASE=$${CONSULTANT_PASSPHRASE-demo} $(BIN)/consultant-app --workspace build/demo/laptop-a desktop

check: environment window-packages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python packaging/translations.py check

fix: environment
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: environment window-packages
	$(BIN)/python -m tests.benchmarks

pictures: environment window-packages
	$(BIN)/python -m tests.documents.pictures

torture: environment test-packages
	$(BIN)/python -m tests.torture.decoders answers --inputs 500000
	$(BIN)/python -m tests.torture.decoders pushes --inputs 400000
	$(BIN)/python -m tests.torture.decoders files --inputs 100000
	$(BIN)/python -m tests.torture kills --count 2000
	$(BIN)/python -m tests.torture images --count 5000
	$(BIN)/python -m tests.torture lines --count 10000
	$(BIN)/python -m tests.torture crowds --count 1000000
	$(BIN)/python -m tests.torture fair --count 100

mutants: environment
	$(BIN)/python -m tests.changes.hunt

scenarios: environment test-packages
	$(BIN)/pytest -m scenario --numprocesses auto --maxprocesses 4 --max-worker-restart 1 --dist loadfile --write-scenarios

simulate: environment
	$(BIN)/python -m tests.sync.simulator
	$(BIN)/python -m tests.sync.simulator --planted all

translations: environment window-packages
	$(BIN)/python packaging/translations.py update
	$(BIN)/python packaging/translations.py release

# The Python environment, made again when what it is made from changes, the texts that Qt reads, and the catalogues in
# the form that a start reads fastest.
environment: .venv/.ready window-packages
	@$(BIN)/python packaging/translations.py release
	@$(BIN)/python packaging/catalogues.py

.venv/.ready: uv.lock pyproject.toml packaging/prepare-python
	packaging/prepare-python
	@touch $@

# Asking the package database takes a few hundredths of a second, so it is asked every time.
window-packages:
	@packaging/install-system-packages window

screen-packages:
	@packaging/install-system-packages window screen

test-packages:
	@packaging/install-system-packages window screen test

.PHONY: help demo test run check fix bench torture pictures mutants scenarios simulate translations environment window-packages screen-packages test-packages
