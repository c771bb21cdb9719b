// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of a parameter's value: a quantity, a word, or a distribution whose arguments are
// quantities of the parameter's unit, each with an optional name before it.
//
//   value     = quantity | word | kind "(" argument { "," argument } ")"
//   argument  = [ name ] quantity          name: median, mean, sd, sd_log, or "90 %"
#include "sim/input/quantity.h"

#include "sim/base/exact.h"
#include "sim/base/text.h"

#include <math.h>
#include <string.h>

enum { MAX_ARGUMENTS = 3, ARGUMENT_BYTES = 64 };

struct call {
    enum op_unit unit;
    double low, high;
    const char *text;   // as it stands in the file
    struct op_place place;
    const char *what;
    struct op_diag *diag;
    char argument[MAX_ARGUMENTS][ARGUMENT_BYTES];
    int n_arguments;
};

static const struct {
    const char *name;
    enum op_dist_kind kind;
    const char *form;
} kinds[] = {
    { "uniform", OP_DIST_UNIFORM, "uniform(LOW, HIGH)" },
    { "normal", OP_DIST_NORMAL, "normal(mean M, sd S)" },
    { "lognormal", OP_DIST_LOGNORMAL,
      "lognormal(median M, 90 % P), lognormal(median M, sd_log S) or lognormal(mean M, sd_log S)" },
    { "exponential", OP_DIST_EXPONENTIAL, "exponential(mean M)" },
    { "margin", OP_DIST_MARGIN, "margin(LOW, MEDIAN, HIGH): the 5, 50 and 95 % points" },
};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const char *
form_of(enum op_dist_kind kind)
{
    for (int i = 0; i < N_KINDS; i++) {
        if (kinds[i].kind == kind) {
            return kinds[i].form;
        }
    }
    return "a number";
}

static enum op_status
refuse_form(const struct call *call, enum op_dist_kind kind)
{
    char hint[128];

    snprintf(hint, sizeof hint, "write %s", form_of(kind));
    return op_diag_add(call->diag, OP_BAD_VALUE, call->place, hint,
                       "%s: \"%s\" cannot be read as a distribution", call->what, call->text);
}

static enum op_status
refuse_range(const struct call *call, double value)
{
    char low[48];
    char high[48];
    char as_read[48];

    op_bound_text(call->unit, value, as_read);
    op_bound_text(call->unit, call->low, low);
    op_bound_text(call->unit, call->high, high);
    if (strchr(call->text, '(')) {
        return op_diag_add(call->diag, OP_OUT_OF_RANGE, call->place, NULL,
                           "%s: %s in \"%s\" is outside [%s, %s]", call->what, as_read, call->text,
                           low, high);
    }
    return op_diag_add(call->diag, OP_OUT_OF_RANGE, call->place, NULL, "%s: %s is outside [%s, %s]",
                       call->what, call->text, low, high);
}

// Cut "a, b, c)" at its commas into arguments without outer spaces.
static bool
cut_arguments(struct call *call, const char *text)
{
    call->n_arguments = 0;
    for (;;) {
        text += strspn(text, " ");

        const size_t n = strcspn(text, ",()");
        size_t used = n;

        while (used > 0 && text[used - 1] == ' ') {
            used--;
        }
        if (call->n_arguments == MAX_ARGUMENTS || used == 0 || used >= ARGUMENT_BYTES) {
            return false;
        }
        memcpy(call->argument[call->n_arguments], text, used);
        call->argument[call->n_arguments][used] = '\0';
        call->n_arguments++;
        if (text[n] == ')') {
            return text[n + 1 + strspn(text + n + 1, " ")] == '\0';
        }
        if (text[n] != ',') {
            return false;
        }
        text += n + 1;
    }
}

// The text after "NAME ", NULL if the argument has not that name.
static const char *
named(const char *argument, const char *name)
{
    const size_t length = strlen(name);

    if (strncmp(argument, name, length) != 0 || argument[length] != ' ') {
        return NULL;
    }
    return argument + length + strspn(argument + length, " ");
}

// "90 % 4 h": the share before, and the text of the quantity after it.
static const char *
percent_named(const char *argument, double *share)
{
    char number[ARGUMENT_BYTES];
    const size_t n = op_number_length(argument);
    const char *rest = argument + n + strspn(argument + n, " ");

    memcpy(number, argument, n);
    number[n] = '\0';
    if (n == 0 || *rest != '%' || !op_text_number(number, share)) {
        return NULL;
    }
    rest += 1 + strspn(rest + 1, " ");
    *share /= 100;
    return *rest ? rest : NULL;
}

static enum op_status
read_part(const struct call *call, enum op_unit unit, const char *text, double *value)
{
    return op_quantity_parse(unit, text, call->place, call->what, value, call->diag);
}

static enum op_status
read_normal(struct call *call, struct op_dist *dist)
{
    const char *mean = call->n_arguments == 2 ? named(call->argument[0], "mean") : NULL;
    const char *sd = call->n_arguments == 2 ? named(call->argument[1], "sd") : NULL;
    enum op_status status;

    if (!mean || !sd) {
        return refuse_form(call, OP_DIST_NORMAL);
    }
    status = read_part(call, call->unit, mean, &dist->a);
    if (status == OP_OK) {
        status = read_part(call, call->unit, sd, &dist->b);
    }
    if (status == OP_OK && !(dist->b >= 0)) {
        return op_diag_add(call->diag, OP_OUT_OF_RANGE, call->place, NULL,
                           "%s: the sd in \"%s\" is negative", call->what, call->text);
    }
    return status;
}

// sd_log from a point of the distribution: ln(point / median) / z(share).
static enum op_status
read_spread_of_point(const struct call *call, double share, double point, struct op_dist *dist)
{
    const double z = op_norm_quantile(share);

    if (!(share > 0 && share < 1) || share == 0.5 || !(point > 0) ||
        !(op_log(point / dist->a) / z >= 0)) {
        return op_diag_add(call->diag, OP_BAD_VALUE, call->place,
                           "the point of more than 50 % lies above the median, of less below it",
                           "%s: no lognormal distribution has the points of \"%s\"", call->what,
                           call->text);
    }
    dist->b = op_log(point / dist->a) / z;
    return OP_OK;
}

static enum op_status
read_lognormal(struct call *call, struct op_dist *dist)
{
    const char *median = call->n_arguments == 2 ? named(call->argument[0], "median") : NULL;
    const char *mean = call->n_arguments == 2 ? named(call->argument[0], "mean") : NULL;
    const char *sd_log = call->n_arguments == 2 ? named(call->argument[1], "sd_log") : NULL;
    double share = 0;
    double value = 0;
    const char *point = call->n_arguments == 2 ? percent_named(call->argument[1], &share) : NULL;
    enum op_status status;

    if ((!median && !mean) || (!sd_log && !(median && point))) {
        return refuse_form(call, OP_DIST_LOGNORMAL);
    }
    status = read_part(call, call->unit, median ? median : mean, &dist->a);
    if (status != OP_OK) {
        return status;
    }
    if (!(dist->a > 0)) {
        return op_diag_add(call->diag, OP_OUT_OF_RANGE, call->place, NULL,
                           "%s: a lognormal distribution has a positive %s", call->what,
                           median ? "median" : "mean");
    }
    status = read_part(call, sd_log ? OP_UNIT_NONE : call->unit, sd_log ? sd_log : point, &value);
    if (status != OP_OK) {
        return status;
    }
    if (point) {
        return read_spread_of_point(call, share, value, dist);
    }
    if (!(value >= 0)) {
        return op_diag_add(call->diag, OP_OUT_OF_RANGE, call->place, NULL,
                           "%s: the sd_log in \"%s\" is negative", call->what, call->text);
    }
    dist->b = value;
    dist->a = median ? dist->a : dist->a * op_exp(-value * value / 2);
    return OP_OK;
}

static enum op_status
read_exponential(struct call *call, struct op_dist *dist)
{
    const char *mean = call->n_arguments == 1 ? named(call->argument[0], "mean") : NULL;

    if (!mean) {
        return refuse_form(call, OP_DIST_EXPONENTIAL);
    }
    return read_part(call, call->unit, mean, &dist->a);
}

// uniform and margin: two or three points in rising order.
static enum op_status
read_points(struct call *call, int n, struct op_dist *dist)
{
    double *point[] = { &dist->a, &dist->b, &dist->c };

    if (call->n_arguments != n) {
        return refuse_form(call, dist->kind);
    }
    for (int i = 0; i < n; i++) {
        const enum op_status status = read_part(call, call->unit, call->argument[i], point[i]);

        if (status != OP_OK) {
            return status;
        }
        if (i > 0 && *point[i] < *point[i - 1]) {
            return op_diag_add(call->diag, OP_BAD_VALUE, call->place, "the lowest stands first",
                               "%s: the points of \"%s\" do not rise", call->what, call->text);
        }
    }
    return OP_OK;
}

// The ends of uniform and margin and the centre of the others must be admissible. Tails may pass
// the range: whoever draws keeps the value within it.
static enum op_status
check_range(const struct call *call, const struct op_dist *dist)
{
    const double points[] = { dist->a, dist->b, dist->c };
    const int n = dist->kind == OP_DIST_MARGIN ? 3 : dist->kind == OP_DIST_UNIFORM ? 2 : 1;

    for (int i = 0; i < n; i++) {
        if (!(points[i] >= call->low && points[i] <= call->high)) {
            return refuse_range(call, points[i]);
        }
    }
    return OP_OK;
}

static enum op_status
refuse_kind(const struct call *call, size_t length)
{
    struct op_nearest nearest;
    char name[32];
    char hint[96];

    snprintf(name, sizeof name, "%.*s", (int)(length < 31 ? length : 31), call->text);
    op_nearest_start(&nearest, name);
    for (int i = 0; i < N_KINDS; i++) {
        op_nearest_offer(&nearest, kinds[i].name);
    }
    if (nearest.best) {
        snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest.best);
    } else {
        snprintf(hint, sizeof hint, "there are uniform, normal, lognormal, exponential and margin");
    }
    return op_diag_add(call->diag, OP_UNKNOWN_NAME, call->place, hint,
                       "%s: \"%s\" is not a distribution", call->what, name);
}

static enum op_status
read_call(struct call *call, size_t length, struct op_dist *dist)
{
    int k = 0;

    while (k < N_KINDS &&
           (strlen(kinds[k].name) != length || strncmp(kinds[k].name, call->text, length) != 0)) {
        k++;
    }
    if (k == N_KINDS) {
        return refuse_kind(call, length);
    }
    dist->kind = kinds[k].kind;
    if (!cut_arguments(call, strchr(call->text, '(') + 1)) {
        return refuse_form(call, dist->kind);
    }
    switch (dist->kind) {
        case OP_DIST_UNIFORM:
            return read_points(call, 2, dist);
        case OP_DIST_MARGIN:
            return read_points(call, 3, dist);
        case OP_DIST_NORMAL:
            return read_normal(call, dist);
        case OP_DIST_LOGNORMAL:
            return read_lognormal(call, dist);
        case OP_DIST_EXPONENTIAL:
            return read_exponential(call, dist);
        case OP_DIST_FIXED:
            break;
    }
    return OP_OK;
}

enum op_status
op_dist_parse(enum op_unit unit, double low, double high, const char *text, struct op_place place,
              const char *what, struct op_dist *dist, struct op_diag *diag)
{
    struct call call = {
        .unit = unit,
        .low = low,
        .high = high,
        .text = text,
        .place = place,
        .what = what,
        .diag = diag,
    };
    struct op_dist read = { .kind = OP_DIST_FIXED };
    const char *open = strchr(text, '(');
    enum op_status status;

    if (open) {
        size_t length = (size_t)(open - text);

        while (length > 0 && text[length - 1] == ' ') {
            length--;
        }
        status = read_call(&call, length, &read);
    } else {
        status = op_quantity_parse(unit, text, place, what, &read.a, diag);
    }
    if (status == OP_OK) {
        status = check_range(&call, &read);
    }
    if (status == OP_OK) {
        *dist = read;
    }
    return status;
}
