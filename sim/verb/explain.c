// SPDX-License-Identifier: GPL-3.0-or-later
// Words and options of `oploop explain`: which table is asked for what.
#include "sim/verb/explain.h"

#include "sim/base/text.h"
#include "sim/verb/explain_parts.h"
#include "sim/verb/options.h"

#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Say what can be written in a scenario and read in results, from the tables.\n\n"
    "  oploop explain        # what can be asked\n"
    "  oploop explain spread\n"
    "  oploop explain spread.rho_open\n"
    "  oploop explain measures --phase assembly --actor police\n"
    "  oploop explain measure stop_talk\n"
    "  oploop explain observables --json\n"
    "  oploop explain schedule scenarios/haren-2012/scenario.yaml\n\n"
    "Usage: oploop explain [KEY] [options]\n"
    "       oploop explain parameters|levers|observables|metrics|measures|phases\n"
    "       oploop explain keys|models|conditions\n"
    "       oploop explain measure NAME\n"
    "       oploop explain schedule [SCENARIO]\n"
    "       oploop explain verbs [VERB]\n\n"
    "KEY is a parameter, a group of them, or any other name of these tables.\n"
    "`schedule` alone says what goes first at one instant. Measures of a folder\n"
    "catalogue/ here count too.\n\n"
    "      --phase PHASE    of measures: those of a phase\n"
    "      --legal KIND     of measures: of a legal kind or status\n"
    "      --actor ACTOR    of measures: those of an actor\n"
    "      --set KEY=VALUE  of schedule: override a key of the scenario; may be\n"
    "                       repeated\n"
    "      --json           for programs (format oploop.explain/1)\n"
    "      --names          names alone, one a line\n"
    "      --markdown       a page of the documentation: parameters, observables,\n"
    "                       measures or conditions\n"
    "      --man            of verbs: a manual page\n"
    "      --completion bash|zsh  of verbs: completion for a shell\n"
    "  -h, --help           this text\n\n"
    "Exit status: 0 done, 1 memory ran out, 2 wrong usage or an unknown name,\n"
    "65 faults in the scenario, 66 input missing.\n";

const char *const op_explain_help[] = { help, NULL };

const struct option op_explain_options[] = {
    { "phase", required_argument, NULL, 'p' },
    { "legal", required_argument, NULL, 'l' },
    { "actor", required_argument, NULL, 'a' },
    { "set", required_argument, NULL, 'x' },
    { "json", no_argument, NULL, 'J' },
    { "names", no_argument, NULL, 'N' },
    { "markdown", no_argument, NULL, 'D' },
    { "man", no_argument, NULL, 'M' },
    { "completion", required_argument, NULL, 'C' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};

struct words {
    const char *subject, *name;   // NULL: not said
    int n;
    bool wants_help, has_form;
};

// ---- refusals ----

static bool
refuse(struct op_explain *explain, const char *hint, const char *what, const char *word)
{
    return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 }, hint, "%s%s", what,
                       word) == OP_OK;
}

bool
op_explain_refuse(struct op_explain *explain, const char *what, const char *word,
                  const char *const *candidates)
{
    const char *all = "";
    struct op_nearest nearest;
    char hint[256];

    op_nearest_start(&nearest, word);
    for (int i = 0; candidates[i] != NULL; i++) {
        op_nearest_offer(&nearest, candidates[i]);
        all = op_said(explain, "%s%s%s", all, i > 0 ? ", " : "there are ", candidates[i]);
    }
    return op_diag_add(&explain->diag, OP_USAGE, (struct op_place){ 0 },
                       nearest.best != NULL ? op_did_you_mean(nearest.best, "", hint) : all,
                       "%s \"%s\"", what, word) == OP_OK;
}

// ---- options ----

static bool
take_form(struct op_explain *explain, struct words *words, enum op_form form, const char *shell)
{
    if (words->has_form) {
        return refuse(explain, "one of --json, --names, --markdown, --man, --completion",
                      "one form at a time", "");
    }
    words->has_form = true;
    explain->form = form;
    explain->shell = shell;
    return true;
}

static bool
take(struct op_explain *explain, struct words *words, int option)
{
    static const char *const shells[] = { "bash", "zsh", NULL };

    switch (option) {
        case 'p':
            explain->phase = optarg;
            return true;
        case 'l':
            explain->legal = optarg;
            return true;
        case 'a':
            explain->actor = optarg;
            return true;
        case 'x':
            explain->set[explain->n_sets++] = optarg;
            return true;
        case 'J':
            return take_form(explain, words, OP_FORM_JSON, NULL);
        case 'N':
            return take_form(explain, words, OP_FORM_NAMES, NULL);
        case 'D':
            return take_form(explain, words, OP_FORM_MARKDOWN, NULL);
        case 'M':
            return take_form(explain, words, OP_FORM_MAN, NULL);
        case 'C':
            return (strcmp(optarg, "bash") == 0 || strcmp(optarg, "zsh") == 0)
                       ? take_form(explain, words, OP_FORM_TEXT, optarg)
                       : op_explain_refuse(explain, "no completion for", optarg, shells);
        default:
            words->wants_help = true;
            return true;
    }
}

static bool
read_words(struct op_explain *explain, struct words *words, int argc, char **argv)
{
    int option;

    if (!op_options_whole(op_explain_options, argc, argv, &explain->diag)) {
        return false;
    }
    opterr = 0;
    optind = 0;   // glibc: start anew
    while ((option = getopt_long(argc, argv, ":h", op_explain_options, NULL)) != -1) {
        if (option == ':') {
            return refuse(explain, NULL, "a value is missing after: ", argv[optind - 1]);
        }
        if (option == '?') {
            const char letter[] = { '-', (char)optopt, '\0' };
            const bool is_long = strncmp(argv[optind - 1], "--", 2) == 0;

            return op_options_refuse(op_explain_options, is_long ? argv[optind - 1] : letter,
                                     &explain->diag);
        }
        if (!take(explain, words, option)) {
            return false;
        }
    }
    words->n = argc - optind;
    words->subject = words->n > 0 ? argv[optind] : NULL;
    words->name = words->n > 1 ? argv[optind + 1] : NULL;
    return words->n <= 2 ||
           refuse(explain, "one name at a time", "a word too many: ", argv[optind + 2]);
}

// ---- subjects ----

static void
all_params(struct op_explain *explain, const char *name)
{
    (void)name;
    op_explain_params(explain, explain->schema, NULL);
}

static void
all_levers(struct op_explain *explain, const char *name)
{
    op_explain_levers(explain, NULL, name);
}

static void
all_observables(struct op_explain *explain, const char *name)
{
    op_explain_observables(explain, NULL, name);
}

static void
all_models(struct op_explain *explain, const char *name)
{
    for (int r = 0; r < explain->program->n_references; r++) {
        const char *model = explain->program->references[r].model->schema.model;
        const char *summary = op_group_summary(explain, model);

        if (name == NULL || strcmp(name, model) == 0) {
            (void)op_item_new(explain, "model", model, summary != NULL ? summary : "");
        }
    }
}

static const struct subject {
    const char *many, *one;   // "measures", "measure"
    void (*add)(struct op_explain *explain, const char *name);
    const char *title;
} subjects[] = {
    { "parameters", "parameter", all_params,
      "Parameters: name, default, meaning. `oploop explain GROUP.NAME` says more." },
    { "levers", "lever", all_levers,
      "Levers: name, how factors are joined and what one may be, what a factor is." },
    { "observables", "observable", all_observables,
      "Observables: name, unit, meaning. Columns of trajectories.csv; conditions ask for them." },
    { "metrics", "metric", op_explain_metrics,
      "Metrics: name, unit, meaning. Columns of outcomes.csv, one row an evening." },
    { "measures", "measure", op_explain_measures,
      "Measures by actor. `oploop explain measure NAME` says what one does and needs." },
    { "conditions", "level", op_explain_conditions,
      "Levels of conditions: what was built up before the evening, and the parameters it sets." },
    { "phases", "phase", op_explain_phases, "Phases of an evening, in order." },
    { "keys", "key", op_explain_keys, "Keys of a scenario file and of its parts." },
    { "models", "model", all_models,
      "Reference models, with known answers. `oploop explain NAME` lists the parameters of one." },
    { "verbs", "verb", op_explain_verbs, "Verbs. `oploop VERB --help` says more." },
};
enum { N_SUBJECTS = sizeof subjects / sizeof *subjects };

static const char *
value_of(const struct op_measure *measure, int filter)
{
    const char *value = filter == 0 ? measure->legal_kind : measure->actor;

    return value != NULL ? value : "not said";
}

// Is the word of a filter one that some measure has? Words are those of the catalogue itself.
static bool
check_filter(struct op_explain *explain, const char *word, int filter)
{
    const struct op_catalogue *catalogue = &explain->catalogue;
    const size_t room = (size_t)catalogue->n_measures + 8;
    const char **known = op_arena_new(&explain->arena, room, sizeof *known);
    int n = 0;

    if (known == NULL || word == NULL) {
        explain->no_memory |= known == NULL;
        return true;
    }
    for (int i = 0; filter == 0 && op_legal_status_words[i] != NULL; i++) {
        known[n++] = op_legal_status_words[i];
    }
    for (int i = 0; i < catalogue->n_measures; i++) {
        const char *value = value_of(&catalogue->measures[i], filter);
        bool is_new = true;

        for (int k = 0; k < n; k++) {
            is_new &= strcmp(known[k], value) != 0;
        }
        if (is_new) {
            known[n++] = value;
        }
    }
    for (int k = 0; k < n; k++) {
        if (strcmp(known[k], word) == 0) {
            return true;
        }
    }
    return op_explain_refuse(explain,
                             filter == 0 ? "no measure has the legal kind or status"
                                         : "no measure is of actor",
                             word, known);
}

static bool
check_filters(struct op_explain *explain, const struct words *words)
{
    const bool has_any = explain->phase != NULL || explain->legal != NULL || explain->actor != NULL;
    const char *phases[OP_N_PHASES + 1] = { 0 };
    bool is_phase = explain->phase == NULL;

    if (has_any && (words->subject == NULL || strcmp(words->subject, "measures") != 0)) {
        return refuse(explain, "oploop explain measures --phase assembly",
                      "--phase, --legal and --actor are for `explain measures`", "");
    }
    if (explain->n_sets > 0 &&
        (words->subject == NULL || strcmp(words->subject, "schedule") != 0)) {
        return refuse(explain, "oploop explain schedule FILE --set KEY=VALUE",
                      "--set is for `explain schedule`", "");
    }
    for (int i = 0; i < OP_N_PHASES; i++) {
        phases[i] = explain->schema->phases[i];
        is_phase |= explain->phase != NULL && strcmp(explain->phase, phases[i]) == 0;
    }
    if (!is_phase) {
        return op_explain_refuse(explain, "there is no phase", explain->phase, phases);
    }
    return check_filter(explain, explain->legal, 0) && check_filter(explain, explain->actor, 1);
}

static enum op_status
show_all(struct op_explain *explain, const struct subject *subject)
{
    subject->add(explain, NULL);
    if (op_diag_status(&explain->diag) != OP_OK) {   // of a file that it read
        return op_diag_status(&explain->diag);
    }
    if (explain->items.n == 0 && explain->form == OP_FORM_TEXT) {
        (void)fputs("No measure fits all of that.\n", explain->out);
        return OP_OK;
    }
    op_items_show(explain, subject->title);
    return OP_OK;
}

static enum op_status
show_one(struct op_explain *explain, const struct subject *subject, const char *name)
{
    if (subject->add == all_params) {
        return op_explain_word(explain, name);
    }
    subject->add(explain, name);
    if (explain->items.n > 0) {
        op_items_show(explain, NULL);
        return OP_OK;
    }
    subject->add(explain, NULL);
    const char **known = op_arena_new(&explain->arena, (size_t)explain->items.n + 1, sizeof *known);

    for (int i = 0; known != NULL && i < explain->items.n; i++) {
        known[i] = explain->items.item[i].name;
    }
    if (known == NULL) {
        return OP_NO_MEMORY;
    }
    (void)op_explain_refuse(explain, op_said(explain, "no %s is called", subject->one), name,
                            known);
    return OP_USAGE;
}

static enum op_status
answer(struct op_explain *explain, const struct words *words)
{
    const char *subject = words->subject, *name = words->name;

    if (explain->form == OP_FORM_MARKDOWN) {
        return op_explain_document(explain, subject);
    }
    if (explain->form == OP_FORM_MAN || explain->shell != NULL) {
        return op_explain_verb_pages(explain, subject, name);
    }
    if (subject == NULL) {
        return op_explain_start(explain);
    }
    if (strcmp(subject, "schedule") == 0) {
        return name != NULL ? op_explain_schedule(explain, name) : op_explain_order(explain);
    }
    for (int i = 0; i < N_SUBJECTS; i++) {
        const bool is_many = strcmp(subject, subjects[i].many) == 0;

        if ((is_many || strcmp(subject, subjects[i].one) == 0) && name != NULL) {
            return show_one(explain, &subjects[i], name);
        }
        if (is_many) {
            return show_all(explain, &subjects[i]);
        }
    }
    if (name != NULL) {
        return refuse(explain, "one name at a time", "a word too many: ", name) ? OP_OK : OP_USAGE;
    }
    return op_explain_word(explain, subject);
}

// ---- the whole ----

static enum op_status
read_catalogue(struct op_explain *explain)
{
    struct op_reader reader = {
        .arena = &explain->arena,
        .schema = explain->schema,
        .diag = &explain->diag,
        .folder = ".",
        .share_dir = explain->program->share_dir,
    };

    op_read_catalogue(&reader, NULL, &explain->catalogue);
    return op_reader_status(&reader, 0);
}

static enum op_status
go(struct op_explain *explain, const struct words *words)
{
    enum op_status status = read_catalogue(explain);

    if (status == OP_OK && !check_filters(explain, words)) {
        status = OP_USAGE;
    }
    if (status == OP_OK) {
        status = answer(explain, words);
    }
    return status == OP_OK && explain->no_memory ? OP_NO_MEMORY : status;
}

int
op_verb_explain(int argc, char **argv, const struct op_program *program)
{
    struct op_explain explain = {
        .program = program,
        .schema = &program->model->schema,
        .set = calloc((size_t)argc + 1, sizeof *explain.set),
        .out = stdout,
    };
    struct words words = { 0 };
    enum op_status status = OP_OK;

    op_diag_init(&explain.diag);
    if (explain.set == NULL) {
        status = OP_NO_MEMORY;
    } else if (!read_words(&explain, &words, argc, argv)) {
        status = OP_USAGE;
    } else if (words.wants_help) {
        (void)fputs(help, stdout);
    } else {
        status = go(&explain, &words);
    }
    if (status != OP_OK && op_diag_status(&explain.diag) == OP_OK) {
        (void)!op_diag_add(&explain.diag, status, (struct op_place){ 0 }, NULL, "%s",
                           op_status_text(status));
    }
    op_diag_print(&explain.diag, stderr);
    op_diag_free(&explain.diag);
    op_arena_free(&explain.arena);
    free(explain.set);
    return op_status_exit(status);
}
