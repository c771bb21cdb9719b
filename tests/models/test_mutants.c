// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario files with something wrong in them, read with the tables of the shipped model: no crash,
// no hang, no key that is accepted and does nothing, no refusal without its place.
//
// In the environment: MUTANTS says how many are drawn (default 1000), VALIDATE_SEED another seed,
// MUTANTS_KEPT a folder for those that are accepted, for another validator to read.
// A mutant that fails the test is left in the folder that the message names.
#include "models/reference/references.h"
#include "models/registry.h"
#include "sim/input/language.h"
#include "tests/support/mutate.h"
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

// For one mutant, sanitizers included: of the processor, and by the clock of a busy machine.
enum { LONGEST_CPU_S = 5, LONGEST_S = 120 };

static const char *const scenarios[] = {
    "scenarios/minimal.yaml",
    "scenarios/national.yaml",
    "scenarios/haren-2012/scenario.yaml",
    "scenarios/reference/cascade.yaml",
    "scenarios/reference/hawkes.yaml",
    "scenarios/reference/percolation.yaml",
    "scenarios/reference/queue.yaml",
    "scenarios/reference/rebellion.yaml",
    "scenarios/reference/rumour.yaml",
    "scenarios/reference/si.yaml",
    "scenarios/reference/sir.yaml",
    "scenarios/reference/sis.yaml",
    "scenarios/reference/threshold.yaml",
    "tests/support/scenarios/every_map.yaml",
};
static const char *const catalogues[] = {
    "scenarios/catalogue/municipality.yaml",
    "scenarios/catalogue/platform.yaml",
    "scenarios/catalogue/police.yaml",
    "scenarios/catalogue/transport.yaml",
};
enum {
    N_SCENARIOS = sizeof scenarios / sizeof *scenarios,
    N_CATALOGUES = sizeof catalogues / sizeof *catalogues,
    N_FILES = N_SCENARIOS + N_CATALOGUES
};

static struct op_model model;
static struct op_model reference[OP_N_REFERENCES];
static struct op_model_set references[OP_N_REFERENCES];
static const struct op_schema *schemas[OP_N_REFERENCES + 1];
static char *text_of[N_FILES];
// A mutant of a scenario lies in its own folder beside the files that Haren 2012 names; one of a
// catalogue in the folder catalogue/ beside a scenario that is well.
static char folder[64], scenario_path[96], own_folder[96], entry_path[128], beside_path[128];
static char now[160];   // which mutant, for the message of a signal

static void
tell(int number)
{
    static const char crash[] = "a crash, or longer than allowed, with ";

    if (write(2, crash, sizeof crash - 1) >= 0 && write(2, now, strlen(now)) >= 0 &&
        write(2, "\n", 1) >= 0) {
        signal(number, SIG_DFL);
    }
    raise(number);
    _exit(1);
}

static void
allow(int cpu_s, unsigned clock_s)
{
    const struct itimerval span = { .it_value = { .tv_sec = cpu_s } };

    assert_int_equal(setitimer(ITIMER_PROF, &span, NULL), 0);
    alarm(clock_s);
}

static int
set_up(void **state)
{
    static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM, SIGPROF };
    static struct outcome outcome;

    (void)state;
    op_registry_model(&model);
    op_references_fill(reference, references, schemas);
    model.schema.references = schemas;
    for (int i = 0; i < N_FILES; i++) {
        text_of[i] =
            program_text(".", i < N_SCENARIOS ? scenarios[i] : catalogues[i - N_SCENARIOS]);
        assert_non_null(text_of[i]);
    }
    program_folder(folder);
    snprintf(scenario_path, sizeof scenario_path, "%s/scenario.yaml", folder);
    snprintf(own_folder, sizeof own_folder, "%s/own", folder);
    snprintf(entry_path, sizeof entry_path, "%s/catalogue/mutant.yaml", own_folder);
    snprintf(beside_path, sizeof beside_path, "%s/scenario.yaml", own_folder);
    program_run(&outcome,
                "mkdir -p %s/catalogue && cp scenarios/haren-2012/*.csv %s && cp "
                "tests/support/scenarios/every_map.yaml %s",
                own_folder, folder, beside_path);
    assert_int_equal(outcome.exit_status, 0);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        signal(signals[i], tell);
    }
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < N_FILES; i++) {
        free(text_of[i]);
    }
    program_remove(folder);
    return 0;
}

// ---- one file ----

static void
write_file(const char *path, const char *text, size_t n_bytes)
{
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, n_bytes, out), n_bytes);
    assert_int_equal(fclose(out), 0);
}

// Read a text as file `i`. `resolved`: its resolved form if it is accepted and that is asked for.
static enum op_status
read_text(int i, const char *text, size_t n_bytes, char **resolved, struct op_diag *diag)
{
    const struct op_load_options options = { .share_dir = "." };
    const char *path = i < N_SCENARIOS ? scenario_path : beside_path;
    struct op_scenario scenario;
    enum op_status status;

    write_file(i < N_SCENARIOS ? scenario_path : entry_path, text, n_bytes);
    allow(LONGEST_CPU_S, LONGEST_S);
    status = op_scenario_load(&scenario, path, &model.schema, &options, diag);
    if (status == OP_OK && resolved) {
        char out[128];

        snprintf(out, sizeof out, "%s/resolved.yaml", folder);
        assert_int_equal(op_scenario_write(&scenario, scenario.schema, out, diag), OP_OK);
        *resolved = program_text(folder, "resolved.yaml");
        assert_non_null(*resolved);
    }
    op_scenario_free(&scenario);
    allow(0, 0);
    return status;
}

static bool
has_every_place(const struct op_diag *diag)
{
    for (int i = 0; i < diag->n_findings; i++) {
        const struct op_finding *finding = &diag->findings[i];

        if (finding->severity == OP_ERROR &&
            (!finding->place.file || finding->place.line < 1 || finding->place.column < 1)) {
            return false;
        }
    }
    return true;
}

static int
complain(const struct op_diag *diag, const char *what)
{
    print_message("%s: %s\n", now, what);
    op_diag_print(diag, stderr);
    return 1;
}

// ---- mutants at random ----

static void
keep(int number, const struct mutant *mutant)
{
    const char *kept = getenv("MUTANTS_KEPT");
    char path[256];

    if (kept && number % N_FILES < N_SCENARIOS) {
        snprintf(path, sizeof path, "%s/%d.yaml", kept, number);
        write_file(path, mutant->text, mutant->n_bytes);
    }
}

static int
check_mutant(int number, uint64_t seed)
{
    const int i = number % N_FILES;
    struct mutant mutant;
    struct op_diag diag;
    int n_wrong = 0;

    mutant_make(text_of[i], text_of[(number / N_FILES) % N_FILES], seed, &mutant);
    snprintf(now, sizeof now, "mutant %d (%s of %s, %s)", number, mutant.what,
             i < N_SCENARIOS ? scenarios[i] : catalogues[i - N_SCENARIOS],
             i < N_SCENARIOS ? scenario_path : entry_path);
    op_diag_init(&diag);

    const enum op_status status = read_text(i, mutant.text, mutant.n_bytes, NULL, &diag);

    if (status == OP_OK && (mutant.has_new_key || diag.n_errors > 0)) {
        n_wrong = complain(&diag, "accepted");
    } else if (status != OP_OK && diag.n_errors == 0) {
        n_wrong = complain(&diag, "refused without a finding");
    } else if (!has_every_place(&diag)) {
        n_wrong = complain(&diag, "a refusal without its place");
    }
    if (status == OP_OK) {
        keep(number, &mutant);
    }
    op_diag_free(&diag);
    free(mutant.text);
    return n_wrong;
}

static void
no_mutant_crashes_hangs_or_is_refused_without_a_place(void **state)
{
    const char *asked = getenv("MUTANTS");
    const char *other = getenv("VALIDATE_SEED");
    const uint64_t first = other ? strtoull(other, NULL, 10) : 2012;
    const int n = asked ? atoi(asked) : 1000;
    char kept[64] = "";

    (void)state;
    assert_true(n > 0);
    for (int k = 0; k < n; k++) {
        if (check_mutant(k, (first << 24) + (uint64_t)k) > 0) {
            program_folder(kept);
            program_status("cp -r %s/. %s", folder, kept);
            fail_msg("seed %" PRIu64 ", mutant %d: see %s", first, k, kept);
        }
    }
    print_message("%d mutants of seed %" PRIu64 "\n", n, first);
}

// ---- keys where they do not belong ----

// The same path again within a file is the same kind of map.
static bool
is_seen(const struct mutant_map *maps, int m)
{
    for (int k = 0; k < m; k++) {
        if (strcmp(maps[k].path, maps[m].path) == 0) {
            return true;
        }
    }
    return false;
}

static void
an_unknown_key_is_refused_where_it_stands_in_any_map_of_any_file(void **state)
{
    static struct mutant_map maps[MUTANT_MAX_MAPS];
    int n_maps = 0;

    (void)state;
    for (int i = 0; i < N_FILES; i++) {
        const int n = mutant_maps(text_of[i], maps);

        for (int m = 0; m < n; m++) {
            char *text = mutant_with_key(text_of[i], &maps[m], "zz_mine", "1");
            const char *file = i < N_SCENARIOS ? scenario_path : entry_path;
            bool is_there = false;
            struct op_diag diag;

            op_diag_init(&diag);
            snprintf(now, sizeof now, "a key in %s of file %d", maps[m].path, i);
            if (read_text(i, text, strlen(text), NULL, &diag) == OP_OK) {
                fail_msg("%s is accepted:\n%s", now, text);
            }
            for (int k = 0; k < diag.n_findings; k++) {
                is_there |= strcmp(diag.findings[k].place.file, file) == 0 &&
                            diag.findings[k].place.line == maps[m].line &&
                            diag.findings[k].place.column > 0;
            }
            if (!is_there) {
                op_diag_print(&diag, stderr);
                fail_msg("%s is refused elsewhere than in line %d", now, maps[m].line);
            }
            op_diag_free(&diag);
            free(text);
        }
        n_maps += n;
    }
    assert_true(n_maps > 150);
}

static void
a_key_of_ones_own_is_let_through_in_any_map_and_changes_nothing(void **state)
{
    static struct mutant_map maps[MUTANT_MAX_MAPS];

    (void)state;
    for (int i = 0; i < N_FILES; i++) {
        const int n = mutant_maps(text_of[i], maps);
        struct op_diag diag;
        char *plain = NULL;

        op_diag_init(&diag);
        assert_int_equal(read_text(i, text_of[i], strlen(text_of[i]), &plain, &diag), OP_OK);
        op_diag_free(&diag);
        for (int m = 0; m < n; m++) {
            if (is_seen(maps, m)) {
                continue;
            }

            char *text = mutant_with_key(text_of[i], &maps[m], "x-mine", "{ a: [b, { at: c }] }");
            char *resolved = NULL;

            op_diag_init(&diag);
            snprintf(now, sizeof now, "x-mine in %s of file %d", maps[m].path, i);
            if (read_text(i, text, strlen(text), &resolved, &diag) != OP_OK) {
                op_diag_print(&diag, stderr);
                fail_msg("%s is refused:\n%s", now, text);
            }
            assert_string_equal(resolved, plain);
            op_diag_free(&diag);
            free(resolved);
            free(text);
        }
        free(plain);
    }
}

// Known keys that are accepted and leave the resolved file as it is, and why that is right.
static bool
may_do_nothing(const char *path, const char *key)
{
    const char *last = strrchr(path, '.');

    last = last ? last + 1 : path;
    // A condition within another reads the true state already.
    return strcmp(key, "oracle") == 0 && strcmp(last, "*") == 0;
}

static int
put_known_key(int i, const struct mutant_map *map, const struct op_key *row, const char *plain)
{
    char *text = mutant_with_key(text_of[i], map, row->key, row->example ? row->example : "{}");
    char *resolved = NULL;
    struct op_diag diag;
    int n_wrong = 0;

    op_diag_init(&diag);
    snprintf(now, sizeof now, "%s in %s", row->key, map->path);
    if (read_text(i, text, strlen(text), &resolved, &diag) == OP_OK &&
        strcmp(resolved, plain) == 0 && !may_do_nothing(map->path, row->key)) {
        print_message("%s: %s is accepted and does nothing\n", now, row->example);
        n_wrong = 1;
    }
    op_diag_free(&diag);
    free(resolved);
    free(text);
    return n_wrong;
}

// Has a table before this one the same key with the same example?
static bool
is_tried(int kind, const struct op_key *row)
{
    for (int before = 0; before < kind; before++) {
        const struct op_key *keys = op_language_keys((enum op_map)before);

        for (int k = 0; keys[k].key; k++) {
            if (strcmp(keys[k].key, row->key) == 0 && keys[k].example && row->example &&
                strcmp(keys[k].example, row->example) == 0) {
                return true;
            }
        }
    }
    return false;
}

// Every key of the language in every map of a file that has each map once.
static void
a_known_key_in_any_map_is_refused_or_does_something(void **state)
{
    static struct mutant_map maps[MUTANT_MAX_MAPS];
    static const char *const files[] = { "tests/support/scenarios/every_map.yaml",
                                         "scenarios/reference/sir.yaml" };
    int n_wrong = 0;

    (void)state;
    for (int f = 0; f < 2; f++) {
        struct op_diag diag;
        char *plain = NULL;
        int i = 0;

        while (strcmp(scenarios[i], files[f]) != 0) {
            i++;
        }
        op_diag_init(&diag);
        assert_int_equal(read_text(i, text_of[i], strlen(text_of[i]), &plain, &diag), OP_OK);
        op_diag_free(&diag);

        const int n = mutant_maps(text_of[i], maps);

        for (int m = 0; m < n; m++) {
            for (int kind = 0; kind < OP_MAP_COUNT && !is_seen(maps, m); kind++) {
                const struct op_key *keys = op_language_keys((enum op_map)kind);

                for (int k = 0; keys[k].key; k++) {
                    if (!is_tried(kind, &keys[k])) {
                        n_wrong += put_known_key(i, &maps[m], &keys[k], plain);
                    }
                }
            }
        }
        free(plain);
    }
    assert_int_equal(n_wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_mutant_crashes_hangs_or_is_refused_without_a_place),
        cmocka_unit_test(an_unknown_key_is_refused_where_it_stands_in_any_map_of_any_file),
        cmocka_unit_test(a_key_of_ones_own_is_let_through_in_any_map_and_changes_nothing),
        cmocka_unit_test(a_known_key_in_any_map_is_refused_or_does_something),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
