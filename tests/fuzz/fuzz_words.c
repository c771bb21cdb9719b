// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines: words parted by NUL. The first one picks who reads them: `check`, `report`,
// `explain` and `new` go all the way, with words that name nothing elsewhere; `sweep` as far as its
// design; the other verbs that would simulate read their options, and what options hold (moments,
// --set, --until, names of arms) is read as the verbs would. Words behind `<` are the lines of the
// input: what is answered to `new`.
#include "tests/fuzz/fuzz.h"

#include "analysis/verb/report.h"
#include "sim/input/moment.h"
#include "sim/input/scenario.h"
#include "sim/study/foldertree.h"
#include "sim/study/until.h"
#include "sim/verb/armchoice.h"
#include "sim/verb/check.h"
#include "sim/verb/compare.h"
#include "sim/verb/explain.h"
#include "sim/verb/new.h"
#include "sim/verb/options.h"
#include "sim/verb/sweep.h"
#include "sim/verb/sweepask.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_WORDS = 300, LONGEST_INPUT = 1 << 15 };

static const char minimal[] =
    "oploop: 1\ntitle: t\npurpose: research\ngathering: party\nstart: 2026-06-12 18:00\n"
    "event: 2026-06-13 20:00\nend: 2026-06-14 02:00\nplace: Haren (Groningen)\n"
    "population: { within: 30 km, at_most: 200 persons }\n"
    "strategies:\n"
    "  patrol: { measures: [ { visible_presence: { at: event - 2 h } } ] }\n"
    "  talk: { measures: [ { stop_talk: { at: start + 1 h, intensity: 0.5 } } ] }\n"
    "conditions:\n"
    "  calm: { parameters: { crowd.contagion: 0.5 /h } }\n"
    "study: { vary: { talk.stop_talk.at: start .. event by 6 h } }\n";
static const char points[] =
    "point,strategy,talk.stop_talk.at,spread.inviters\n0,,,\n1,talk,start + 2 h,10 %\n";

static const struct op_program *
program(void)
{
    static struct op_program made;

    made = (struct op_program){ .model = fuzz_model(), .share_dir = FUZZ_SHARE, .version = "0" };
    return &made;
}

static void
prepare(void)
{
    static bool is_done;
    char path[256], *words[] = { path, path, NULL };

    if (is_done) {
        return;
    }
    is_done = true;
    fuzz_write("points.csv", points, sizeof points - 1);
    fuzz_write("minimal.yaml", minimal, sizeof minimal - 1);
    snprintf(path, sizeof path, "%s", fuzz_path("minimal.yaml"));
    if (op_verb_check(2, words, fuzz_schema(), FUZZ_SHARE) != 0) {
        fuzz_broken("the scenario of this file is well");
    }
}

// ---- verbs that would simulate, as far as they read ----

// What options name reaches those who know: scenario, arms, moments, targets.
static enum op_status
read_named(const struct op_options *options, bool is_compare, struct op_diag *diag)
{
    const struct op_load_options load = { FUZZ_SHARE, options->set,
                                          options->n_sets < 8 ? options->n_sets : 8, NULL };
    struct op_scenario scenario;
    struct op_arm_choice arms = { 0 };
    struct op_moment moment;
    enum op_status status =
        op_scenario_load(&scenario, fuzz_path("minimal.yaml"), fuzz_schema(), &load, diag);

    if (status == OP_OK) {
        status = op_arms_choose(&arms, &scenario, options, is_compare, diag);
    }
    if (status == OP_OK && options->snapshot_at != NULL) {
        status = op_moment_parse(options->snapshot_at, (struct op_place){ 0 }, "--snapshot-at",
                                 &moment, diag);
    }
    if (status == OP_OK) {
        status = op_until_check(options->until, options->n_until, fuzz_model(), diag);
    }
    op_scenario_free(&scenario);
    return status;
}

static enum op_status
read_options(int argc, char **argv, struct op_diag *diag)
{
    static struct op_options options;

    if (!op_options_read(&options, argc, argv, diag)) {
        return OP_USAGE;
    }
    if ((!options.help && !options.scenario) || options.n_replicates < 1 || options.n_threads < 1 ||
        options.n_threads > 1024) {
        fuzz_broken("accepted options lie in their ranges and name a scenario");
    }
    return options.help ? OP_OK : read_named(&options, strcmp(argv[0], "compare") == 0, diag);
}

static void
read_simulation(int argc, char **argv)
{
    struct op_diag diag;

    op_diag_init(&diag);
    if ((read_options(argc, argv, &diag) == OP_OK) != (diag.n_errors == 0)) {
        fuzz_broken("words are refused with a finding, and accepted without an error");
    }
    fuzz_print(&diag);
    op_diag_free(&diag);
}

static void
check_design(const struct op_sweep_session *session)
{
    if (session->design.n_points < 1 || session->plan.n_worlds < 1 || session->n_replicates < 1 ||
        !(session->effective_share > 0 && session->effective_share < 1)) {
        fuzz_broken("an accepted design has points, worlds, evenings and a share");
    }
}

static void
read_sweep(int argc, char **argv)
{
    static struct op_sweep_session session;
    char scenario[256], points_path[256];
    enum op_status status = OP_USAGE;

    session = (struct op_sweep_session){ .program = program(), .reference_h = (double)NAN };
    op_diag_init(&session.diag);
    if (op_options_read_by(&session.options, op_sweep_options, argc, argv, &session.diag)) {
        snprintf(scenario, sizeof scenario, "%s", fuzz_path("minimal.yaml"));
        snprintf(points_path, sizeof points_path, "%s", fuzz_path("points.csv"));
        session.options.scenario = scenario;
        session.options.design_from = session.options.design_from != NULL ? points_path : NULL;
        status = op_sweep_prepare(&session);
    }
    if (status == OP_OK) {
        check_design(&session);
    }
    if ((status == OP_OK) != (session.diag.n_errors == 0)) {
        fuzz_broken("a sweep is refused with a finding, and accepted without an error");
    }
    fuzz_print(&session.diag);
    op_sweep_close(&session);
}

// ---- verbs that go all the way ----

static int
check(int argc, char **argv)
{
    return op_verb_check(argc, argv, fuzz_schema(), FUZZ_SHARE);
}

static int
report(int argc, char **argv)
{
    return op_verb_report(argc, argv, FUZZ_SHARE);
}

static int
explain(int argc, char **argv)
{
    return op_verb_explain(argc, argv, program());
}

// In a folder of its own, which is taken away with what was written.
static int
write_new(int argc, char **argv)
{
    char share[4096], *home = realpath(".", share);

    fuzz_make_folder("new");
    if (home == NULL || chdir(fuzz_path("new")) != 0) {
        fuzz_broken("a folder can be made");
    }

    const int status = op_verb_new(argc, argv, fuzz_schema(), share);

    if (chdir(share) != 0) {
        fuzz_broken("the folder before is still there");
    }
    op_foldertree_remove(fuzz_path("new"));
    return status;
}

struct verb {
    const char *name;
    int (*go)(int argc, char **argv);
};
static const struct verb verbs[] = {
    { "check", check }, { "report", report }, { "explain", explain }, { "new", write_new }
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

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
go(const struct verb *verb, int argc, char **argv, const char *answers, size_t n_answers)
{
    FILE *in = stdin, *own = n_answers > 0 ? fmemopen((void *)(uintptr_t)answers, n_answers, "r")
                                           : fopen("/dev/null", "r");

    if (own == NULL) {
        return;
    }
    stdin = own;
    fuzz_hush(true);

    const int status = verb->go(argc, argv);

    fuzz_hush(false);
    stdin = in;
    fclose(own);
    if (status < 0 || (status > 3 && (status < 65 || status > 74))) {
        fuzz_broken("a verb ends with a status that the documentation lists");
    }
}

// The words up to `<`; what is behind it, a line a word.
static int
part(char *text, size_t n, char **argv, char **answers)
{
    int argc = 0;

    for (size_t at = 0; at < n && argc < MAX_WORDS; at += strlen(text + at) + 1) {
        if (strcmp(text + at, "<") == 0 && argc > 0) {
            *answers = text + (at + 2 < n ? at + 2 : n);
            break;
        }
        argv[argc++] = text + at;
    }
    argv[argc] = NULL;
    for (char *c = *answers; c < text + n; c++) {
        *c = *c == '\0' ? '\n' : *c;
    }
    return argc;
}

void
fuzz_words(const uint8_t *bytes, size_t n)
{
    char *text, *argv[MAX_WORDS + 1], *answers;
    const struct verb *verb = NULL;

    if (n == 0 || n > LONGEST_INPUT || (text = malloc(n + 1)) == NULL) {
        return;
    }
    prepare();
    memcpy(text, bytes, n);
    text[n] = '\0';
    answers = text + n;

    const int argc = part(text, n, argv, &answers);

    for (int i = 0; i < N_VERBS; i++) {
        verb = strcmp(verbs[i].name, argv[0]) == 0 ? &verbs[i] : verb;
    }
    if (strcmp(argv[0], "sweep") == 0) {
        read_sweep(argc, argv);
    } else if (verb == NULL) {
        read_simulation(argc, argv);
    } else if (stays_at_home(argc, argv)) {
        go(verb, argc, argv, answers, (size_t)(text + n - answers));
    }
    free(text);
}
