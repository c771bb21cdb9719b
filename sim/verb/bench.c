// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/bench.h"

#include "sim/base/cause.h"
#include "sim/base/text.h"
#include "sim/verb/bench_parts.h"
#include "sim/verb/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: oploop bench [queue|events|fork|memory|scale] [SCENARIO] [options]\n";

static const char help[] =
    "Measure this machine: what a queue, an event, a fork and a person cost on it.\n\n"
    "  oploop bench                                 all parts, in under a minute\n"
    "  oploop bench queue                           heap and bucket queue\n"
    "  oploop bench memory scenarios/minimal.yaml   bytes by part, and their budgets\n"
    "  oploop bench events scenarios/minimal.yaml --set population.at_most=100000\n"
    "  oploop bench scale --sizes 1e4,1e5 --json\n\n"
    "Usage: oploop bench [queue|events|fork|memory|scale] [SCENARIO] [options]\n\n"
    "  queue     hold model: ns to take the least event and to add one, for four laws\n"
    "            of increments, 1,000 to 10,000,000 pending\n"
    "  events    events a second, and ns by kind of event (default scenario: minimal)\n"
    "  fork      what a fork copies, how long it takes, what forks save (default\n"
    "            scenario: minimal)\n"
    "  memory    bytes of world and state by part (default scenario: minimal)\n"
    "  scale     ns an event of the reference model sir, 10,000 to 10,000,000 persons\n\n"
    "      --sizes LIST     pending events or persons, for instance 1e3,1e6 (queue\n"
    "                       and scale)\n"
    "      --set KEY=VALUE  override a key of the scenario; may be repeated\n"
    "      --seed S         default 1\n"
    "      --quick          small sizes, one round: a second or two, and rough\n"
    "      --full           all parts at all their sizes: some minutes, and 2 GiB\n"
    "      --json           for programs (format oploop.bench/1)\n"
    "  -o, --output FILE    also write the rows as CSV:\n"
    "                       part,name,size,value,unit,limit\n"
    "  -f, --force          replace FILE\n"
    "  -h, --help           this text\n\n"
    "Times are seconds of computing on one thread. What else the machine does\n"
    "meanwhile takes cache and memory from them: close what is busy, and run it\n"
    "twice.\n\n"
    "Exit status: 0 done, 2 wrong usage, 65 faults in the scenario, 66 input missing,\n"
    "71 memory ran out, 73 output cannot be created or exists, 74 I/O error.\n";
const char *const op_bench_help[] = { help, NULL };

struct part {
    const char *name;
    enum op_status (*go)(struct op_bench *bench);
    bool takes_scenario, takes_sizes;
    double least, most;   // sizes
};

static const struct part parts[] = {
    { "queue", op_bench_queue, false, true, 100, 2e7 },
    { "events", op_bench_events, true, false, 0, 0 },
    { "fork", op_bench_fork, true, false, 0, 0 },
    { "memory", op_bench_memory, true, false, 0, 0 },
    { "scale", op_bench_scale, true, true, 100, 2e7 },
};
enum { N_PARTS = sizeof parts / sizeof *parts };

struct wishes {
    const struct part *part;   // NULL: all
    const char *output, *sizes;
    bool json, force, full, help;
};

const struct option op_bench_options[] = {
    { "sizes", required_argument, NULL, 'z' },  { "set", required_argument, NULL, 'x' },
    { "seed", required_argument, NULL, 'S' },   { "quick", no_argument, NULL, 'Q' },
    { "full", no_argument, NULL, 'F' },         { "json", no_argument, NULL, 'J' },
    { "output", required_argument, NULL, 'o' }, { "force", no_argument, NULL, 'f' },
    { "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
};

static bool
refuse(struct op_bench *bench, const char *hint, const char *what, const char *word)
{
    return op_diag_add(&bench->diag, OP_USAGE, (struct op_place){ 0 }, hint, "%s%s", what, word) ==
           OP_OK;
}

static bool
take_seed(struct op_bench *bench, const char *text)
{
    char *end = NULL;
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < 0) {
        return refuse(bench, NULL, "--seed: not a whole number from 0 on: ", text);
    }
    bench->seed = (uint64_t)value;
    return true;
}

static bool
take_option(struct op_bench *bench, struct wishes *wishes, int option)
{
    switch (option) {
        case 'z':
            wishes->sizes = optarg;
            return true;
        case 'S':
            return take_seed(bench, optarg);
        case 'Q':
            bench->is_quick = true;
            return true;
        case 'F':
            wishes->full = true;
            return true;
        case 'J':
            wishes->json = true;
            return true;
        case 'o':
            wishes->output = optarg;
            return true;
        case 'f':
            wishes->force = true;
            return true;
        case 'h':
            wishes->help = true;
            return true;
        case 'x':
            if (bench->n_sets == OP_BENCH_MAX_SETS) {
                return refuse(bench, "at most 64", "too many of --set: ", optarg);
            }
            bench->set[bench->n_sets++] = optarg;
            return true;
        default:
            return false;
    }
}

static bool
take_part(struct op_bench *bench, struct wishes *wishes, const char *word)
{
    struct op_nearest nearest;
    char hint[96] = "queue, events, fork, memory or scale; a scenario follows its part";
    op_nearest_start(&nearest, word);
    for (int i = 0; i < N_PARTS; i++) {
        op_nearest_offer(&nearest, parts[i].name);
        if (strcmp(parts[i].name, word) == 0) {
            wishes->part = &parts[i];
            return true;
        }
    }
    if (nearest.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean %s?", nearest.best);
    }
    return refuse(bench, hint, "bench has no part ", word);
}

static bool
take_words(struct op_bench *bench, struct wishes *wishes, char **word, int n)
{
    if (n > 0 && !take_part(bench, wishes, word[0])) {
        return false;
    }
    if (n > 1 && !wishes->part->takes_scenario) {
        return refuse(bench, NULL, "this part takes no scenario: ", word[1]);
    }
    if (n > 2) {
        return refuse(bench, "one scenario at a time", "one file too many: ", word[2]);
    }
    bench->scenario = n > 1 ? word[1] : NULL;
    return true;
}

static bool
take_sizes(struct op_bench *bench, const struct wishes *wishes)
{
    if (wishes->sizes == NULL) {
        return true;
    }
    if (wishes->part == NULL || !wishes->part->takes_sizes) {
        return refuse(bench, "oploop bench queue --sizes 1e3,1e6",
                      "only queue and scale take --sizes ", wishes->sizes);
    }
    const char *at = wishes->sizes;
    for (;;) {
        char one[32];
        double value = 0;
        const size_t n = strcspn(at, ",");
        (void)snprintf(one, sizeof one, "%.*s", n < 31 ? (int)n : 31, at);
        if (n == 0 || n > 30 || !op_text_number(one, &value) || !(value >= wishes->part->least) ||
            !(value <= wishes->part->most) || value != (double)(uint64_t)value) {
            return refuse(bench, "whole numbers from 100 to 2e7, parted by commas",
                          "--sizes: not a size: ", one);
        }
        if (bench->n_sizes == OP_BENCH_MAX_SIZES) {
            return refuse(bench, "at most 16", "--sizes: too many: ", wishes->sizes);
        }
        bench->size[bench->n_sizes++] = value;
        if (at[n] == '\0') {
            return true;
        }
        at += n + 1;
    }
}

static bool
read_words(struct op_bench *bench, struct wishes *wishes, int argc, char **argv)
{
    int option;
    if (!op_options_whole(op_bench_options, argc, argv, &bench->diag)) {
        return false;
    }
    opterr = 0;
    optind = 0;   // glibc: start anew
    while ((option = getopt_long(argc, argv, ":o:fh", op_bench_options, NULL)) != -1) {
        if (option == ':') {
            return refuse(bench, NULL, "a value is missing after: ", argv[optind - 1]);
        }
        if (option == '?') {
            const char letter[] = { '-', (char)optopt, '\0' };
            const bool is_long = strncmp(argv[optind - 1], "--", 2) == 0;
            return op_options_refuse(op_bench_options, is_long ? argv[optind - 1] : letter,
                                     &bench->diag);
        }
        if (!take_option(bench, wishes, option)) {
            return false;
        }
    }
    if (wishes->help) {
        return true;
    }
    if (!take_words(bench, wishes, argv + optind, argc - optind) || !take_sizes(bench, wishes)) {
        return false;
    }
    if (bench->n_sets > 0 && (wishes->part == NULL || !wishes->part->takes_scenario)) {
        return refuse(bench, "oploop bench memory --set KEY=VALUE",
                      "--set needs a part that reads a scenario: ", bench->set[0]);
    }
    if (wishes->full && bench->is_quick) {
        return refuse(bench, "one of the two", "--full and --quick ", "contradict each other");
    }
    return true;
}

// Opened before anything is measured, so that nobody waits for nothing.
static enum op_status
open_output(struct op_bench *bench, const struct wishes *wishes, FILE **out)
{
    const struct op_place place = { .file = wishes->output };
    if (wishes->output == NULL) {
        return OP_OK;
    }
    *out = fopen(wishes->output, wishes->force ? "w" : "wx");
    if (*out == NULL && errno == EEXIST) {
        return op_diag_add(&bench->diag, OP_EXISTS, place, "-f replaces it",
                           "the file exists already");
    }
    return *out != NULL ? OP_OK
                        : op_cause_add(&bench->diag, OP_CANNOT_CREATE, wishes->output,
                                       "cannot be created", errno);
}

static enum op_status
close_output(struct op_bench *bench, const struct wishes *wishes, FILE *out, enum op_status status)
{
    if (out == NULL) {
        return status;
    }
    if (status == OP_OK) {
        op_bench_csv(bench, out);
    }
    const bool is_lost = ferror(out) != 0;
    if ((fclose(out) != 0 || is_lost) && status == OP_OK) {
        return op_diag_add(&bench->diag, OP_IO, (struct op_place){ .file = wishes->output }, NULL,
                           "could not be written");
    }
    if (status != OP_OK) {
        (void)remove(wishes->output);   // half a table helps nobody
    }
    return status;
}

static enum op_status
measure(struct op_bench *bench, const struct wishes *wishes)
{
    enum op_status status = OP_OK;
    bench->is_whole = wishes->part == NULL && !wishes->full;
    for (int i = 0; i < N_PARTS && status == OP_OK; i++) {
        if (wishes->part == NULL || wishes->part == &parts[i]) {
            status = parts[i].go(bench);
        }
    }
    status = status == OP_OK && bench->is_short ? OP_NO_MEMORY : status;
    if (status != OP_OK && op_diag_status(&bench->diag) == OP_OK) {
        status = op_diag_add(&bench->diag, status, (struct op_place){ 0 }, NULL, "%s",
                             op_status_text(status));
    }
    return status;
}

static enum op_status
go(struct op_bench *bench, const struct wishes *wishes)
{
    FILE *out = NULL;
    enum op_status status = open_output(bench, wishes, &out);
    if (status != OP_OK) {
        return status;
    }
    status = close_output(bench, wishes, out, measure(bench, wishes));
    if (status == OP_OK) {
        (wishes->json ? op_bench_json : op_bench_table)(bench, stdout);
    }
    return status;
}

int
op_verb_bench(int argc, char **argv, const struct op_program *program)
{
    struct op_bench bench = { .program = program, .seed = 1 };
    struct wishes wishes = { 0 };
    enum op_status status = OP_OK;

    op_diag_init(&bench.diag);
    if (!read_words(&bench, &wishes, argc, argv)) {
        status = OP_USAGE;
        op_diag_print(&bench.diag, stderr);
        (void)fputs(usage, stderr);
    } else if (wishes.help) {
        (void)fputs(help, stdout);
    } else {
        status = go(&bench, &wishes);
        op_diag_print(&bench.diag, stderr);
    }
    op_diag_free(&bench.diag);
    free(bench.row);
    return op_status_exit(status);
}
