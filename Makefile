# make demo   set up, then show the whole product at work
# make test   set up, then check and test everything
#
# Finer steps, all of them part of `make test`: make check, make pytest.

SHELL := /bin/sh
BIN := .venv/bin
# Nothing a test starts may reach the desktop of the person who runs it.
AWAY_FROM_DESKTOP := env -u DISPLAY -u WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS=disabled: \
	DBUS_SYSTEM_BUS_ADDRESS=disabled:
# Images for containers forbid to keep compiled modules; every relay a test starts would
# compile the product once more.
COMPILED_ONCE := env -u PYTHONDONTWRITEBYTECODE

.PHONY: demo test check quick-checks types pytest pytest-pages pytest-servers pytest-screens \
	pytest-others coverage mutation fuzz soak bench screenshots format lock set-up set-up-bench \
	bundle deb relay-deb wheel packages release test-bundle test-packages test-container clean

demo:
	@if packaging/setup/has_display.sh; then \
		packaging/setup/set_up.sh && $(BIN)/python -m tests.end_to_end.demo --on-my-screen; \
	else \
		packaging/setup/set_up.sh --screen && $(BIN)/python -m tests.end_to_end.demo; \
	fi

set-up:
	@packaging/setup/set_up.sh --tests

set-up-bench:
	@packaging/setup/set_up.sh --bench

check: quick-checks types

quick-checks: set-up
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

# Four processes side by side, each with folders of its own: half of its time a test waits
# for a server, a browser or a window.  With PYTEST_ARGS it is one process.
QUICK_FOLDER := TMPDIR="$$(packaging/setup/quick_folder.sh)"
PYTEST = $(QUICK_FOLDER) $(AWAY_FROM_DESKTOP) $(COMPILED_ONCE) $(BIN)/pytest
PAGES := $(addprefix tests/relay/,admin cluster database http)
SERVERS := tests/relay tests/faults tests/fuzz
SCREENS := tests/ui tests/adapters
PARTS := pytest-pages pytest-servers pytest-screens
# The types take as long as a tenth of the tests, on one core: beside them.
ifeq ($(strip $(PYTEST_ARGS)),)
test: quick-checks
	@$(MAKE) --no-print-directory -j5 types $(PARTS) pytest-others
pytest: set-up
	@$(MAKE) --no-print-directory -j4 $(PARTS) pytest-others
else
test: check pytest
pytest: set-up
	$(PYTEST) $(PYTEST_ARGS)
endif

# What a part says comes when it is through, and not among the lines of the others.
SAID_AT_THE_END = mkdir -p build; $(1) >build/$@.log 2>&1; done=$$?; cat build/$@.log; exit $$done
types: set-up
	@$(call SAID_AT_THE_END,$(BIN)/mypy)
$(PARTS):
	@$(call SAID_AT_THE_END,$(PYTEST) $(FOLDERS))

pytest-pages: FOLDERS := $(PAGES)
pytest-servers: FOLDERS := $(SERVERS) $(addprefix --ignore=,$(PAGES))
pytest-screens: FOLDERS := $(SCREENS)

pytest-others:
	$(PYTEST) $(addprefix --ignore=,$(SERVERS) $(SCREENS))

# Branches of the rules that their own tests go through; less than 95 % of a room fails.
# Servers, screens and processes are left out: they reach much and say little of it.  So is
# what measures work: it takes long when it is watched, and covers nothing of its own.
RULES := tests/core tests/wire tests/session tests/contact_files tests/relay/intake
MEASURES := tests/relay/intake/test_cost.py
coverage: set-up
	@mkdir -p build/coverage
	$(PYTEST) --cov --cov-report=term --cov-report=html:build/coverage/html \
		--ignore=$(MEASURES) $(RULES)
	$(BIN)/python -m tests.covered_rooms

# Do the tests notice when a rule of core or intake is changed?  MUTANTS=0 tries every
# change, which takes hours: that is for a night.  One that was ended goes on where it was.
MUTANTS := 400
SEED := 1
mutation: set-up
	$(AWAY_FROM_DESKTOP) $(BIN)/python -m tests.mutation \
		--mutants $(MUTANTS) --seed $(SEED) --only "$(ONLY)"

# Search for bytes the intake stumbles over; what is found lies in build/fuzz/found.
FUZZ_SECONDS := 600
fuzz: set-up
	$(BIN)/python -m tests.fuzz.target --seconds $(FUZZ_SECONDS)

bench: set-up-bench
	$(AWAY_FROM_DESKTOP) $(BIN)/python -m tests.benchmarks

# A long day of the whole product; what grows and what is lost.
SOAK_MINUTES := 30
soak: set-up
	$(AWAY_FROM_DESKTOP) $(BIN)/python -m tests.soak --minutes $(SOAK_MINUTES)

# The pictures of README and guides, made anew: look at them before you commit them.
screenshots: set-up
	@$(AWAY_FROM_DESKTOP) $(BIN)/python -m tests.documents.screenshots

# The tray app without Python, as a folder: build/bundle/uis-desktop.
bundle:
	@packaging/bundle.sh desktop

# Packages, in build/packages: the tray app as .deb and archive, the relay as .deb and wheel.
deb: bundle
	@packaging/desktop/linux/package.sh

relay-deb:
	@packaging/bundle.sh relay
	@packaging/relay/debian/package.sh

wheel: set-up
	$(BIN)/hatchling build -t wheel -d build/packages

# All of them, what they are made of, and their hashes.  `make release` wants a tag.
packages: deb relay-deb wheel
	@packaging/finish.sh

release:
	@packaging/version.sh --release
	@$(MAKE) packages

# The shorter half of it: that the bundle starts and works.
test-bundle: set-up bundle
	$(AWAY_FROM_DESKTOP) $(BIN)/pytest -m packages tests/packages/test_bundle.py $(PYTEST_ARGS)

test-packages: set-up packages
	$(AWAY_FROM_DESKTOP) $(BIN)/pytest -m packages tests/packages $(PYTEST_ARGS)

# Needs buildah, and a registry or a base image of the same name.
test-container:
	packaging/relay/try_container.sh

format: set-up
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The lock has hashes for every platform and no addresses: where packages come from
# is the business of the machine that installs them.
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/uv pip compile --quiet --upgrade \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
lock:
	rm -rf build/lock
	python3 -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --all-extras --group dev -o packaging/lock/dev.txt
	$(COMPILE) pyproject.toml --extra desktop --extra relay --extra simulator --group demo \
		-c packaging/lock/dev.txt -o packaging/lock/demo.txt
	$(COMPILE) pyproject.toml --all-extras --group bundle -c packaging/lock/dev.txt \
		-o packaging/lock/bundle.txt
	$(COMPILE) pyproject.toml --extra relay --group container -c packaging/lock/dev.txt \
		-o packaging/lock/container.txt
	echo pip | $(COMPILE) - -o packaging/lock/pip.txt

clean:
	rm -rf build dist mutants .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
