// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/options.h"

#include "sim/base/text.h"
#include "sim/input/param.h"
#include "sim/study/until.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct option op_run_options[] = { { "output", required_argument, NULL, 'o' },
                                         { "replicates", required_argument, NULL, 'n' },
                                         { "threads", required_argument, NULL, 'j' },
                                         { "seed", required_argument, NULL, 'S' },
                                         { "replicate", required_argument, NULL, 'R' },
                                         { "strategy", required_argument, NULL, 's' },
                                         { "conditions", required_argument, NULL, 'c' },
                                         { "set", required_argument, NULL, 'x' },
                                         { "no-fork", no_argument, NULL, 'F' },
                                         { "fixed-parameters", no_argument, NULL, 'P' },
                                         { "force", no_argument, NULL, 'f' },
                                         { "lang", required_argument, NULL, 'L' },
                                         { "quiet", no_argument, NULL, 'q' },
                                         { "snapshot-at", required_argument, NULL, 'T' },
                                         { "from", required_argument, NULL, 'B' },
                                         { "until", required_argument, NULL, 'W' },
                                         { "dry-run", no_argument, NULL, 'D' },
                                         { "json", no_argument, NULL, 'J' },
                                         { "help", no_argument, NULL, 'h' },
                                         { NULL, 0, NULL, 0 } };

const struct option op_sweep_options[] = { { "vary", required_argument, NULL, 'V' },
                                           { "design", required_argument, NULL, 'd' },
                                           { "points", required_argument, NULL, 'N' },
                                           { "design-from", required_argument, NULL, 'G' },
                                           { "effective-share", required_argument, NULL, 'E' },
                                           { "reference", required_argument, NULL, 'M' },
                                           { "output", required_argument, NULL, 'o' },
                                           { "replicates", required_argument, NULL, 'n' },
                                           { "strategy", required_argument, NULL, 's' },
                                           { "conditions", required_argument, NULL, 'c' },
                                           { "replicate", required_argument, NULL, 'R' },
                                           { "threads", required_argument, NULL, 'j' },
                                           { "until", required_argument, NULL, 'W' },
                                           { "seed", required_argument, NULL, 'S' },
                                           { "set", required_argument, NULL, 'x' },
                                           { "fixed-parameters", no_argument, NULL, 'P' },
                                           { "no-fork", no_argument, NULL, 'F' },
                                           { "resume", no_argument, NULL, 'U' },
                                           { "lang", required_argument, NULL, 'L' },
                                           { "dry-run", no_argument, NULL, 'D' },
                                           { "force", no_argument, NULL, 'f' },
                                           { "quiet", no_argument, NULL, 'q' },
                                           { "help", no_argument, NULL, 'h' },
                                           { NULL, 0, NULL, 0 } };

static bool
refuse(struct op_diag *diag, const char *hint, const char *what, const char *word)
{
    const enum op_status status =
        op_diag_add(diag, OP_USAGE, (struct op_place){ 0 }, hint, "%s: %s", what, word);
    return status == OP_OK;
}

bool
op_options_refuse(const struct option *rows, const char *word, struct op_diag *diag)
{
    char name[64], hint[128];
    struct op_nearest nearest;
    const char *const bare = word + strspn(word, "-");
    const size_t n = strcspn(bare, "=");

    (void)snprintf(name, sizeof name, "%.*s", n < 60 ? (int)n : 60, bare);
    op_nearest_start(&nearest, name);
    for (const struct option *row = rows; row->name != NULL; row++) {
        op_nearest_offer(&nearest, row->name);
        if (op_text_starts_with(row->name, name) && name[0] != '\0' && name[1] != '\0') {
            nearest.best = row->name;
            break;
        }
    }
    for (const struct option *row = rows; row->name != NULL; row++) {
        if (strcmp(row->name, name) == 0 && word[n + 2] == '=') {
            return refuse(diag, "it stands alone", "this option takes no value", word);
        }
    }
    (void)snprintf(hint, sizeof hint, nearest.best != NULL ? "did you mean --%s?" : "%s",
                   nearest.best != NULL ? nearest.best : "--help lists the options");
    return refuse(diag, hint, "unknown option", word);
}

static bool
read_whole(const char *text, const char *name, long long low, long long high, long long *value,
           struct op_diag *diag)
{
    char *end = NULL;
    errno = 0;
    *value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || *value < low || *value > high) {
        return op_diag_add(diag, OP_USAGE, (struct op_place){ 0 }, "digits alone, as in 200",
                           "%s: \"%s\" is not a whole number from %lld to %lld", name, text, low,
                           high) == OP_OK;
    }
    return true;
}

static bool
is_whole_name(const struct option *rows, const char *word)
{
    if (strncmp(word, "--", 2) != 0 || word[2] == '\0') {
        return true;
    }
    const size_t n = strcspn(word + 2, "=");
    for (const struct option *row = rows; row->name != NULL; row++) {
        if (strlen(row->name) == n && strncmp(row->name, word + 2, n) == 0) {
            return true;
        }
    }
    return false;
}

bool
op_options_whole(const struct option *rows, int argc, char **argv, struct op_diag *diag)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (!is_whole_name(rows, argv[i])) {
            return op_options_refuse(rows, argv[i], diag);
        }
    }
    return true;
}

static bool
add(const char **words, int *n, const char *text, struct op_diag *diag)
{
    if (*n == OP_MAX_SETS) {
        return refuse(diag, "at most 256", "too many of", text);
    }
    words[(*n)++] = text;
    return true;
}

// A share of the reference's effect: 0.8 or 80 %.
static bool
read_share(const char *text, double *share, struct op_diag *diag)
{
    if (op_quantity_parse(OP_UNIT_SHARE, text, (struct op_place){ 0 }, "--effective-share", share,
                          diag) != OP_OK) {
        return false;
    }
    return (*share > 0 && *share < 1) ||
           refuse(diag, "0.8 or '80 %': above 0 and below 1", "--effective-share", text);
}

static bool
take(struct op_options *options, int c, const char *text, struct op_diag *diag)
{
    long long value = 0;
    bool is_good = true;
    switch (c) {
        case 'o':
            options->output = text;
            break;
        case 'L':
            options->language = text;
            is_good = strcmp(text, "en") == 0 || strcmp(text, "nl") == 0 ||
                      refuse(diag, "en or nl", "not a language of the report", text);
            break;
        case 'n':
            is_good = read_whole(text, "--replicates", 1, 1000000, &value, diag);
            options->n_replicates = (int)value;
            options->replicates_are_set = true;
            break;
        case 'j':
            is_good = read_whole(text, "--threads", 1, 1024, &value, diag);
            options->n_threads = (int)value;
            break;
        case 'S':
            is_good = read_whole(text, "--seed", 0, INT64_MAX, &value, diag);
            options->seed = (uint64_t)value;
            options->seed_is_set = true;
            break;
        case 'R':
            is_good = read_whole(text, "--replicate", 0, INT_MAX - 1, &value, diag);
            options->replicate = (int)value;
            break;
        case 's':
            is_good = add(options->strategy, &options->n_strategies, text, diag);
            break;
        case 'c':
            is_good = add(options->conditions, &options->n_conditions, text, diag);
            break;
        case 'x':
            is_good = add(options->set, &options->n_sets, text, diag);
            break;
        case 'W':
            is_good = add(options->until, &options->n_until, text, diag);
            break;
        case 'V':
            is_good = add(options->vary, &options->n_vary, text, diag);
            break;
        case 'd':
            options->design = text;
            is_good = strcmp(text, "grid") == 0 || strcmp(text, "latin") == 0 ||
                      strcmp(text, "sobol") == 0 ||
                      refuse(diag, "grid, latin or sobol", "not a design", text);
            break;
        case 'N':
            is_good = read_whole(text, "--points", 1, 20000, &value, diag);
            options->n_points = (int)value;
            break;
        case 'G':
            options->design_from = text;
            break;
        case 'E':
            is_good = read_share(text, &options->effective_share, diag);
            break;
        case 'M':
            options->reference = text;
            break;
        case 'U':
            options->resume = true;
            break;
        case 'T':
            options->snapshot_at = text;
            break;
        case 'B':
            options->from = text;
            break;
        case 'F':
            options->no_fork = true;
            break;
        case 'P':
            options->fixed_parameters = true;
            break;
        case 'f':
            options->force = true;
            break;
        case 'D':
            options->dry_run = true;
            break;
        case 'J':
            options->json = true;
            break;
        case 'q':
            options->quiet = true;
            break;
        case 'h':
            options->help = true;
            break;
        default:
            is_good = false;
            break;
    }
    return is_good;
}

bool
op_options_read(struct op_options *options, int argc, char **argv, struct op_diag *diag)
{
    return op_options_read_by(options, op_run_options, argc, argv, diag);
}

bool
op_options_read_by(struct op_options *options, const struct option *rows, int argc, char **argv,
                   struct op_diag *diag)
{
    const long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    *options = (struct op_options){ .language = "en",
                                    .replicate = -1,
                                    .seed = 1,
                                    .effective_share = (double)NAN,
                                    .n_threads = n_cores > 0 ? (int)n_cores : 1 };
    if (!op_options_whole(rows, argc, argv, diag)) {
        return false;
    }
    opterr = 0;
    optind = 0;   // glibc: start anew
    for (;;) {
        const int c = getopt_long(argc, argv, "+:o:n:j:s:c:fqh", rows, NULL);
        if (c == -1 && optind < argc) {
            if (options->scenario != NULL) {
                return refuse(diag, "one scenario at a time", "one file too many", argv[optind]);
            }
            options->scenario = argv[optind++];
            continue;
        }
        if (c == -1) {
            break;
        }
        if (c == ':') {
            return refuse(diag, "--help says which values it takes", "a value is missing after",
                          argv[optind - 1]);
        }
        if (c == '?') {
            const char letter[] = { '-', (char)optopt, '\0' };
            const bool is_long = strncmp(argv[optind - 1], "--", 2) == 0;
            return op_options_refuse(rows, is_long ? argv[optind - 1] : letter, diag);
        }
        if (!take(options, c, optarg, diag)) {
            return false;
        }
    }
    if (options->n_replicates == 0) {
        options->n_replicates = options->n_until > 0 ? OP_UNTIL_CAP : 50;
    }
    if (options->n_until > 0 && (options->replicate >= 0 || options->snapshot_at != NULL)) {
        return refuse(diag, "leave one of them out", "--until does not go together with",
                      options->replicate >= 0 ? "--replicate" : "--snapshot-at");
    }
    if (options->json && !options->dry_run && !options->help) {
        return refuse(diag, "results are files: see datapackage.json among them",
                      "only --dry-run can be had so", "--json");
    }
    if (options->scenario == NULL && !options->help) {
        return refuse(diag, "for instance scenarios/haren-2012/scenario.yaml", "which scenario?",
                      "a file is missing");
    }
    return true;
}
