// SPDX-License-Identifier: GPL-3.0-or-later
// Words and options of `oploop explain`: which table is asked for what.
#include "sim/verb/explain.h"

#include "sim/base/text.h"
#include "sim/verb/explain_practice.h"
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
    "  oploop explain barriers online_build_up\n"
    "  oploop explain barriers --html --lang nl >page.html\n"
    "  oploop explain observables --json\n"
    "  oploop explain schedule scenarios/haren-2012/scenario.yaml\n\n"
    "Usage: oploop explain [KEY] [options]\n"
    "       oploop explain parameters|levers|observables|metrics|measures|phases\n"
    "       oploop explain keys|models|conditions\n"
    "       oploop explain measure NAME\n"
    "       oploop explain barriers [PHASE]\n"
    "       oploop explain schedule [SCENARIO]\n"
    "       oploop explain verbs [VERB]\n\n"
    "KEY is a parameter, a group of them, or any other name of these tables.\n"
    "`schedule` alone says what goes first at one instant. Measures of a folder\n"
    "catalogue/ here count too. `barriers` says per phase what feeds it, which\n"
    "signals show it, who sees it, and which measures stand before the next.\n\n"
    "Of measures and barriers:\n"
    "      --phase PHASE    those of a phase\n"
    "      --actor ACTOR    those of an actor\n"
    "      --legal KIND     of a legal kind or status\n"
    "      --status in_force|contested|proposed|void  of a legal status\n"
    "      --barrier signal|communicate|intervene  of a class of barriers\n"
    "      --html           a page to print (A4), in one file without scripts\n"
    "      --lang en|nl     language of names and of the page (default en)\n\n"
    "      --set KEY=VALUE  of schedule: override a key of the scenario; may be\n"
    "                       repeated\n"
    "      --json           for programs (format oploop.explain/1)\n"
    "      --names          names alone, one a line\n"
    "      --markdown       a page of the documentation: parameters, observables,\n"
    "                       measures or conditions\n"
    "      --man            of verbs: a manual page\n"
    "      --completion bash|zsh  of verbs: completion for a shell\n"
    "  -h, --help           this text\n\n"
    "Exit status: 0 done, 2 wrong usage or an unknown name, 65 faults in the\n"
    "scenario, 66 input missing, 71 memory ran out.\n";

const char *const op_explain_help[] = { help, NULL };

const struct option op_explain_options[] = {
    { "phase", required_argument, NULL, 'p' },
    { "legal", required_argument, NULL, 'l' },
    { "actor", required_argument, NULL, 'a' },
    { "status", required_argument, NULL, 't' },
    { "barrier", required_argument, NULL, 'b' },
    { "html", no_argument, NULL, 'H' },
    { "lang", required_argument, NULL, 'g' },
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
        return refuse(explain, "one of --json, --names, --html, --markdown, --man, --completion",
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
    static const char *const languages[] = { "en", "nl", NULL };

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
        case 't':
            explain->status = optarg;
            return true;
        case 'b':
            explain->barrier = optarg;
            return true;
        case 'g':
            explain->lang = optarg;
            return strcmp(optarg, "en") == 0 || strcmp(optarg, "nl") == 0 ||
                   op_explain_refuse(explain, "no page is in the language", optarg, languages);
        case 'H':
            return take_form(explain, words, OP_FORM_HTML, NULL);
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

// Measures alone are listed in Dutch.
static const char measures_title_nl[] = "Maatregelen per actor. `oploop explain measure NAAM` zegt "
                                        "wat \u00e9\u00e9n doet en nodig heeft.";

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
    { "barriers", "barriers phase", op_explain_barriers, NULL },
    { "conditions", "level", op_explain_conditions,
      "Levels of conditions: what was built up before the evening, and the parameters it sets." },
    { "phases", "phase", op_explain_phases, "Phases of an evening, in order." },
    { "keys", "key", op_explain_keys, "Keys of a scenario file and of its parts." },
    { "models", "model", all_models,
      "Reference models, with known answers. `oploop explain NAME` lists the parameters of one." },
    { "verbs", "verb", op_explain_verbs, "Verbs. `oploop VERB --help` says more." },
};
enum { N_SUBJECTS = sizeof subjects / sizeof *subjects };

static bool
check_sets(struct op_explain *explain, const struct words *words)
{
    return explain->n_sets == 0 ||
           (words->subject != NULL && strcmp(words->subject, "schedule") == 0) ||
           refuse(explain, "oploop explain schedule FILE --set KEY=VALUE",
                  "--set is for `explain schedule`", "");
}

static void
show_page(struct op_explain *explain, const struct subject *subject, const char *name)
{
    if (subject->add == op_explain_measures) {
        op_html_measures(explain, name);
    } else {
        op_html_barriers(explain, name);
    }
}

static enum op_status
show_all(struct op_explain *explain, const struct subject *subject)
{
    if (explain->form == OP_FORM_HTML) {
        show_page(explain, subject, NULL);
        return OP_OK;
    }
    subject->add(explain, NULL);
    if (op_diag_status(&explain->diag) != OP_OK) {   // of a file that it read
        return op_diag_status(&explain->diag);
    }
    if (explain->items.n == 0 && explain->form == OP_FORM_TEXT) {
        (void)fputs(op_either(explain, "No measure fits all of that.\n",
                              "Geen maatregel past bij dat alles.\n"),
                    explain->out);
        return OP_OK;
    }
    op_items_show(explain, subject->add == op_explain_measures
                               ? op_either(explain, subject->title, measures_title_nl)
                               : subject->title);
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
        if (explain->form == OP_FORM_HTML) {
            show_page(explain, subject, name);
        } else {
            op_items_show(explain, NULL);
        }
        return OP_OK;
    }
    subject->add(explain, NULL);
    const bool are_measures = subject->add == op_explain_measures;
    const int n_labels = are_measures ? explain->catalogue.n_measures : 0;
    const char **known =
        op_arena_new(&explain->arena, (size_t)explain->items.n + 2 * (size_t)n_labels + 1,
                     sizeof *known);
    int n = 0;

    for (int i = 0; known != NULL && i < explain->items.n; i++) {
        known[n++] = explain->items.item[i].name;
    }
    for (int i = 0; known != NULL && i < n_labels; i++) {
        const struct op_text2 *label = &explain->catalogue.measures[i].name;

        if (label->en != NULL) {
            known[n++] = label->en;
        }
        if (label->nl != NULL) {
            known[n++] = label->nl;
        }
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
            const bool is_phase =
                subjects[i].add == op_explain_barriers || subjects[i].add == op_explain_phases;

            return show_one(explain, &subjects[i],
                            is_phase ? op_phase_of_dutch(explain, name) : name);
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

struct op_reader
op_explain_reader(struct op_explain *explain)
{
    return (struct op_reader){
        .arena = &explain->arena,
        .schema = explain->schema,
        .diag = &explain->diag,
        .folder = ".",
        .share_dir = explain->program->share_dir,
    };
}

static enum op_status
read_catalogue(struct op_explain *explain)
{
    struct op_reader reader = op_explain_reader(explain);

    op_read_catalogue(&reader, NULL, &explain->catalogue);
    return op_reader_status(&reader, 0);
}

static enum op_status
go(struct op_explain *explain, const struct words *words)
{
    // The views for practitioners alone read texts of their own.
    const bool is_practice = explain->lang != NULL || explain->form == OP_FORM_HTML ||
                             (words->subject != NULL && strcmp(words->subject, "barriers") == 0);
    enum op_status status = read_catalogue(explain);

    if (status == OP_OK &&
        !(op_filters_check(explain, words->subject) && check_sets(explain, words))) {
        status = OP_USAGE;
    }
    if (status == OP_OK && is_practice) {
        status = op_practice_read(explain);
    }
    if (status == OP_OK) {
        status = answer(explain, words);
    }
    const bool is_short = explain->no_memory || explain->arena.is_short;

    return status == OP_OK && is_short ? OP_NO_MEMORY : status;
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
    if (status == OP_NO_MEMORY) {   // what was found may be a mere consequence
        op_diag_lack(&explain.diag, 0, "while the answer was put together");
    } else if (status != OP_OK && op_diag_status(&explain.diag) == OP_OK) {
        (void)!op_diag_add(&explain.diag, status, (struct op_place){ 0 }, NULL, "%s",
                           op_status_text(status));
    }
    op_diag_print(&explain.diag, stderr);
    op_diag_free(&explain.diag);
    op_arena_free(&explain.arena);
    free(explain.set);
    return op_status_exit(status);
}
