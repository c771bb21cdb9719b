// SPDX-License-Identifier: GPL-3.0-or-later
// The table of verbs; the one place where engine, models and analysis meet.
#include "analysis/verb/report.h"
#include "analysis/verb/summarise.h"
#include "analysis/verb/sweepsummary.h"
#include "models/reference/references.h"
#include "models/registry.h"
#include "sim/base/cause.h"
#include "sim/base/text.h"
#include "sim/base/version.h"
#include "sim/verb/bench.h"
#include "sim/verb/check.h"
#include "sim/verb/compare.h"
#include "sim/verb/explain.h"
#include "sim/verb/new.h"
#include "sim/verb/options.h"
#include "sim/verb/print_schema.h"
#include "sim/verb/rerun.h"
#include "sim/verb/sweep.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int
check(int argc, char **argv, const struct op_program *program)
{
    return op_verb_check(argc, argv, &program->model->schema, program->share_dir);
}

static int new (int argc, char **argv, const struct op_program *program)
{
    return op_verb_new(argc, argv, &program->model->schema, program->share_dir);
}

static int
schema(int argc, char **argv, const struct op_program *program)
{
    return op_verb_schema(argc, argv, &program->model->schema, program->share_dir);
}

static int
report(int argc, char **argv, const struct op_program *program)
{
    return op_verb_report(argc, argv, program->share_dir);
}

static const char version_text[] =
    "Print version, compiler, flags, libraries and where the data are.\n\n"
    "  oploop version\n\n"
    "Usage: oploop version\n\n"
    "  -h, --help   this text\n";
static const char *const version_help[] = { version_text, NULL };
static const struct option version_options[] = { { "help", no_argument, NULL, 'h' },
                                                 { NULL, 0, NULL, 0 } };

static int
version(int argc, char **argv, const struct op_program *program)
{
    if (argc > 1) {
        const bool asks = strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0;
        (void)fputs(version_text, asks ? stdout : stderr);
        return asks ? 0 : 2;
    }
    (void)printf("oploop %s\ncompiler %s\nflags %s\nGSL %s\nshare %s\n", program->version,
                 __VERSION__, op_build_flags(), gsl_version, program->share_dir);
    return 0;
}

static const struct op_verb verbs[] = {
    { "compare", op_verb_compare,
      "replay the same evenings under every strategy; table, charts, report", op_compare_help,
      op_run_options },
    { "sweep", op_verb_sweep, "ask until when a measure still works: values of keys over a range",
      op_sweep_help, op_sweep_options },
    { "run", op_verb_run, "simulate strategies and write a results folder", op_run_help,
      op_run_options },
    { "new", new, "write a scenario to start from; asks on a terminal", op_new_help,
      op_new_options },
    { "check", check, "read a scenario and list its faults; silent when all is well", op_check_help,
      op_check_options },
    { "explain", op_verb_explain,
      "say what a key, measure, observable or lever means; when measures can fire", op_explain_help,
      op_explain_options },
    { "schema", schema, "print the scenario language as a JSON Schema, for editors", op_schema_help,
      op_schema_options },
    { "report", report, "draw charts and report of a results folder again", op_report_help,
      op_report_options },
    { "rerun", op_verb_rerun, "repeat a results folder; --verify compares every file",
      op_rerun_help, op_rerun_options },
    { "bench", op_verb_bench, "measure this machine: queue, events, forks, memory, growth",
      op_bench_help, op_bench_options },
    { "version", version, "print version, compiler, flags and libraries", version_help,
      version_options },
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

static void
usage(FILE *out)
{
    (void)fputs(
        "oploop: what would have happened if something else had been done, at another time?\n\n"
        "  oploop new mine\n"
        "  oploop check scenarios/haren-2012/scenario.yaml\n"
        "  oploop compare scenarios/haren-2012/scenario.yaml -o results/haren-2012\n\n",
        out);
    for (int i = 0; i < N_VERBS; i++) {
        (void)fprintf(out, "  %-9s %s\n", verbs[i].name, verbs[i].summary);
    }
    (void)fputs(
        "\n`oploop VERB --help` says more. Model, not a forecast: read docs/use.md first.\n", out);
}

static int
unknown(const char *word)
{
    struct op_nearest nearest;
    op_nearest_start(&nearest, word);
    for (int i = 0; i < N_VERBS; i++) {
        op_nearest_offer(&nearest, verbs[i].name);
    }
    (void)fprintf(stderr, "oploop: there is no verb %s%s%s\n", word,
                  nearest.best != NULL ? "; did you mean " : "",
                  nearest.best != NULL ? nearest.best : "");
    usage(stderr);
    return 2;
}

// Does standard output go into a pipe that nobody reads any more?
static bool
is_reader_gone(void)
{
    struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
    return poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

// What was printed must have arrived. A reader who had enough is no fault to speak of: the status
// is that of a program which SIGPIPE ended, as a shell expects it.
static int
done(int status)
{
    errno = 0;
    const bool is_lost = fflush(stdout) != 0 || ferror(stdout) != 0;
    if (!is_lost || status != 0) {
        return status;
    }
    if (is_reader_gone()) {
        return 128 + SIGPIPE;
    }
    (void)fprintf(stderr, "error: standard output cannot be written%s%s [OP_IO]\n  hint: %s\n",
                  errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "",
                  op_cause_remedy(errno));
    return op_status_exit(OP_IO);
}

int
main(int argc, char **argv)
{
    (void)setlocale(LC_ALL, "C.UTF-8");
    (void)setlocale(LC_NUMERIC, "C");
    (void)gsl_set_error_handler_off();
    // A reader who stops reading, or a limit on the size of files, must not end the program before
    // its files are whole or taken away: both come back as errors of writing.
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    static struct op_model model;
    static struct op_model reference[OP_N_REFERENCES];
    static struct op_model_set references[OP_N_REFERENCES];
    static const struct op_schema *schemas[OP_N_REFERENCES + 1];
    op_registry_model(&model);
    op_references_fill(reference, references, schemas);
    model.schema.references = schemas;
    char share[PATH_MAX];
    const struct op_program program = {
        &model,       &op_registry_worlds, references, OP_N_REFERENCES, op_share_dir(share),
        op_version(), op_verb_summarise,   verbs,      N_VERBS,         op_verb_summarise_sweep
    };
    if (argc < 2) {
        usage(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        if (argc < 3) {
            usage(stdout);
            return done(0);
        }
        char help[] = "--help";
        char *words[] = { argv[2], help, NULL };
        for (int i = 0; i < N_VERBS; i++) {
            if (strcmp(verbs[i].name, argv[2]) == 0) {
                return done(verbs[i].go(2, words, &program));
            }
        }
        return unknown(argv[2]);
    }
    const char *word = strcmp(argv[1], "--version") == 0 ? "version" : argv[1];
    for (int i = 0; i < N_VERBS; i++) {
        if (strcmp(verbs[i].name, word) == 0) {
            return done(verbs[i].go(argc - 1, argv + 1, &program));
        }
    }
    return unknown(argv[1]);
}
