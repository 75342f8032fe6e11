# Offprint's chores. `make report` and `make test` are all that most people need; both set up what is missing.

PREFIX ?= /usr/local
NOTEBOOK ?= experiments/cosine-losses.md
REPORT ?= reports/cosine-losses
# Words for the command, such as `make report OPTIONS="--jobs 1"`.
OPTIONS ?=
# `make report` takes few seeds where the notebook has such a profile (PROFILE= for all); `make paper` takes all.
PROFILE ?= $(shell sed -n '1,/^---$$/!{/^---$$/q;};/^profiles:.*[{ ]quick:/{s/.*/quick/p;q;};/^  quick:/{s/.*/quick/p;q;}' $(NOTEBOOK))
SOURCES = Sources Tests benchmarks/Sources Package.swift

.DEFAULT_GOAL := help
.PHONY: help setup setup-test build report paper recompute test bench bench-report check format lint layering install uninstall clean

help: ## Show this list.
	@echo "Usage: make <target>"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: ## Install the libraries and fonts that are missing (apt-get or brew).
	@Scripts/setup.sh build

setup-test: ## Also the tools that tests read reports back with.
	@Scripts/setup.sh test

build: setup ## Build the program: .build/release/offprint.
	swift build -c release --product offprint

report: build ## Regenerate the paper's report: train what is missing, write HTML and PDF, say where they are.
	@"$$(swift build -c release --show-bin-path)/offprint" run $(if $(PROFILE),--profile $(PROFILE)) $(NOTEBOOK) $(OPTIONS)

paper: build ## Make the published report whole, from an empty store if need be; may be interrupted and started again.
	@Scripts/paper.sh "$$(swift build -c release --show-bin-path)/offprint" $(NOTEBOOK) $(OPTIONS)

recompute: ## Work every number of the published report out again, by a small script of its own (REPORT=another folder).
	@python3 Scripts/recompute.py $(REPORT)

test: setup-test ## Build and run all tests; list those that were skipped, and why.
	@Scripts/test.sh

bench: setup ## Measure the speed, beside PyTorch and JAX where they are (QUICK=1: short; TABLE1=1: all of Table 1).
	swift build -c release --product offprint
	swift build -c release --product offprint-bench
	@PYTHONDONTWRITEBYTECODE=1 python3 benchmarks/run.py --bin "$$(swift build -c release --show-bin-path)" \
	  $(if $(QUICK),--quick) $(if $(TABLE1),--table1) $(BENCH_OPTIONS)

bench-report: setup ## Time the report from stored runs, beside papermill and nbconvert where they are (QUICK=1: two rounds).
	swift build -c release --product offprint
	@PYTHONDONTWRITEBYTECODE=1 python3 benchmarks/report/run.py --bin "$$(swift build -c release --show-bin-path)" \
	  $(if $(QUICK),--rounds 2) $(BENCH_OPTIONS)

check: setup-test lint layering ## Everything a reviewer would check: format, layering, no warnings, tests.
	@OFFPRINT_WARNINGS_AS_ERRORS=1 Scripts/test.sh

lint: ## Check the format of the sources.
	swift format lint --strict --parallel --recursive $(SOURCES)

layering: ## Check that the sources keep to the arrows of Package.swift.
	@Scripts/check-layering --self-test
	@Scripts/check-layering

format: ## Format the sources.
	swift format --in-place --parallel --recursive $(SOURCES)

install: build ## Install the program and its completions under PREFIX (/usr/local).
	@Scripts/install.sh "$(DESTDIR)$(PREFIX)" "$$(swift build -c release --show-bin-path)/offprint"

uninstall: ## Remove what `make install` installed.
	@Scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

clean: ## Remove what was built; stored runs and reports stay.
	swift package clean
	rm -rf .build
