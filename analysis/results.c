// SPDX-License-Identifier: GPL-3.0-or-later
// Small tables of a results folder, and look-ups in it.
#include "analysis/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum op_status
number_in_cell(const struct op_sheet *sheet, int row, int column, double *value,
               struct op_diag *diag)
{
    bool ok = false;
    const char *word = op_sheet_cell(sheet, row, column);

    *value = op_sheet_number(word, &ok);
    if (!ok) {
        return op_diag_add(diag, OP_WRONG_TYPE, (struct op_place){ sheet->path, row + 2, 0 }, NULL,
                           "%s: `%s` is no number", op_sheet_heading(sheet, column), word);
    }
    return OP_OK;
}

static enum op_wanted
wanted_of(const char *word)
{
    if (strcmp(word, "less") == 0) {
        return OP_WANTED_LESS;
    }
    return strcmp(word, "more") == 0 ? OP_WANTED_MORE : OP_WANTED_NONE;
}

static enum op_aggregation
aggregation_of(const char *word)
{
    if (strcmp(word, "max") == 0) {
        return OP_AGGREGATE_MAX;
    }
    return strcmp(word, "first") == 0 ? OP_AGGREGATE_FIRST : OP_AGGREGATE_LAST;
}

static enum op_status
add_variable(struct op_results *r, int row, struct op_diag *diag)
{
    const struct op_sheet *s = &r->columns;
    const bool is_outcome =
        strcmp(op_sheet_cell(s, row, op_sheet_column(s, "file")), "outcomes") == 0;
    struct op_variable **list = is_outcome ? &r->metrics : &r->observables;
    int *n = is_outcome ? &r->n_metrics : &r->n_observables;
    struct op_variable *v = NULL;
    struct op_variable *bigger = realloc(*list, (size_t)(*n + 1) * sizeof *bigger);
    const int sd_column = op_sheet_column(s, "observation_sd");
    enum op_status status = OP_OK;

    if (bigger == NULL) {
        return OP_NO_MEMORY;
    }
    *list = bigger;
    v = &bigger[*n];
    v->name = op_sheet_cell(s, row, op_sheet_column(s, "column"));
    v->unit = op_sheet_cell(s, row, op_sheet_column(s, "unit"));
    v->label[OP_LANG_EN] = op_sheet_cell(s, row, op_sheet_column(s, "label_en"));
    v->label[OP_LANG_NL] = op_sheet_cell(s, row, op_sheet_column(s, "label_nl"));
    v->meaning = op_sheet_cell(s, row, op_sheet_column(s, "meaning"));
    v->wanted = wanted_of(op_sheet_cell(s, row, op_sheet_column(s, "wanted")));
    v->aggregation = aggregation_of(op_sheet_cell(s, row, op_sheet_column(s, "aggregation")));
    for (int k = 0; k < OP_LANG_COUNT; k++) {
        // Labels head charts and columns; the table writes them as within a sentence.
        char *first = s->arena + (v->label[k] - s->arena);
        if (*first >= 'a' && *first <= 'z') {
            *first = (char)(*first - 'a' + 'A');
        }
        if (*v->label[k] == '\0') {
            v->label[k] = k > 0 && *v->label[0] != '\0' ? v->label[0] : v->name;
        }
    }
    if (sd_column >= 0) {
        status = number_in_cell(s, row, sd_column, &v->observation_sd, diag);
    } else {
        v->observation_sd = 0;
    }
    if (!isfinite(v->observation_sd)) {
        v->observation_sd = 0;
    }
    ++*n;
    return status;
}

static enum op_status
read_columns(struct op_results *r, struct op_diag *diag)
{
    enum op_status status = op_sheet_read(&r->columns, r->dir, "columns.csv", true, diag);
    int column = 0;

    if (status == OP_OK) {
        status = op_sheet_need(&r->columns, "column", &column, diag);
    }
    for (int row = 0; status == OP_OK && row < r->columns.n_rows; row++) {
        const char *kind = op_sheet_cell(&r->columns, row, op_sheet_column(&r->columns, "kind"));
        if (strcmp(kind, "observable") == 0 || strcmp(kind, "metric") == 0) {
            status = add_variable(r, row, diag);
        }
    }
    return status;
}

static enum op_status
read_strategies(struct op_results *r, struct op_diag *diag)
{
    struct op_sheet *s = &r->strategy_sheet;
    enum op_status status = op_sheet_read(s, r->dir, "strategies.csv", true, diag);
    int name = 0, n_base = 0;

    if (status != OP_OK || (status = op_sheet_need(s, "strategy", &name, diag)) != OP_OK) {
        return status;
    }
    r->strategies = calloc((size_t)s->n_rows + 1, sizeof *r->strategies);
    if (r->strategies == NULL) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; row < s->n_rows; row++) {
        struct op_strategy *one = &r->strategies[r->n_strategies++];
        one->name = op_sheet_cell(s, row, name);
        one->label[OP_LANG_EN] = op_sheet_cell(s, row, op_sheet_column(s, "label_en"));
        one->label[OP_LANG_NL] = op_sheet_cell(s, row, op_sheet_column(s, "label_nl"));
        for (int k = 0; k < OP_LANG_COUNT; k++) {
            if (*one->label[k] == '\0') {
                one->label[k] = k > 0 && *one->label[0] != '\0' ? one->label[0] : one->name;
            }
        }
        one->is_base = strcmp(op_sheet_cell(s, row, op_sheet_column(s, "is_base")), "yes") == 0;
        one->is_record = strcmp(op_sheet_cell(s, row, op_sheet_column(s, "is_record")), "yes") == 0;
        one->is_lawful = strcmp(op_sheet_cell(s, row, op_sheet_column(s, "lawful")), "no") != 0;
        n_base += one->is_base;
    }
    if (n_base != 1) {
        return op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ s->path, 0, 0 }, NULL,
                           "%d strategies are marked is_base, one is needed", n_base);
    }
    return OP_OK;
}

static enum op_status
read_record(struct op_results *r, struct op_diag *diag)
{
    struct op_sheet *s = &r->observed;
    enum op_status status =
        op_sheet_read(&r->condition_sheet, r->dir, "conditions.csv", false, diag);

    if (status == OP_OK) {
        status = op_sheet_read(s, r->dir, "observed.csv", false, diag);
    }
    int variable = 0, value = 0;

    if (status != OP_OK || s->n_columns == 0) {
        return status;
    }
    status = op_sheet_need(s, "variable", &variable, diag);
    if (status == OP_OK) {
        status = op_sheet_need(s, "value", &value, diag);
    }
    r->record = calloc((size_t)s->n_rows + 1, sizeof *r->record);
    if (r->record == NULL) {
        return OP_NO_MEMORY;
    }
    for (int row = 0; status == OP_OK && row < s->n_rows; row++) {
        struct op_record_row *one = &r->record[r->n_record++];
        const int low = op_sheet_column(s, "low"), high = op_sheet_column(s, "high");
        one->moment = op_sheet_cell(s, row, op_sheet_column(s, "moment"));
        one->variable = op_sheet_cell(s, row, variable);
        one->unit = op_sheet_cell(s, row, op_sheet_column(s, "unit"));
        one->source = op_sheet_cell(s, row, op_sheet_column(s, "source"));
        one->low = one->high = (double)NAN;
        status = number_in_cell(s, row, value, &one->value, diag);
        if (status == OP_OK && low >= 0) {
            status = number_in_cell(s, row, low, &one->low, diag);
        }
        if (status == OP_OK && high >= 0) {
            status = number_in_cell(s, row, high, &one->high, diag);
        }
    }
    return status;
}

enum op_status
op_results_read_tables(struct op_results *r, struct op_diag *diag)
{
    enum op_status status = op_sheet_read(&r->study, r->dir, "study.csv", true, diag);

    if (status == OP_OK) {
        status = read_columns(r, diag);
    }
    if (status == OP_OK) {
        status = read_strategies(r, diag);
    }
    if (status == OP_OK) {
        status = read_record(r, diag);
    }
    return status;
}

enum op_status
op_results_read(struct op_results *r, const char *dir, struct op_diag *diag)
{
    enum op_status status = OP_OK;

    *r = (struct op_results){ .dir = dir };
    status = op_results_read_tables(r, diag);
    if (status == OP_OK) {
        status = op_results_read_outcomes(r, diag);
    }
    if (status == OP_OK) {
        status = op_results_read_parameters(r, diag);
    }
    if (status == OP_OK) {
        status = op_results_read_courses(r, diag);
    }
    return status;
}

static void
free_names(char **names, int n_names)
{
    for (int i = 0; i < n_names; i++) {
        free(names[i]);
    }
    free(names);
}

void
op_results_free(struct op_results *r)
{
    op_sheet_free(&r->study);
    op_sheet_free(&r->columns);
    op_sheet_free(&r->strategy_sheet);
    op_sheet_free(&r->observed);
    op_sheet_free(&r->condition_sheet);
    free(r->observables);
    free(r->metrics);
    free(r->strategies);
    free(r->arms);
    free(r->record);
    free(r->replicates);
    free_names(r->structures, r->n_structures);
    free(r->structure);
    free(r->outcomes);
    free(r->has_outcome);
    free(r->time_h);
    free_names(r->moments, r->moments != NULL ? r->n_times : 0);
    free(r->course_row);
    free(r->courses);
    free(r->parameters);
    free_names(r->parameter_names, r->n_parameters);
    free_names(r->conditions, r->n_conditions);
    *r = (struct op_results){ 0 };
}

const char *
op_results_study(const struct op_results *r, const char *key)
{
    const int key_column = op_sheet_column(&r->study, "key");
    const int value_column = op_sheet_column(&r->study, "value");

    for (int row = 0; row < r->study.n_rows; row++) {
        if (strcmp(op_sheet_cell(&r->study, row, key_column), key) == 0) {
            return op_sheet_cell(&r->study, row, value_column);
        }
    }
    return "";
}

const char *
op_results_study_in(const struct op_results *r, const char *key, enum op_lang lang)
{
    char name[80];
    const char *text = NULL;

    snprintf(name, sizeof name, "%s_%s", key, lang == OP_LANG_NL ? "nl" : "en");
    text = op_results_study(r, name);
    if (*text == '\0') {
        snprintf(name, sizeof name, "%s_%s", key, lang == OP_LANG_NL ? "en" : "nl");
        text = op_results_study(r, name);
    }
    return text;
}

bool
op_results_study_is(const struct op_results *r, const char *key, const char *word)
{
    return strcmp(op_results_study(r, key), word) == 0;
}

static int
variable_index(const struct op_variable *list, int n, const char *name)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int
op_results_metric(const struct op_results *r, const char *name)
{
    return variable_index(r->metrics, r->n_metrics, name);
}

int
op_results_observable(const struct op_results *r, const char *name)
{
    return variable_index(r->observables, r->n_observables, name);
}

const char *
op_variable_label(const struct op_results *r, const char *name, enum op_lang lang)
{
    const int observable = op_results_observable(r, name), metric = op_results_metric(r, name);

    return observable >= 0 ? r->observables[observable].label[lang]
           : metric >= 0   ? r->metrics[metric].label[lang]
                           : name;
}

double
op_results_outcome(const struct op_results *r, int arm, int replicate, int metric)
{
    const size_t cell = (size_t)arm * (size_t)r->n_replicates + (size_t)replicate;

    if (metric < 0 || !r->has_outcome[cell]) {
        return (double)NAN;
    }
    return r->outcomes[cell * (size_t)r->n_metrics + (size_t)metric];
}

double
op_results_course(const struct op_results *r, int arm, int replicate, int time, int observable)
{
    const size_t cell =
        ((size_t)arm * (size_t)r->n_replicates + (size_t)replicate) * (size_t)r->n_times +
        (size_t)time;
    const int32_t row = r->course_row[cell];

    if (row < 0 || observable < 0) {
        return (double)NAN;
    }
    return r->courses[(size_t)row * (size_t)r->n_observables + (size_t)observable];
}

int
op_results_record_arm(const struct op_results *r)
{
    for (int arm = 0; arm < r->n_arms; arm++) {
        if (r->strategies[r->arms[arm].strategy].is_record) {
            return arm;
        }
    }
    return -1;
}

const char *
op_results_conditions_label(const struct op_results *r, const char *conditions, enum op_lang lang)
{
    static const char *const columns[OP_LANG_COUNT] = { "label_en", "label_nl" };
    const struct op_sheet *s = &r->condition_sheet;
    const int key = op_sheet_column(s, "conditions");

    for (int i = 0; key >= 0 && i < s->n_rows; i++) {
        if (strcmp(op_sheet_cell(s, i, key), conditions) == 0) {
            const char *label = op_sheet_cell(s, i, op_sheet_column(s, columns[lang]));
            return *label != '\0' ? label : conditions;
        }
    }
    return conditions;
}

void
op_results_arm_label(const struct op_results *r, int arm, enum op_lang lang, char *buffer,
                     size_t size)
{
    const char *label = r->strategies[r->arms[arm].strategy].label[lang];

    if (r->n_conditions > 1) {
        snprintf(buffer, size, "%s (%s)", label,
                 op_results_conditions_label(r, r->arms[arm].conditions, lang));
    } else {
        snprintf(buffer, size, "%s", label);
    }
}

void
op_results_marked_label(const struct op_results *r, int arm, enum op_lang lang, char *buffer,
                        size_t size)
{
    const bool is_lawful = r->strategies[r->arms[arm].strategy].is_lawful;
    const size_t used = is_lawful || size < 3 ? 0 : 2;

    memcpy(buffer, "* ", used);
    op_results_arm_label(r, arm, lang, buffer + used, size - used);
}

bool
op_results_has_unlawful(const struct op_results *r)
{
    bool has = false;

    for (int arm = 0; arm < r->n_arms; arm++) {
        has = has || !r->strategies[r->arms[arm].strategy].is_lawful;
    }
    return has;
}

int
op_results_intern(char ***names, int *n_names, const char *name)
{
    char **bigger = NULL;

    for (int i = *n_names - 1; i >= 0; i--) {
        if (strcmp((*names)[i], name) == 0) {
            return i;
        }
    }
    bigger = realloc(*names, (size_t)(*n_names + 1) * sizeof *bigger);
    if (bigger == NULL) {
        return -1;
    }
    *names = bigger;
    bigger[*n_names] = strdup(name);
    return bigger[*n_names] == NULL ? -1 : (*n_names)++;
}
