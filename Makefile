# pgBelay: `make help` lists the targets.
SHELL := /bin/bash
# JDK 25 runs everything, Maven too; the default java may be older.
export JAVA_HOME := $(shell for d in "$$JAVA_HOME" /usr/lib/jvm/*25* $(HOME)/.sdkman/candidates/java/25*; do \
	[ -x "$$d/bin/javac" ] && "$$d/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$$d" && break; done)
ifeq ($(JAVA_HOME),)
$(error no JDK 25 found: install one (Debian and Ubuntu: apt install temurin-25-jdk) or point JAVA_HOME at it)
endif
MVN := mvn -B -ntp

.PHONY: help compile format
help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

compile: ## format check, javac -Werror, Error Prone, NullAway
	$(MVN) test-compile

format: ## palantir-java-format over all sources
	$(MVN) spotless:apply
