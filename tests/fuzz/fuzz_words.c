// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines: words parted by NUL. The first one picks who reads them: `check` and `report` go
// all the way, with words that name nothing elsewhere; the verbs that would simulate read their
// options, and what options hold (moments, --set) is read as the verbs would.
#include "tests/fuzz/fuzz.h"

#include "analysis/verb/report.h"
#include "sim/input/moment.h"
#include "sim/input/scenario.h"
#include "sim/verb/check.h"
#include "sim/verb/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 300, LONGEST_INPUT = 1 << 15 };

static const char minimal[] =
    "oploop: 1\ntitle: t\npurpose: research\ngathering: party\nstart: 2026-06-12 18:00\n"
    "event: 2026-06-13 20:00\nend: 2026-06-14 02:00\nplace: Haren (Groningen)\n";

// What --set holds reaches the reader of scenarios.
static void
read_sets(const struct op_options *options)
{
    const struct op_load_options load = { FUZZ_SHARE, options->set,
                                          options->n_sets < 8 ? options->n_sets : 8, NULL };
    struct op_scenario scenario;
    struct op_diag diag;

    if (options->n_sets == 0) {
        return;
    }
    op_diag_init(&diag);
    if (op_scenario_load(&scenario, fuzz_path("minimal.yaml"), fuzz_schema(), &load, &diag) !=
            OP_OK &&
        diag.n_errors == 0) {
        fuzz_broken("what is refused has a finding");
    }
    fuzz_print(&diag);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
}

static void
read_options(int argc, char **argv)
{
    static struct op_options options;
    struct op_diag diag;
    struct op_moment moment;

    op_diag_init(&diag);
    if (op_options_read(&options, argc, argv, &diag)) {
        if (diag.n_errors > 0 || (!options.help && !options.scenario) || options.n_replicates < 1 ||
            options.n_threads < 1 || options.n_threads > 1024) {
            fuzz_broken("accepted options lie in their ranges and name a scenario");
        }
        if (options.snapshot_at) {
            (void)!op_moment_parse(options.snapshot_at, (struct op_place){ 0 }, "--snapshot-at",
                                   &moment, &diag);
        }
        read_sets(&options);
    } else if (diag.n_errors == 0) {
        fuzz_broken("refused options have a finding");
    }
    fuzz_print(&diag);
    op_diag_free(&diag);
}

// Nothing may be written, and nothing read that lies elsewhere.
static bool
stays_at_home(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strchr(argv[i], '/') || strstr(argv[i], "..") || strstr(argv[i], "resolved")) {
            return false;
        }
    }
    return true;
}

static void
prepare(void)
{
    static bool is_done;

    if (!is_done) {
        is_done = true;
        fuzz_write("minimal.yaml", minimal, sizeof minimal - 1);
    }
}

// As main does, for the verbs that are given; true if it was one of them.
static bool
call_verb(int argc, char **argv)
{
    FILE *out = stdout, *err = stderr;
    int status = 0;
    const bool is_check = strcmp(argv[0], "check") == 0;

    if (!is_check && strcmp(argv[0], "report") != 0) {
        return false;
    }
    if (!stays_at_home(argc, argv)) {
        return true;
    }
    stdout = stderr = fopen("/dev/null", "w");   // sanitizers write to the descriptor itself
    status = is_check ? op_verb_check(argc, argv, fuzz_schema(), FUZZ_SHARE)
                      : op_verb_report(argc, argv, FUZZ_SHARE);
    fclose(stdout);
    stdout = out;
    stderr = err;
    if (status < 0 || (status > 3 && (status < 65 || status > 74))) {
        fuzz_broken("a verb ends with a status that the documentation lists");
    }
    return true;
}

void
fuzz_words(const uint8_t *bytes, size_t n)
{
    char *text, *argv[MAX_WORDS + 1];
    int argc = 0;

    if (n == 0 || n > LONGEST_INPUT || (text = malloc(n + 1)) == NULL) {
        return;
    }
    prepare();
    memcpy(text, bytes, n);
    text[n] = '\0';
    for (size_t at = 0; at < n && argc < MAX_WORDS; at += strlen(text + at) + 1) {
        argv[argc++] = text + at;
    }
    argv[argc] = NULL;
    if (!call_verb(argc, argv)) {
        read_options(argc, argv);
    }
    free(text);
}
