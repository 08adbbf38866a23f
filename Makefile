# Names for the commands that a person types. Each installs the Debian packages that it lacks (scripts/setup).

# Options for every build: SWIFTFLAGS='-Xswiftc -warnings-as-errors', say.
SWIFTFLAGS ?=
# Options for `swift test` alone: TESTFLAGS='--filter Statistics', say.
TESTFLAGS ?=

FORMATTED = Package.swift Sources Tests \
	$(wildcard Examples/*/Package.swift Examples/*/Sources scripts/*/Package.swift scripts/*/Sources)

.PHONY: help bench test lint format clean

help: ## Show this text
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

bench: ## Measure the default suite, compare it with the baseline, write results/report.html
	@scripts/bench

test: ## Run every test
	@scripts/setup test
	swift test $(SWIFTFLAGS) $(TESTFLAGS)
	scripts/test-black-hole
	scripts/test-example $(SWIFTFLAGS)

lint: ## Check the formatting
	@scripts/setup build
	swift format lint --strict --parallel --recursive $(FORMATTED)

format: ## Format the sources in place
	@scripts/setup build
	swift format --in-place --parallel --recursive $(FORMATTED)

clean: ## Remove what was built; results/ stays
	rm -rf .build Examples/*/.build scripts/*/.build
