// SPDX-License-Identifier: GPL-3.0-or-later
// What the sources of `oploop explain` share. Whatever is asked is first made into items: a kind, a
// name and facts. One place prints items: as text of 80 columns, as JSON, as a page of the
// documentation, or as names alone.
#ifndef OP_VERB_EXPLAIN_PARTS_H
#define OP_VERB_EXPLAIN_PARTS_H

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/catalogue.h"
#include "sim/verb/compare.h"

enum op_form {
    OP_FORM_TEXT,
    OP_FORM_JSON,
    OP_FORM_MARKDOWN,
    OP_FORM_NAMES,
    OP_FORM_MAN,
    OP_FORM_HTML
};

enum op_fact_kind { OP_FACT_TEXT, OP_FACT_NUMBER, OP_FACT_PAIRS, OP_FACT_WORDS };
struct op_fact {
    enum op_fact_kind kind;
    const char *key;     // in JSON and for the columns of a page; NULL: for people alone
    const char *label;   // for people; NULL: for programs alone
    const char *text;
    const char *const *texts;   // NULL-ended; of PAIRS name and value by turns
    double number;              // infinite ends come out as null
};

enum { OP_MAX_FACTS = 24 };
struct op_item {
    const char *kind;    // "parameter"
    const char *name;    // as it is asked for
    const char *group;   // mechanism, actor or other heading of a list; "" if there is none
    const char *shown;   // in a list below its heading
    const char *brief;   // a word or two beside it, NULL: none
    const char *meaning;
    struct op_fact fact[OP_MAX_FACTS];
    int n_facts;
};

struct op_items {
    struct op_item *item;
    int n, capacity;
};

struct op_explain {
    const struct op_program *program;
    const struct op_schema *schema;   // of gatherings
    struct op_arena arena;
    struct op_diag diag;
    struct op_catalogue catalogue;
    struct op_items items;    // what is to be shown
    struct op_item nowhere;   // what is written when memory ran out
    enum op_form form;
    const char *phase, *legal, *actor, *status, *barrier;   // filters of measures; NULL: all
    const char *shell;
    const char *lang;                         // en | nl; NULL: not said
    const struct op_phase_text *phase_text;   // [OP_N_PHASES], for the views that need them
    const struct op_node *words_nl;           // Dutch of the catalogue's words, by these
    bool no_memory;
    const char **set;
    int n_sets;
    FILE *out;
};

// A formatted text that lives as long as the question; "" without memory, which is then told at the
// end.
const char *op_said(struct op_explain *explain, const char *format, ...) OP_PRINTF(2, 3);

// A new item at the end of a list; never NULL (without memory it is one that nobody reads).
struct op_item *op_item_new(struct op_explain *explain, const char *kind, const char *name,
                            const char *meaning);
// Facts; a NULL text is left out.
void op_item_text(struct op_item *item, const char *key, const char *label, const char *text);
void op_item_number(struct op_item *item, const char *key, double number);
void op_item_list(struct op_item *item, enum op_fact_kind kind, const char *key, const char *label,
                  const char *const *texts);
const char *op_item_fact(const struct op_item *item, const char *key);   // NULL: not there

// All items in the form that was asked for. `title` heads a list; NULL shows every item in full.
void op_items_show(struct op_explain *explain, const char *title);
void op_items_markdown(struct op_explain *explain, const char *const *columns);

// ---- text of 80 columns ----
enum { OP_PAGE_COLUMNS = 79 };
// Words of a text, the first after `used` columns of a line that is begun, further lines indented.
void op_page_wrap(FILE *out, int used, int indent, const char *text);
// `  label      text`, wrapped below the text.
void op_page_row(FILE *out, int indent, const char *label, int width, const char *text);
int op_page_columns(const char *text);   // characters, not bytes

// ---- the tables: each adds its items ----
void op_explain_params(struct op_explain *explain, const struct op_schema *schema,
                       const char *group);   // group NULL: all
void op_explain_param(struct op_explain *explain, const struct op_schema *schema, int index);
void op_explain_levers(struct op_explain *explain, const char *group, const char *name);
void op_explain_observables(struct op_explain *explain, const char *group, const char *name);
void op_explain_metrics(struct op_explain *explain, const char *name);
void op_explain_measures(struct op_explain *explain, const char *name);
void op_explain_conditions(struct op_explain *explain, const char *name);
void op_explain_phases(struct op_explain *explain, const char *name);
void op_explain_barriers(struct op_explain *explain, const char *phase);
void op_explain_keys(struct op_explain *explain, const char *name);
void op_explain_keys_beside(struct op_explain *explain, const char *group);
void op_explain_keys_offer(struct op_nearest *nearest);
void op_explain_verbs(struct op_explain *explain, const char *name);
const char *op_group_summary(const struct op_explain *explain, const char *group);
const char *op_group_title(struct op_explain *explain, const char *group);   // "name: summary"
const struct op_schema *op_reference_named(const struct op_explain *explain, const char *name);

// ---- questions of their own ----
enum op_status op_explain_word(struct op_explain *explain, const char *word);
enum op_status op_explain_schedule(struct op_explain *explain, const char *path);
enum op_status op_explain_order(struct op_explain *explain);
enum op_status op_explain_start(struct op_explain *explain);
enum op_status op_explain_document(struct op_explain *explain, const char *subject);
enum op_status op_explain_verb_pages(struct op_explain *explain, const char *subject,
                                     const char *name);
void op_dist_words(struct op_explain *explain, enum op_unit unit, const struct op_dist *dist,
                   const char **words);

// False with a usage error and a suggestion in diag; candidates are NULL-ended.
bool op_explain_refuse(struct op_explain *explain, const char *what, const char *word,
                       const char *const *candidates);

// ---- help texts (what each verb says of itself) ----
struct op_help_option {
    char letter;        // 0: none
    char name[32];      // without the dashes
    char value[32];     // "DIR"; "" if it takes none
    const char *text;   // one line
};
enum { OP_HELP_LINE = 256 };
// The next line of a text, without its end; false at the end of the text.
bool op_help_line(const char **at, char line[OP_HELP_LINE]);
// Is the line the first of an option? Its text is then borrowed from the line.
bool op_help_is_option(const char *line, struct op_help_option *option);
const char *op_help_text(struct op_explain *explain, const struct op_verb *verb);
bool op_help_option(struct op_explain *explain, const char *help, const char *name,
                    struct op_help_option *option);
// The lines of usage, without `Usage:`.
const char *op_help_usage(struct op_explain *explain, const char *help);
void op_manual_page(struct op_explain *explain, const struct op_verb *verb);   // NULL: of oploop
void op_completion_bash(struct op_explain *explain);
void op_completion_zsh(struct op_explain *explain);

// For the program's own files of measures and texts.
struct op_reader op_explain_reader(struct op_explain *explain);

#endif
