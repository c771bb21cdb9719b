// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that runs out at the k-th call, once or from there on: whatever k, the program ends with
// status 71, one message and nothing under a final name; or all the same with what it gives
// otherwise, or without the one evening that found no memory. Nothing leaks.
//
// `make check` takes some k of each command, by a fixed seed; STARVE_ALL=1 (`make validate`) all.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SMALL "scenarios/minimal.yaml --set population.at_most=300 "

enum { N_SAMPLED = 10 };

static const char *const folder = program_own_folder;

// A command over files of its own folder, and how to take away what an earlier one left.
struct command {
    const char *words;    // %s: the test's folder
    const char *before;   // run in the shell before each; %s as above
    const char *made;     // what it makes in the folder, compared when it ends well
    const char *kept;     // what may be there after it failed; "": nothing
};

// Where the programs that can be starved lie: beside the program.
static const char *
starved(void)
{
    static char path[600];
    const char *named = getenv("OPLOOP");
    char *real = realpath(named != NULL && named[0] != '\0' ? named : "build/oploop", NULL);

    assert_non_null(real);
    *strrchr(real, '/') = '\0';
    snprintf(path, sizeof path, "%s/starved", real);
    free(real);
    return path;
}

// Pictures are drawn by another program, which would take most of the time: here it is missing.
static void
run_at(struct outcome *outcome, const struct command *c, long k, int n_failing)
{
    char words[1024], before[1024], how[64] = "";

    snprintf(words, sizeof words, c->words, folder, folder);
    snprintf(before, sizeof before, c->before, folder, folder, folder);
    if (k > 0) {
        snprintf(how, sizeof how,
                 n_failing > 0 ? "STARVE_FROM=%ld STARVE_FOR=%d" : "STARVE_FROM=%ld", k, n_failing);
    }
    program_run(outcome, "%s; PATH=/nowhere STARVE_SAYS=%s.says %s %s/%s 2>&1", before, folder, how,
                starved(), words);
}

static void
read_says(long *n_calls, long *n_live)
{
    char path[96];

    snprintf(path, sizeof path, "%s.says", folder);
    FILE *in = fopen(path, "r");

    assert_non_null(in);
    assert_int_equal(fscanf(in, "calls %ld live %ld", n_calls, n_live), 2);
    fclose(in);
    assert_int_equal(remove(path), 0);
}

// A number for what was made, but for run.json and what is said of the time it took.
static void
hash_made(const struct command *c, struct outcome *hash)
{
    program_run(hash,
                "cd %s && find %s -type f ! -name run.json | LC_ALL=C sort | xargs -r sha256sum",
                folder, c->made);
}

static void
assert_ends_well(const struct command *c, long k, int n_failing, const struct outcome *hash)
{
    static struct outcome outcome, mine, left;
    long n_calls, n_live;

    run_at(&outcome, c, k, n_failing);
    const bool is_ok = outcome.exit_status == 0 || outcome.exit_status == 71 ||
                       (outcome.exit_status == 3 && strstr(outcome.text, "memory ran out"));

    if (!is_ok) {
        print_message("%s, call %ld: status %d\n%s\n", c->words, k, outcome.exit_status,
                      outcome.text);
    }
    assert_true(is_ok);
    read_says(&n_calls, &n_live);
    if (n_live > 0) {
        print_message("%s, call %ld: %ld blocks leak\n", c->words, k, n_live);
    }
    assert_true(n_live <= 0);
    if (outcome.exit_status == 71) {
        if (strstr(outcome.text, "OP_NO_MEMORY") == NULL) {
            print_message("%s, call %ld says: %s\n", c->words, k, outcome.text);
        }
        assert_non_null(strstr(outcome.text, "OP_NO_MEMORY"));
        program_run(&left, "cd %s && ls | tr -d '\\n'", folder);
        // An evening that fails before it is saved leaves not even that.
        assert_true(strcmp(left.text, c->kept) == 0 || left.text[0] == '\0');
    } else if (outcome.exit_status == 0) {
        hash_made(c, &mine);
        if (strcmp(mine.text, hash->text) != 0) {
            print_message("%s, call %ld: other bytes\n", c->words, k);
        }
        assert_string_equal(mine.text, hash->text);
    }
}

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

// Calls before the first one of a program's own belong to the C library's locale.
static void
starve(const struct command *c)
{
    static struct outcome outcome, hash;
    const char *all = getenv("STARVE_ALL");
    const bool is_all = all != NULL && all[0] != '\0';
    long n_calls, n_live, first, unused;
    uint32_t state = 20120921;

    run_at(&outcome, &(struct command){ "oploop version", "true", "", "" }, 0, 0);
    read_says(&first, &unused);
    run_at(&outcome, c, 0, 0);
    assert_int_equal(outcome.exit_status, 0);
    read_says(&n_calls, &n_live);
    assert_true(n_live <= 0);
    hash_made(c, &hash);
    const long n = is_all ? n_calls - first : N_SAMPLED;

    for (long i = 0; i < n; i++) {
        const long k = first + 1 + (is_all ? i : next_random(&state) % (n_calls - first));

        assert_ends_well(c, k, 1, &hash);
        assert_ends_well(c, k, 0, &hash);
    }
    print_message("%ld of %ld calls, each once and for good: %s\n", n, n_calls - first, c->words);
}

static void
check_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop check scenarios/haren-2012/scenario.yaml", "true", ".", "" });
    starve(&(struct command){ "oploop check --json --resolved %s/r.yaml " SMALL, "rm -f %s/r.*",
                              "r.yaml", "" });
}

static void
run_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop run " SMALL
                              "-q -n 2 -j 1 --snapshot-at 'event - 12 h' -o %s/a",
                              "rm -rf %s/a", "a", "" });
    starve(&(struct command){
        "oploop run scenarios/reference/sir.yaml --set network.persons=2000 -q -n 2 -j 2 -o %s/a",
        "rm -rf %s/a", "a", "" });
}

static void
threads_stop_cleanly_when_memory_runs_out(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    print_message("the sanitizer itself ends when a thread begins without memory: not tried\n");
    skip();
#endif
    starve(&(struct command){ "oploop compare " SMALL "-q -n 4 -j 4 -o %s/a", "rm -rf %s/a", "a",
                              "" });
}

static void
going_on_from_a_snapshot_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop run " SMALL
                                    "-q -n 2 --snapshot-at 'event - 12 h' -o %s/s >/dev/null",
                                    folder),
                     0);
    starve(&(struct command){ "oploop run " SMALL "-q -j 1 --from %s/s/snapshots -o %s/a",
                              "rm -rf %s/a", "a", "s" });
}

static void
report_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    assert_int_equal(program_status("oploop compare " SMALL "-q -n 3 -o %s/a >/dev/null && "
                                    "rm -rf %s/a/charts && cp -r %s/a %s/b",
                                    folder, folder, folder, folder),
                     0);
    starve(&(struct command){ "oploop report %s/a", "rm -rf %s/a; cp -r %s/b %s/a", "a", "ab" });
}

static void
an_evening_by_hand_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "evening . scenarios/minimal.yaml %s/s", "rm -f %s/s", "s", "s" });
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(check_ends_well_whenever_memory_runs_out),
        TEST(run_ends_well_whenever_memory_runs_out),
        TEST(threads_stop_cleanly_when_memory_runs_out),
        TEST(going_on_from_a_snapshot_ends_well_whenever_memory_runs_out),
        TEST(report_ends_well_whenever_memory_runs_out),
        TEST(an_evening_by_hand_ends_well_whenever_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
