// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that runs out at the k-th call, once or from there on: whatever k, the program ends with
// status 71, one message and nothing under a final name; or all the same with what it gives
// otherwise, or without the one evening that found no memory. Nothing leaks.
//
// `make check` takes some k of each command, by a fixed seed; STARVE_ALL=1 (`make validate`) all.
// For that to take an hour and not a day, all but one read a catalogue of few measures;
// STARVE_ALL=once leaves out what fails for good, and STARVE_TEST='run_*' tries those tests alone.
#include "sim/base/hash.h"
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <dirent.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Commands stand in folder/w.
#define SMALL "../minimal.yaml --set population.at_most=300 "
#define SWEPT "--vary 'patrol.visible_presence.at = event - 2 h, event' "

#define REMOVE(name) "[ ! -e " name " ] || rm -rf " name

enum { N_SAMPLED = 10 };

static const char *const folder = program_own_folder;

// A command over files of its own folder, and how to take away what an earlier one left.
struct command {
    const char *words;    // $REPO: the checkout
    const char *before;   // run in the shell before each
    const char *made;     // what it makes in the folder, compared when it ends well
    const char *kept;     // what may be there after it failed; "": nothing
};

// A folder to work in, beside it a scenario and a share folder with few measures.
static int
set_up(void **state)
{
    return program_set_up(state) != 0
               ? -1
               : program_status("cd %s && mkdir -p w share/scenarios && cd \"$OLDPWD\" && "
                                "cp -r tests/fuzz/share/scenarios/catalogue scenarios/data "
                                "%s/share/scenarios/ && ln -s \"$PWD/analysis\" %s/share/ && "
                                "cp scenarios/minimal.yaml %s/",
                                folder, folder, folder, folder);
}

// In the folder to work in, as the user would.
#define IN_FOLDER "REPO=$PWD; export OPLOOP_SHARE=%s/share; cd %s/w && "

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
    char how[64] = "";

    if (k > 0) {
        snprintf(how, sizeof how,
                 n_failing > 0 ? "STARVE_FROM=%ld STARVE_FOR=%d" : "STARVE_FROM=%ld", k, n_failing);
    }
    program_run(outcome, IN_FOLDER "%s; 2>&1 PATH=/nowhere STARVE_SAYS=%s.says %s %s/%s", folder,
                folder, c->before, folder, how, starved(), c->words);
}

// False: it did not come to its end.
static bool
read_says(long *n_calls, long *n_live)
{
    char path[96];

    snprintf(path, sizeof path, "%s.says", folder);
    FILE *in = fopen(path, "r");

    if (in == NULL) {
        return false;
    }
    assert_int_equal(fscanf(in, "calls %ld live %ld", n_calls, n_live), 2);
    fclose(in);
    assert_int_equal(remove(path), 0);
    return true;
}

// In C and not by programs of the shell: this is done some ten thousand times.
static uint64_t hash_of_made;

static int
add_file(const char *path, const struct stat *stat, int kind, struct FTW *at)
{
    static unsigned char bytes[1 << 20];

    (void)stat;
    if (kind == FTW_F && strcmp(path + at->base, "run.json") != 0) {
        uint64_t hash = op_hash_bytes(path, strlen(path), 0);
        FILE *in = fopen(path, "rb");
        size_t n;

        assert_non_null(in);
        while ((n = fread(bytes, 1, sizeof bytes, in)) > 0) {
            hash = op_hash_bytes(bytes, n, hash);
        }
        fclose(in);
        hash_of_made += hash;   // in whatever order the files come
    }
    return 0;
}

// A number for what was made, but for run.json and what is said of the time it took.
static uint64_t
hash_made(const struct command *c)
{
    char path[600];

    snprintf(path, sizeof path, "%s/w/%s", folder, c->made);
    hash_of_made = 0;
    assert_int_equal(nftw(path, add_file, 16, FTW_PHYS), 0);
    return hash_of_made;
}

static int
is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

// The names in the folder to work in, one behind the other.
static void
list_left(char *names, size_t n_bytes)
{
    char path[600];
    struct dirent **entry;
    size_t length = 0;

    snprintf(path, sizeof path, "%s/w", folder);
    const int n = scandir(path, &entry, is_shown, alphasort);

    assert_true(n >= 0);
    names[0] = '\0';
    for (int i = 0; i < n; i++) {
        length += (size_t)snprintf(names + length, n_bytes - length, "%s", entry[i]->d_name);
        assert_true(length < n_bytes);
        free(entry[i]);
    }
    free(entry);
}

// What is wrong with how a command ended, for a person; "": nothing.
static void
find_fault(const struct command *c, const struct outcome *outcome, uint64_t hash, char fault[200])
{
    char left[600];
    long n_calls, n_live;

    fault[0] = '\0';
    if (!read_says(&n_calls, &n_live)) {
        // the sanitizer itself ends when a thread begins without memory
        if (strstr(outcome->text, "AddressSanitizer: CHECK failed: sanitizer_") == NULL) {
            snprintf(fault, 200, "status %d, and no end", outcome->exit_status);
        }
        return;
    }
    list_left(left, sizeof left);
    if (outcome->exit_status != 0 && outcome->exit_status != 71 &&
        !(outcome->exit_status == 3 && strstr(outcome->text, "memory ran out"))) {
        snprintf(fault, 200, "status %d", outcome->exit_status);
    } else if (n_live > 0) {
        snprintf(fault, 200, "%ld blocks leak", n_live);
    } else if (outcome->exit_status == 71 && strstr(outcome->text, "OP_NO_MEMORY") == NULL) {
        snprintf(fault, 200, "status 71 without a word of memory");
        // An evening that fails before it is saved leaves not even what may be kept.
    } else if (outcome->exit_status == 71 && strcmp(left, c->kept) != 0 && left[0] != '\0') {
        snprintf(fault, 200, "left behind: %.150s", left);
    } else if (outcome->exit_status == 0 && hash_made(c) != hash) {
        snprintf(fault, 200, "other bytes");
    }
}

static bool
ends_well(const struct command *c, long k, int n_failing, uint64_t hash)
{
    static struct outcome outcome;
    char fault[200];

    run_at(&outcome, c, k, n_failing);
    find_fault(c, &outcome, hash, fault);
    if (fault[0] != '\0') {
        print_message("%s, call %ld%s: %s\n%s\n", c->words, k,
                      n_failing == 0 ? " and all that follow" : "", fault, outcome.text);
    }
    return fault[0] == '\0';
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
    static struct outcome outcome;
    const char *all = getenv("STARVE_ALL");
    const bool is_all = all != NULL && all[0] != '\0';
    const bool is_once_alone = is_all && strcmp(all, "once") == 0;
    long n_calls, n_live, first, unused;
    uint32_t state = 20120921;
    int n_bad = 0;

    run_at(&outcome, &(struct command){ "oploop version", "true", "", "" }, 0, 0);
    assert_true(read_says(&first, &unused));
    run_at(&outcome, c, 0, 0);
    assert_int_equal(outcome.exit_status, 0);
    assert_true(read_says(&n_calls, &n_live));
    assert_true(n_live <= 0);
    const uint64_t hash = hash_made(c);
    const long n = is_all ? n_calls - first : N_SAMPLED;

    for (long i = 0; i < n; i++) {
        const long k = first + 1 + (is_all ? i : next_random(&state) % (n_calls - first));

        n_bad += !ends_well(c, k, 1, hash);
        n_bad += !is_once_alone && !ends_well(c, k, 0, hash);
    }
    print_message("%ld of %ld calls, each once%s: %s\n", n, n_calls - first,
                  is_once_alone ? "" : " and for good", c->words);
    assert_int_equal(n_bad, 0);
}

// Make files of a folder beforehand, with all the memory there is.
static void
make(const char *words)
{
    assert_int_equal(program_status("(" IN_FOLDER "PATH=/nowhere; %s) >/dev/null 2>&1", folder,
                                    folder, words),
                     0);
}

static void
check_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop check $REPO/scenarios/haren-2012/scenario.yaml",
                              "unset OPLOOP_SHARE", ".", "" });
    starve(&(struct command){ "oploop check --json --resolved r.yaml " SMALL, "rm -f r.*", "r.yaml",
                              "" });
}

static void
run_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop run " SMALL "-q -n 2 -j 1 --snapshot-at 'event - 12 h' -o a",
                              REMOVE("a"), "a", "" });
    starve(&(struct command){ "oploop run $REPO/scenarios/reference/sir.yaml "
                              "--set network.persons=2000 -q -n 2 -j 1 -o a",
                              REMOVE("a"), "a", "" });
}

static void
threads_stop_cleanly_when_memory_runs_out(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    print_message("the sanitizer itself ends when a thread begins without memory: not tried\n");
    skip();
#endif
    starve(&(struct command){ "oploop compare " SMALL "-q -n 2 -j 2 -o a", REMOVE("a"), "a", "" });
}

static void
going_on_from_a_snapshot_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    make("oploop run " SMALL "-q -n 2 --snapshot-at 'event - 12 h' -o s");
    starve(&(struct command){ "oploop run " SMALL "-q -j 1 --from s/snapshots -o a", REMOVE("a"),
                              "a", "s" });
}

// What a study has finished is kept for --resume.
static void
sweep_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop sweep " SMALL SWEPT "-q -n 1 -j 1 -o a",
                              REMOVE("a") "; " REMOVE("a.unfinished"), "a", "a.unfinished" });
}

static void
a_dry_run_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop compare " SMALL "--dry-run -n 2 -j 1 >/dev/null", "true", ".",
                              "" });
    starve(&(struct command){ "oploop sweep " SMALL SWEPT "--dry-run -n 2 -j 1 >/dev/null", "true",
                              ".", "" });
}

static void
report_ends_well_whenever_memory_runs_out(void **state)
{
    static const struct command report = { "oploop report a", REMOVE("a") "; cp -r b a", "a",
                                           "ab" };

    (void)state;
    make("oploop compare " SMALL "-q -n 3 -o b");
    starve(&report);
    make("oploop sweep " SMALL SWEPT "-q -n 3 --force -o b");
    starve(&report);
}

static void
rerun_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    make("oploop run " SMALL "-q -n 2 -o s");
    starve(&(struct command){ "oploop rerun s --verify -j 1", REMOVE("s.rerun"), "s", "s" });
}

// Half of a table or schema would be taken for the whole.
static void
what_is_printed_is_whole_or_refused_whenever_memory_runs_out(void **state)
{
    static const char *const words[] = {
        "oploop schema >out",
        "oploop schema catalogue >out",
        "oploop explain measures --json >out",
        "oploop explain barriers --html --lang nl >out",
        "oploop explain schedule ../minimal.yaml >out",
        "oploop explain verbs --man sweep >out",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        starve(&(struct command){ words[i], "true", "out", "out" });
    }
}

static void
new_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "oploop new a --no-input --date 2026-06-13 --measures "
                              "visible_presence,me_deploy >/dev/null",
                              REMOVE("a"), "a", "" });
}

static void
an_evening_by_hand_ends_well_whenever_memory_runs_out(void **state)
{
    (void)state;
    starve(&(struct command){ "evening ../share ../minimal.yaml s", REMOVE("s"), "s", "s" });
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(check_ends_well_whenever_memory_runs_out),
        TEST(run_ends_well_whenever_memory_runs_out),
        TEST(threads_stop_cleanly_when_memory_runs_out),
        TEST(going_on_from_a_snapshot_ends_well_whenever_memory_runs_out),
        TEST(sweep_ends_well_whenever_memory_runs_out),
        TEST(a_dry_run_ends_well_whenever_memory_runs_out),
        TEST(report_ends_well_whenever_memory_runs_out),
        TEST(rerun_ends_well_whenever_memory_runs_out),
        TEST(what_is_printed_is_whole_or_refused_whenever_memory_runs_out),
        TEST(new_ends_well_whenever_memory_runs_out),
        TEST(an_evening_by_hand_ends_well_whenever_memory_runs_out),
    };

    if (getenv("STARVE_TEST") != NULL) {
        cmocka_set_test_filter(getenv("STARVE_TEST"));
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
