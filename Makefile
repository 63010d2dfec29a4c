# What people do with this repository. Every target installs what it needs and finds missing.

SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help run test check bench torture docs format clean install-dependencies

# Arguments of `make run`, for example: make run ARGS="--seed 7 --json"
ARGS ?=
# Part of the names of the tests that `make test` runs, for example: make test FILTER=CommandLine
FILTER ?=
# How long `make torture` simulates, from which seed.
SIMULATE ?= 600s
SIMULATE_SEED ?= 1
# How often `make torture` kills, and over how many plans.
KILLS ?= 1000
SEEDS ?= 20

# How many connections to a database `make torture` cuts around commits.
CUTS ?= 200

# How many clean runs `make torture` audits; a tenth as many are put wrong on purpose.
AUDITS ?= 10000

TEST_FLAGS := -c release --scratch-path .build/tests -Xswiftc -enable-testing
SWIFT_PATHS := $(wildcard Package.swift Sources Tests Benchmarks)
SIMULATOR := .build/release/simulator

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install-dependencies ## build and run a simulation (ARGS="--seed 7")
	swift build -c release --product simulator
	$(SIMULATOR) run $(ARGS)

test: install-dependencies ## build and run all tests (FILTER=name for some)
	swift build --build-tests $(TEST_FLAGS)
	Scripts/test.sh $(TEST_FLAGS) $(if $(FILTER),--filter "$(FILTER)")

check: install-dependencies ## what every change must pass: format, build without warnings, tests
	swift format lint --strict --recursive $(SWIFT_PATHS)
	swift build -c release --explicit-target-dependency-import-check error
	$(MAKE) test

bench: install-dependencies ## measure this machine (ARGS="engine journal")
	swift build -c release --product simulator
	$(SIMULATOR) bench $(ARGS)

torture: install-dependencies ## simulate, kill runs, cut connections (SIMULATE=600s KILLS=1000 SEEDS=20 CUTS=200 AUDITS=10000)
	swift build -c release --product simulator
	SIMULATE=$(SIMULATE) SIMULATE_SEED=$(SIMULATE_SEED) KILLS=$(KILLS) SEEDS=$(SEEDS) Scripts/torture.sh
	SIMULATOR_AUDITS=$(AUDITS) $(MAKE) test FILTER='AuditTests\.CampaignTests'
	SIMULATOR_CUTS=$(CUTS) $(MAKE) test FILTER='PostgresScenarios\.InterruptionTests'

docs: install-dependencies ## check the docs: links, options, exit codes, examples
	$(MAKE) test FILTER='SimulatorTests\.(RepositoryTests|LintRuleTests|CommandLineDocsTests|WhatsHereTests|HashDocsTests|ConsoleExampleTests)'

format: install-dependencies ## format all Swift files
	swift format --in-place --recursive $(SWIFT_PATHS)

clean: ## remove what was built
	rm -rf .build

install-dependencies: ## install what the Swift toolchain needs, if it is missing (Debian, Ubuntu)
	@Scripts/install-dependencies.sh
