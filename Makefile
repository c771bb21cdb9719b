# Everything is built into $(BUILD); nothing else in the tree is touched. `make help` lists the targets.
RELEASE  := 0.1.0
CC        = gcc
BUILD    ?= build
PREFIX   ?= /usr/local
DESTDIR  ?=
OPT      ?= -O3
SAN      ?=
SHARE    := $(PREFIX)/share/oploop
MAN      := $(PREFIX)/share/man/man1
BASHCOMP := $(PREFIX)/share/bash-completion/completions
ZSHCOMP  := $(PREFIX)/share/zsh/site-functions
N        ?= 50
TIMEOUT  ?= 300

WARN     := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Werror \
            $(if $(findstring clang,$(CC)),,-Wno-maybe-uninitialized)
# (gcc's maybe-uninitialized gives false alarms that come and go with the level of inlining.)
# No -ffast-math, no contraction, no -march: the same bits on any CPU. Asserts stay on.
CFLAGS   ?=
FLAGS    := -std=c11 -D_GNU_SOURCE -I. $(WARN) $(OPT) -g -ffp-contract=off -pthread $(SAN) $(CFLAGS)
LIBS     := -lyaml -lcsv -lgsl -lgslcblas -lmd -lm -lpthread
TESTLIBS := -lcmocka -lmpfr -lgmp

# ---- sources: found, sorted, never listed by hand
SIM      := $(sort $(filter-out sim/main.c,$(wildcard sim/*.c sim/*/*.c sim/*/*/*.c)))
MODELS   := $(sort $(wildcard models/*.c models/*/*.c))
ANALYSIS := $(sort $(wildcard analysis/*.c analysis/*/*.c))
EXERCISE := $(sort $(wildcard exercise/*.c exercise/*/*.c))
MAIN     := $(wildcard sim/main.c)
# Programs of their own: bound_sir is the yardstick of `make bench`, same_run belongs to `make wasm`;
# starved stands in for the allocator of the programs in $(BUILD)/starved.
SUPPORT  := $(sort $(filter-out tests/support/test_% tests/support/bound_sir.c tests/support/same_run.c \
              tests/support/starved%, $(wildcard tests/support/*.c)))
TESTS    := $(sort $(wildcard tests/*/test_*.c))
FUZZ     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SOURCES  := $(SIM) $(MODELS) $(ANALYSIS) $(EXERCISE) $(MAIN) $(SUPPORT) $(TESTS) $(FUZZ)

obj       = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(TESTS))
LIBSIM   := $(BUILD)/libsim.a
LIBMODELS := $(BUILD)/libmodels.a
LIBANALYSIS := $(BUILD)/libanalysis.a
LIBEXERCISE := $(BUILD)/libexercise.a
LIBSUPPORT := $(BUILD)/libsupport.a
ARCHIVES := $(if $(EXERCISE),$(LIBEXERCISE)) $(LIBANALYSIS) $(LIBMODELS) $(LIBSIM)
OPLOOP   := $(if $(MAIN),$(BUILD)/oploop)

# A tag if there is one, else the release number and the commit, else (no repository) the number.
VERSION  := $(shell git --git-dir=.git describe --tags --dirty 2>/dev/null \
              || { h=$$(git --git-dir=.git describe --always --dirty 2>/dev/null) \
              && echo "$(RELEASE)+g$$h"; } || echo "$(RELEASE)")
# What only the files that say it need to know; the quotes are for the shell.
ABOUT     = -DOP_VERSION='"$(VERSION)"' -DOP_CFLAGS='"$(strip $(FLAGS))"' -DOP_SHARE_DIR='"$(1)"'
ABOUTERS := $(shell grep -lE 'OP_(VERSION|CFLAGS|SHARE_DIR)\>' sim/main.c sim/*/*.c sim/*/*/*.c analysis/verb/*.c \
              2>/dev/null | sort)

.PHONY: all demo picture deps test check lint layers sanitize draws same-bits wasm bench validate format schema \
        install uninstall clean help docs links programs fuzz fuzz-programs FORCE
.SECONDARY:
.DELETE_ON_ERROR:

all: $(ARCHIVES) $(OPLOOP)  ## build the library archives and build/oploop

demo: deps  ## install what is missing, build, replay Haren 2012 under all strategies
	$(MAKE) all
	$(BUILD)/oploop compare scenarios/haren-2012/scenario.yaml -n $(N) -o results/haren-2012 --force

picture: all  ## make docs/picture.svg anew from the results of `make demo`
	$(BUILD)/oploop report results/haren-2012 >$(BUILD)/table.txt
	cp results/haren-2012/charts/record-attending_clicks.svg docs/picture.svg

deps:  ## install the Debian packages that are missing
	@sh tools/deps.sh

test: deps  ## install what is missing, build, run every test
	$(MAKE) --no-print-directory -j"$$(nproc)" programs
	$(MAKE) check

STARVED  := $(BUILD)/starved/oploop $(BUILD)/starved/evening
programs: all $(PROGRAMS) $(STARVED)

check: layers programs  ## build, check the layers and run every test program
	@OPLOOP=$(BUILD)/oploop TIMEOUT=$(TIMEOUT) sh tools/check.sh $(filter-out $(LEFT_OUT),$(PROGRAMS))

sanitize:  ## the same tests with address and undefined-behaviour sanitizers, in their own folder
	MUTANTS=300 $(MAKE) check BUILD=$(BUILD)/sanitize OPT=-O1 TIMEOUT=1200 \
	    SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"

fuzz:  ## hostile input for SECONDS (60) to each of the five readers, with sanitizers; crashes are kept
	@MAKE="$(MAKE)" sh tools/fuzz.sh $(BUILD)/fuzz $(or $(SECONDS),60)

# (the watch takes memory at each draw, so what happens without any is not tried there; and it belongs to the thread, so
# neither are several simulations side by side)
draws:  ## the same tests, and small comparisons, in a build that ends when a key answers two questions
	$(MAKE) check BUILD=$(BUILD)/draws CFLAGS="$(CFLAGS) -DOP_CHECK_DRAWS" TIMEOUT=1200 \
	    LEFT_OUT='$(BUILD)/draws/tests/cli/test_starved $(BUILD)/draws/tests/laws/test_public_face'
	@sh tools/draws.sh $(BUILD)/draws/oploop $(BUILD)/draws/compare

same-bits:  ## the same bytes from gcc, clang and WebAssembly, any flags, threads, forks or none
	@MAKE="$(MAKE)" sh tools/same_bits.sh $(BUILD)/bits
	@sh tools/wasm.sh $(BUILD)/wasm

wasm:  ## the same bits from this machine and from WebAssembly in node
	@CC="$(CC)" sh tools/wasm.sh $(BUILD)/wasm

layers:  ## who may include whom
	@sh tools/layers.sh

lint: layers links  ## layers, links of the documentation, clang-format 14 and cppcheck where present
	@sh tools/lint.sh

format:  ## rewrite sources with clang-format 14
	@sh tools/lint.sh --format

docs: all  ## make the pages of docs/ that come from the tables anew, and check all links
	@sh tools/pages.sh $(BUILD)/oploop docs docs
	@sh tools/docs.sh

links:  ## check that every link and every cited source of the documentation exists
	@sh tools/docs.sh

schema: all  ## write schema/*.json, what editors know of the scenario language, anew from the tables
	$(BUILD)/oploop schema >$(BUILD)/scenario.schema.json
	$(BUILD)/oploop schema catalogue >$(BUILD)/catalogue.schema.json
	cp $(BUILD)/scenario.schema.json $(BUILD)/catalogue.schema.json schema/

bench: all $(BUILD)/bound_sir  ## measure this machine into build/bench.csv and draw how cost grows (some minutes)
	@sh tools/bench.sh $(BUILD)/oploop $(BUILD)/bound_sir $(BUILD)/bench.csv $(BUILD)/bench $(SIZE)
	@gnuplot -d -c tools/growth.gp $(BUILD)/bench.csv $(BUILD)/growth.svg

LAWS := $(filter $(BUILD)/tests/laws/test_reference_% $(BUILD)/tests/laws/test_coverage,$(PROGRAMS))
MUTANTS ?= 20000
validate: all $(LAWS) $(BUILD)/tests/models/test_mutants $(STARVED) $(BUILD)/tests/cli/test_starved  ## reference models, coverage of intervals, the recorded evening and mutants with a new seed (or SEED=), every failing allocation
	@VALIDATE_SEED=$(or $(SEED),$$(date +%s)) OPLOOP=$(BUILD)/oploop TIMEOUT=1800 sh tools/check.sh $(LAWS)
	@sh tools/mutants.sh $(BUILD)/tests/models/test_mutants $(BUILD)/mutants $(MUTANTS) $(or $(SEED),$$(date +%s))
	@STARVE_ALL=1 OPLOOP=$(BUILD)/oploop TIMEOUT=14400 sh tools/check.sh $(BUILD)/tests/cli/test_starved
	@sh tools/validate.sh $(BUILD)/oploop $(BUILD)/validate $(N) $(SEED)

# ---- the installed program looks for its files under PREFIX, the built one in this checkout
install: all  ## install under $(DESTDIR)$(PREFIX)
	$(MAKE) $(BUILD)/installed/oploop
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(SHARE)
	install -m 755 $(BUILD)/installed/oploop $(DESTDIR)$(PREFIX)/bin/oploop
	find scenarios schema analysis/charts docs -type f ! -name '*.[ch]' \
	    -exec install -D -m 644 '{}' '$(DESTDIR)$(SHARE)/{}' ';'
	install -m 644 LICENSE README.md CITATION.cff CHANGELOG.md $(DESTDIR)$(SHARE)
	@rm -rf $(BUILD)/pages
	sh tools/pages.sh $(BUILD)/installed/oploop man $(BUILD)/pages/man
	sh tools/pages.sh $(BUILD)/installed/oploop completion $(BUILD)/pages
	install -d $(DESTDIR)$(MAN) $(DESTDIR)$(BASHCOMP) $(DESTDIR)$(ZSHCOMP)
	install -m 644 $(BUILD)/pages/man/*.1 $(DESTDIR)$(MAN)
	install -m 644 $(BUILD)/pages/oploop.bash $(DESTDIR)$(BASHCOMP)/oploop
	install -m 644 $(BUILD)/pages/_oploop $(DESTDIR)$(ZSHCOMP)/_oploop

uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/oploop $(DESTDIR)$(MAN)/oploop.1 $(DESTDIR)$(MAN)/oploop-*.1
	rm -f $(DESTDIR)$(BASHCOMP)/oploop $(DESTDIR)$(ZSHCOMP)/_oploop
	rm -rf $(DESTDIR)$(SHARE)

clean:  ## remove the build folder (results stay)
	rm -rf $(BUILD)

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /\t/' | expand -t 14

# ---- rules
$(LIBSIM): $(call obj,$(SIM))
$(LIBMODELS): $(call obj,$(MODELS))
$(LIBANALYSIS): $(call obj,$(ANALYSIS))
$(LIBEXERCISE): $(call obj,$(EXERCISE))
$(LIBSUPPORT): $(call obj,$(SUPPORT))
$(BUILD)/lib%.a: $(BUILD)/sources
	@rm -f $@
	@ar rcs $@ $(filter %.o,$^)

# As fast as this machine goes: its own instructions, nothing of ours.
$(BUILD)/bound_sir: tests/support/bound_sir.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O3 -march=native -o $@ $< -lm

$(BUILD)/oploop: $(call obj,$(MAIN)) $(ARCHIVES)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The same programs with memory that runs out when it is told to.
$(BUILD)/starved/oploop: $(call obj,$(MAIN) tests/support/starved.c) $(ARCHIVES)
$(BUILD)/starved/evening: $(call obj,tests/support/starved_evening.c tests/support/starved.c) $(ARCHIVES)
$(STARVED):
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

ABOUT_OBJ := $(call obj,$(ABOUTERS))
INSTALLED := $(patsubst %.c,$(BUILD)/installed/%.o,$(ABOUTERS))
$(BUILD)/installed/oploop: $(filter-out $(ABOUT_OBJ),$(call obj,$(MAIN))) $(INSTALLED) $(ARCHIVES)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/installed/%.o: %.c $(BUILD)/flags $(BUILD)/version
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CPPFLAGS) $(call ABOUT,$(SHARE)) -MMD -MP -c -o $@ $<

# Tests of a layer link that layer and what lies below it: an upward call does not link.
UNDER_sim      := $(LIBSIM)
UNDER_models   := $(LIBMODELS) $(LIBSIM)
UNDER_analysis := $(LIBANALYSIS) $(LIBSIM)
UNDER_fuzz     := $(call obj,$(FUZZ)) $(ARCHIVES)
under           = $(or $(UNDER_$(1)),$(ARCHIVES))
.SECONDEXPANSION:
$(PROGRAMS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(LIBSUPPORT) $$(call under,$$(firstword $$(subst /, ,$$*)))
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(TESTLIBS) $(LIBS)

# The targets of tests/fuzz with a fuzzer, which clang alone has: tools/fuzz.sh.
FUZZERS := $(addprefix $(BUILD)/fuzz_,scenario csv snapshot words results)
fuzz-programs: $(FUZZERS)
$(FUZZERS): $(BUILD)/fuzz_%: tests/fuzz/entry.c $(call obj,$(FUZZ)) $(ARCHIVES)
	$(CC) $(FLAGS) $(LDFLAGS) -fsanitize=fuzzer -DTARGET=fuzz_$* -o $@ $^ $(LIBS)

$(ABOUT_OBJ): SAYS = $(call ABOUT,$(CURDIR))
$(ABOUT_OBJ): $(BUILD)/version
$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CPPFLAGS) $(SAYS) -MMD -MP -c -o $@ $<

# Written only when their content changes: a new compiler, flag, version or file rebuilds what it must.
keep = @mkdir -p $(BUILD); echo '$(1)' | cmp -s - $@ || echo '$(1)' > $@
$(BUILD)/flags: FORCE
	$(call keep,$(CC) $(FLAGS) $(CPPFLAGS))
$(BUILD)/version: FORCE
	$(call keep,$(VERSION) $(SHARE))
$(BUILD)/sources: FORCE
	$(call keep,$(SOURCES))

-include $(patsubst %.o,%.d,$(call obj,$(SOURCES) $(wildcard tests/support/starved*.c)) $(INSTALLED))
