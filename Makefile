# RILO Desktop. A fresh machine needs Python 3.11, git and make; these commands bring the rest.
#     make demo    the sample office and its documents in out/, then the window (or pictures of it)
#     make demo-check   is all whole that make demo left: store, backup, documents
#     make test    the whole suite; a part of it: make test TESTS="tests/rules -x"
#     make coverage   which branches the tests take; of a part: make coverage TESTS=tests/rules
#     make contract BEFORE=folder   documents in out/ beside those of another checkout, line by line
#     make faults  42 ways to lose a record, in long loops; some: make faults FAULTS="-k power"
#     make properties   hypothesis with new examples each time; some: make properties TESTS=tests/rules
#     make verapdf which documents of out/ are PDF/A-3a and PDF/UA-1, by veraPDF; needs one (tools/verapdf.py)
#     make check   style, types, the rules of imports, and that nothing leaves beside the ways out
#     make fuzz    the parsers, fuzzed for MINUTES=60
#     make bench   figures, side by side; some of them: make bench PARTS="save paint"
#     make proof   the long proofs (kills, planted words ...); some: make proof PARTS="kills"
#     make run     the window of out/office, or of another: make run STORE=folder
#     make pictures   every page and dialog in every look; some looks: make pictures LOOKS="dark"
#     make build   the frozen program in out/dist/rilo-desktop, and its tests
#     make installers        all artefacts in out/installers; some: make installers SYSTEMS=linux
#                            FORM=--short: as the test of every change makes and tries them
#     make test-installers   installs each, uses it, takes it away; writes docs/packaging.md's table
#     make release           both, with sums, once the changelog tells of the version
#     make lock    the pins after a change of requirements/*.in; UPGRADE=--upgrade takes newer ones

PYTHON ?= $(shell command -v python3.11 || command -v python3)
STORE ?= out/office
PARTS ?=
LOOKS ?=
TESTS ?=
MINUTES ?= 60
PARSERS ?=
FAULTS ?=
BIN := .venv/bin
PYTEST = $(BIN)/python -m pytest $(TESTS)
SCREEN = $(shell command -v xvfb-run >/dev/null && echo 'xvfb-run -a -n $(DISPLAY_FROM) -s "-screen 0 1600x1000x24"')
DISPLAY_FROM = 99

# Where it is set, every start of the program compiles all of it: 0.5 s, some hundred times in a test
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-check contract test test-window test-keys test-planted test-steps test-bus test-rest coverage \
    faults properties check bench proof pictures run build lock clean ready installers \
    test-installers release verapdf system-run system-test system-proof system-build

demo: ready
	$(BIN)/python tools/demo.py

# What it left, doubted: the store, a backup of it, and by veraPDF each document
demo-check: system-test ready
	$(BIN)/python tools/demo.py --check

contract: ready
	$(BIN)/python tools/contract.py $(BEFORE) out

# A process has one kind of screen, and one window that is active: the tests of real windows are
# four runs, two beside each other, each on a screen of its own. A watchdog looks how long a window
# blocks by its own doing. Then three processes share two cores: a third of the time of a window is
# waiting. Exit 5 says that TESTS has none for this run.
test: test-window test-rest
test-window: system-test ready
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-keys test-planted test-steps test-bus
test-keys test-planted test-steps test-bus: test-%: system-test ready
	@echo "== Tests that drive the real window: $*"
	QT_QPA_PLATFORM=xcb $(SCREEN) $(PYTEST) $(if $(TESTS),,tests/e2e) -m $(OF_$*) || [ $$? = 5 ]
OF_keys = "e2e and not bus" -k "not test_e2e_steps"
OF_planted = "e2e and bus" -k test_e2e_planted_words
OF_steps = "e2e and not bus" -k test_e2e_steps
OF_bus = "e2e and bus" -k "not test_e2e_planted_words"
test-planted: DISPLAY_FROM = 299
test-steps: DISPLAY_FROM = 499
test-bus: DISPLAY_FROM = 699
test-rest: system-test ready
	@echo "== All other tests"
	QT_QPA_PLATFORM=offscreen $(PYTEST) -m "not e2e" -n 3 --dist worksteal || [ $$? = 5 ]

coverage: system-test ready
	QT_QPA_PLATFORM=offscreen $(PYTEST) -m "not e2e" -n 2 --dist worksteal \
	    --cov=rilo_desktop --cov-branch --cov-report=term:skip-covered

# The short form of these is a part of `make test`. Writes the table of docs/reliability.md.
faults: system-test ready
	RILO_FAULTS=full QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/faults -m "not e2e" \
	    -n 2 --dist worksteal -o faulthandler_timeout=7200 $(FAULTS)

# Of the parsers, with coverage as a guide; some of them: PARSERS="keys text". tools/fuzz.py tells more.
fuzz: ready .venv/fuzz
	$(BIN)/python tools/fuzz.py $(MINUTES) $(PARSERS)

# `make test` takes the same examples each time; what these find goes into an @example
properties: system-test ready
	RILO_RANDOM=1 QT_QPA_PLATFORM=offscreen $(PYTEST) -m "hypothesis and not e2e" -n 2 --dist worksteal

check: ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini tests bench
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python tools/ways_out.py
	$(BIN)/python tools/security_tables.py --check

bench: ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench $(PARTS)

verapdf: system-test ready
	$(BIN)/python tools/verapdf.py

# Under a screen, since some of them drive the window
proof: system-proof ready
	$(SCREEN) $(BIN)/python tools/proof.py $(PARTS)

pictures: ready
	$(BIN)/python tools/pictures.py $(LOOKS)

run: ready
	$(BIN)/rilo-desktop $(STORE)

FROZEN = out/dist/rilo-desktop
OF_FROZEN = tests/packaging/test_packaging_frozen.py tests/packaging/test_packaging_release.py
build: system-test system-build ready .venv/build
	$(BIN)/python tools/build_licences.py
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath out/dist --workpath out/build build.spec
	RILO_FROZEN=$(abspath $(FROZEN)) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(OF_FROZEN)

.venv/build .venv/fuzz: .venv/%: requirements/%.txt | .venv/installed
	$(PYTHON) tools/install_lock.py $< .venv --beside
	@touch $@

SYSTEMS ?= linux windows
FORM ?=
installers: system-test system-build ready .venv/build
	$(BIN)/python -m installers build $(SYSTEMS) $(FORM)
test-installers: system-test ready .venv/build
	$(BIN)/python -m installers test $(SYSTEMS) $(FORM)
release: system-test system-build ready .venv/build
	$(BIN)/python -m installers release

ready: .venv/ready
	@$(BIN)/python tools/build_assets.py
	@$(BIN)/python -m compileall -q src
	-@$(BIN)/python tools/build_licences.py  # its complaint stops only a build

.venv/ready: .venv/installed pyproject.toml hatch_build.py
	@echo "== Installing the program"
	$(BIN)/python -m pip install -q --no-build-isolation --no-deps --editable .
	@touch $@

.venv/installed: requirements/dev.txt tools/install_lock.py | system-run
	@echo "== Installing the pinned dependencies into .venv (about 200 MB, once)"
	@$(PYTHON) tools/install_lock.py
	@touch $@

system-run system-test system-proof system-build: system-%:
	@sh tools/system_packages.sh $* $(PYTHON)

# uv is pinned as well, and each lock names the version that made it
lock:
	$(PYTHON) tools/install_lock.py requirements/lock.txt out/lock
	for part in run dev build peers fuzz lock; do \
	    UV_CUSTOM_COMPILE_COMMAND="make lock (`out/lock/bin/uv --version | cut -d' ' -f1,2`)" \
	    out/lock/bin/uv pip compile -q --system-certs \
	    --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links $(UPGRADE) requirements/$$part.in -o requirements/$$part.txt \
	    || exit 1; done

clean:
	rm -rf .venv out build dist src/rilo_desktop/assets .mypy_cache .ruff_cache .import_linter_cache
