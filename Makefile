# pgBelay: `make help` lists the targets.
SHELL := /bin/bash
# JDK 25 runs everything, Maven too; the default java may be older.
export JAVA_HOME := $(shell for d in "$$JAVA_HOME" /usr/lib/jvm/*25* $(HOME)/.sdkman/candidates/java/25*; do \
	[ -x "$$d/bin/javac" ] && "$$d/bin/javac" -version 2>&1 | grep -q ' 25' && echo "$$d" && break; done)
ifeq ($(JAVA_HOME),)
$(error no JDK 25 found: install one (Debian and Ubuntu: apt install temurin-25-jdk) or point JAVA_HOME at it)
endif
ifeq ($(shell command -v mvn),)
$(error no Maven found: install it (Debian and Ubuntu: apt install maven))
endif
MVN := mvn -B -ntp
# What `make demo` and `make playground` run with: test classes, and the image that is tested and shipped.
WORLD = $(JAVA_HOME)/bin/java -Xmx512m --enable-native-access=ALL-UNNAMED -Dkubernetes.certs.client.key.algo=EC \
	-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dlogback.configurationFile=logback-world.xml \
	-cp operator/target/test-classes:operator/target/classes:$$(cat operator/target/test.classpath)
BUILT := operator/target/built

.PHONY: help tools demo playground test compile format crds e2e bench bench-control image
help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(BUILT) ## a real database backed up, restored and compared on a real Kubernetes, by one command
	@if [ -t 1 ]; then export PGBELAY_TERMINAL=true; fi; $(WORLD) io.pgbelay.demo.Demo

playground: $(BUILT) ## the world of the demo, in the foreground, for kubectl, psql and aws
	@exec $(WORLD) io.pgbelay.demo.PlaygroundMain

test: tools ## everything: format, -Werror, Error Prone, NullAway, walls, unit, mover and loop tests, the demo
	$(MVN) verify && touch $(BUILT)

tools:
	@for tool in zstd gpg; do command -v $$tool >/dev/null || { \
		echo "make test compares with $$tool: install it (Debian and Ubuntu: apt install zstd gnupg)" >&2; exit 1; }; done

compile: ## format check and compilers only
	$(MVN) process-test-classes

format: ## palantir-java-format over all sources
	$(MVN) spotless:apply

crds: ## write crds/ and the generated reference anew from the records
	UPDATE=1 $(MVN) test -pl operator -am -Dtest='CrdsTest,DocsTest' -Dsurefire.failIfNoSpecifiedTests=false

e2e: $(BUILT) ## the story as users live it, in the cluster that KUBECONFIG names: images by PGBELAY_IMAGE, POSTGRES_IMAGE, S3_IMAGE
	@command -v kubectl >/dev/null || { echo "make e2e needs kubectl in PATH, and KUBECONFIG" >&2; exit 1; }
	@$(WORLD) io.pgbelay.e2e.EndToEnd

bench: $(BUILT) ## backups and restores beside what others do, on 1 GB, into docs/performance.md: scale=, rounds=, synthetic= (GiB)
	@$(WORLD) $(foreach size,scale rounds synthetic,$(if $($(size)),-D$(size)=$($(size)))) io.pgbelay.bench.DatapathBench

bench-control: $(BUILT) ## the operator with 10,000 schedules beside 1,000 CronJobs, into docs/performance.md: smaller by schedules=, runs=, herd=
	@$(WORLD) $(foreach size,schedules runs herd,$(if $($(size)),-D$(size)=$($(size)))) io.pgbelay.bench.ControlBench

image: $(BUILT) ## lay out the image: operator/target/image for operator/Dockerfile, its root folder for tools without Docker
	@rm -rf operator/target/image-root && mkdir -p operator/target/image-root/opt
	@cp -al operator/target/image operator/target/image-root/opt/pgbelay
	@echo "docker build -t ghcr.io/pgbelay/pgbelay:0.1.0 operator"
	@echo "Without Docker: operator/target/image-root is the one layer on top of the base that operator/Dockerfile names"

$(BUILT): pom.xml $(shell find examples/playground operator crds -type f -not -path '*/target/*' 2>/dev/null)
	@echo "Building pgBelay (about a minute the first time)"
	@$(MVN) process-test-classes -Dspotless.check.skip >operator/target.log 2>&1 || { cat operator/target.log; rm -f operator/target.log; exit 1; }
	@mkdir -p operator/target && mv operator/target.log operator/target/build.log && touch $@
