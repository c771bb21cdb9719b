// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/until.h"

#include "sim/base/text.h"
#include "sim/input/param.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct op_place nowhere = { 0 };

static const struct op_metric *
find_metric(const struct op_model *model, const char *name, int *index, struct op_nearest *nearest)
{
    for (int m = 0; m < model->n_mechanisms; m++) {
        const struct op_mechanism *mechanism = model->mechanisms[m];
        for (int k = 0; k < mechanism->n_metrics; k++) {
            if (strcmp(mechanism->metrics[k].name, name) == 0) {
                *index = model->metric_first[m] + k;
                return &mechanism->metrics[k];
            }
            op_nearest_offer(nearest, mechanism->metrics[k].name);
        }
    }
    return NULL;
}

// The width in the metric's unit: hours as any duration, shares also in per cent, the rest as it is
// called in the tables. False if it is none.
static bool
read_width(const char *text, const char *unit, double *width)
{
    char number[64];
    const size_t n = op_number_length(text);
    const char *rest = text + n + strspn(text + n, " ");
    const bool is_share = strcmp(unit, "share") == 0 || strcmp(unit, "1") == 0;
    if (n == 0 || n >= sizeof number) {
        return false;
    }
    (void)snprintf(number, sizeof number, "%.*s", (int)n, text);
    if (!op_text_number(number, width)) {
        return false;
    }
    if (strcmp(unit, "h") == 0 && *rest != '\0') {
        struct op_diag unheard;
        double seconds = 0;
        op_diag_init(&unheard);
        const bool is_read = op_quantity_parse(OP_UNIT_DURATION, text, nowhere, "--until", &seconds,
                                               &unheard) == OP_OK;
        op_diag_free(&unheard);
        *width = seconds / 3600;
        return is_read;
    }
    if (is_share && strcmp(rest, "%") == 0) {
        *width /= 100;
        return true;
    }
    return (is_share && *rest == '\0') || strcmp(rest, unit) == 0;
}

static enum op_status
read_target(struct op_until_target *target, const char *words, const struct op_model *model,
            struct op_diag *diag)
{
    char name[80], hint[160];
    struct op_nearest nearest;
    const size_t n = strcspn(words, ":");
    const char *width = words + n + (words[n] == ':');
    width += strspn(width, " ");
    (void)snprintf(name, sizeof name, "%.*s", n < 79 ? (int)n : 79, words);
    op_nearest_start(&nearest, name);
    target->row = find_metric(model, name, &target->metric, &nearest);
    if (target->row == NULL) {
        (void)snprintf(hint, sizeof hint,
                       nearest.best != NULL ? "did you mean %s?"
                                            : "`oploop explain metrics` lists them%s",
                       nearest.best != NULL ? nearest.best : "");
        return op_diag_add(diag, OP_USAGE, nowhere, hint,
                           "--until: there is no metric \"%s\" of an evening", name);
    }
    const bool is_share =
        strcmp(target->row->unit, "share") == 0 || strcmp(target->row->unit, "1") == 0;
    (void)snprintf(hint, sizeof hint, "write --until '%s: %s%s'", target->row->name,
                   is_share ? "5 %" : "2 ", is_share ? "" : target->row->unit);
    if (!read_width(width, target->row->unit, &target->half_width)) {
        return op_diag_add(diag, OP_USAGE, nowhere, hint,
                           "--until: \"%s\" is no width in %s: half the width of the interval of a "
                           "difference",
                           width, is_share ? "per cent" : target->row->unit);
    }
    return target->half_width > 0 && isfinite(target->half_width)
               ? OP_OK
               : op_diag_add(diag, OP_USAGE, nowhere, hint,
                             "--until: a width above 0 is needed, not \"%s\"", width);
}

enum op_status
op_until_check(const char *const *words, int n_words, const struct op_model *model,
               struct op_diag *diag)
{
    enum op_status status = OP_OK;
    struct op_until_target target;
    if (n_words > OP_MAX_UNTIL) {
        return op_diag_add(diag, OP_USAGE, nowhere, "at most 16", "--until stands %d times",
                           n_words);
    }
    for (int t = 0; t < n_words; t++) {
        const enum op_status one = read_target(&target, words[t], model, diag);
        status = status == OP_OK ? one : status;
    }
    return status;
}

static int
n_arms_of(const struct op_until *until, int conditions)
{
    const struct op_study_options *options = until->options;
    return options->n_under != NULL ? options->n_under[conditions] : until->n_strategies;
}

static int
strategy_of(const struct op_until *until, int conditions, int arm)
{
    const struct op_study_options *options = until->options;
    return options->strategies_under != NULL ? options->strategies_under[conditions][arm]
                                             : options->strategies[arm];
}

enum op_status
op_until_open(struct op_until *until, const char *const *words, int n_words,
              const struct op_model *model, const struct op_study_options *options, int base,
              struct op_diag *diag)
{
    enum op_status status = OP_OK;
    *until = (struct op_until){ .options = options,
                                .n_strategies = options->n_strategies,
                                .n_conditions = op_study_n_conditions(options),
                                .base = -1 };
    status = op_until_check(words, n_words, model, diag);
    if (status != OP_OK) {
        return status;
    }
    for (int i = 0; i < n_arms_of(until, 0); i++) {
        until->base = strategy_of(until, 0, i) == base ? i : until->base;
    }
    if (n_words > 0 && (options->n_strategies < 2 || until->base < 0)) {
        return op_diag_add(diag, OP_USAGE, nowhere, "choose a second strategy with -s",
                           "--until asks for the width of a difference between strategies, and "
                           "there is one strategy");
    }
    for (int t = 0; t < n_words && status == OP_OK; t++) {
        status = read_target(&until->target[t], words[t], model, diag);
    }
    if (status != OP_OK || n_words == 0) {
        return status;
    }
    until->n_targets = n_words;
    until->pairs =
        calloc((size_t)n_words * (size_t)until->n_conditions * (size_t)until->n_strategies,
               sizeof *until->pairs);
    return until->pairs == NULL ? OP_NO_MEMORY : OP_OK;
}

void
op_until_free(struct op_until *until)
{
    free(until->pairs);
    *until = (struct op_until){ 0 };
}

static struct op_pairing *
pairs_at(const struct op_until *until, int t, int conditions, int arm)
{
    return &until->pairs[(t * until->n_conditions + conditions) * until->n_strategies + arm];
}

struct op_until_widest
op_until_widest_of(const struct op_until *until, int t)
{
    struct op_until_widest widest = { .half_width = -1 };
    for (int c = 0; c < until->n_conditions; c++) {
        for (int i = 0; i < n_arms_of(until, c); i++) {
            const struct op_pairing *pairs = pairs_at(until, t, c, i);
            const double half_width = op_pairing_half_width(pairs, 0.9);
            if (i != until->base && half_width > widest.half_width) {
                widest = (struct op_until_widest){ op_study_conditions(until->options, c),
                                                   strategy_of(until, c, i), *pairs, half_width };
            }
        }
    }
    return widest;
}

static bool
is_reached(const struct op_until *until)
{
    for (int t = 0; t < until->n_targets; t++) {
        for (int c = 0; c < until->n_conditions; c++) {
            for (int i = 0; i < n_arms_of(until, c); i++) {
                if (i != until->base &&
                    !op_stop_is_reached(pairs_at(until, t, c, i), until->target[t].half_width)) {
                    return false;
                }
            }
        }
    }
    return true;
}

void
op_until_take(struct op_until *until, const struct op_replicate *replicate)
{
    int c = 0;
    while (c + 1 < until->n_conditions &&
           op_study_conditions(until->options, c) != replicate->conditions) {
        c++;
    }
    for (int t = 0; t < until->n_targets; t++) {
        const int metric = until->target[t].metric;
        for (int i = 0; i < replicate->n_arms; i++) {
            op_pairing_add(pairs_at(until, t, c, i), replicate->arm[i].metric[metric],
                           replicate->arm[until->base].metric[metric]);
        }
    }
    until->n_replicates += c + 1 == until->n_conditions;
}

bool
op_until_is_enough(void *asked)
{
    struct op_until *until = asked;
    if (until->n_targets > 0 && op_stop_is_look(until->n_replicates)) {
        until->is_reached = is_reached(until);
    }
    return until->is_reached;
}

bool
op_until_look(struct op_until *until)
{
    if (until->n_targets > 0 && until->n_replicates >= OP_STOP_LEAST) {
        until->is_reached = is_reached(until);
    }
    return until->is_reached;
}

static int
n_pairs_of(const struct op_until *until)
{
    return until->n_targets * until->n_conditions * until->n_strategies;
}

void
op_until_save(const struct op_until *until, FILE *out)
{
    (void)fprintf(out, "%d %d\n", n_pairs_of(until), until->n_replicates);
    for (int i = 0; i < n_pairs_of(until); i++) {
        const struct op_pairing *pairs = &until->pairs[i];
        (void)fprintf(out, "%d %d %a %a %a %a %a\n", pairs->n, pairs->n_nonzero, pairs->mean_arm,
                      pairs->mean_base, pairs->square_arm, pairs->square_base, pairs->product);
    }
}

bool
op_until_restore(struct op_until *until, FILE *in)
{
    int n = 0;
    if (fscanf(in, "%d %d", &n, &until->n_replicates) != 2 || n != n_pairs_of(until)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        struct op_pairing *pairs = &until->pairs[i];
        if (fscanf(in, "%d %d %la %la %la %la %la", &pairs->n, &pairs->n_nonzero, &pairs->mean_arm,
                   &pairs->mean_base, &pairs->square_arm, &pairs->square_base,
                   &pairs->product) != 7) {
            return false;
        }
    }
    return true;
}

// Three digits, but no more than the sixth decimal.
static int
decimals(double value)
{
    int n = 0;
    while (n < 6 && value < 100 && value > 0) {
        value *= 10;
        n++;
    }
    return n;
}

static void
say_target(const struct op_until *until, int t, const struct op_scenario *scenario, FILE *out)
{
    const struct op_until_target *target = &until->target[t];
    const struct op_until_widest widest = op_until_widest_of(until, t);
    const struct op_pairing *pairs = &widest.pairs;
    char asked[32];
    op_real_text(target->half_width, asked);
    (void)fprintf(out, "%s: widest interval \u00b1%.*f %s (asked: %s), of %s", target->row->name,
                  decimals(widest.half_width), widest.half_width, target->row->unit, asked,
                  scenario->strategies[widest.strategy].id);
    if (until->n_conditions > 1) {
        (void)fprintf(out, " under %s", op_conditions_name(scenario, widest.conditions));
    }
    if (pairs->n_nonzero < OP_STOP_LEAST_NONZERO) {
        (void)fprintf(out, "; other than zero in %d evenings, %d are needed", pairs->n_nonzero,
                      OP_STOP_LEAST_NONZERO);
    } else if (widest.half_width > target->half_width) {
        (void)fprintf(out, "; about %.0f evenings would do",
                      op_pairing_needed(pairs, target->half_width, 0.9, true));
    }
    (void)fputc('\n', out);
}

void
op_until_say(const struct op_until *until, const struct op_scenario *scenario, FILE *out)
{
    if (until->n_targets == 0) {
        return;
    }
    (void)fprintf(out,
                  until->is_reached ? "as narrow as asked after %d evenings\n"
                                    : "not as narrow as asked after %d evenings, the most "
                                      "that were allowed (-n)\n",
                  until->n_replicates);
    for (int t = 0; t < until->n_targets; t++) {
        say_target(until, t, scenario, out);
    }
}
