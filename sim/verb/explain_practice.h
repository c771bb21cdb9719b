// SPDX-License-Identifier: GPL-3.0-or-later
// What the views for practitioners share: texts of phases, words in Dutch, filters of measures.
#ifndef OP_VERB_EXPLAIN_PRACTICE_H
#define OP_VERB_EXPLAIN_PRACTICE_H

#include "sim/verb/explain_parts.h"

// ---- texts: scenarios/data/barriers.yaml and words_nl.yaml of the share folder ----

struct op_saying {
    struct op_text2 text;
    const char *source;       // "assumed" or a place on the sources page
    const char *observable;   // in which the model has the same; NULL: in none
};

enum op_saying_kind { OP_FEEDS, OP_SIGNALS, OP_PARTIES, OP_N_SAYING_KINDS };
struct op_phase_text {
    struct op_text2 name, is;
    struct op_saying *sayings[OP_N_SAYING_KINDS];
    int n_sayings[OP_N_SAYING_KINDS];
};

// Sets phase_text and words_nl of `explain`. error: what op_tree_read refuses; OP_MISSING_KEY,
// OP_UNKNOWN_KEY, OP_WRONG_TYPE, OP_UNKNOWN_NAME (of an observable) at their places.
enum op_status op_practice_read(struct op_explain *explain) OP_MUST_CHECK;

// Sets words_nl alone; what op_tree_read refuses stands in the findings.
void op_words_read(struct op_explain *explain);
// A word of the catalogue in Dutch, NULL if there is none; the catalogue's word for a Dutch one,
// that word itself if it is none. Both after op_words_read.
const char *op_word_in_dutch(const struct op_explain *explain, const char *text);
const char *op_word_of_dutch(const struct op_explain *explain, const char *word);

// The text in the language that was asked for.
const char *op_in_language(const struct op_explain *explain, const struct op_text2 *text);
// English or Dutch by the language that was asked for.
const char *op_either(const struct op_explain *explain, const char *en, const char *nl);
// A word or phrase of the catalogue in that language: codes without underscores, Dutch by
// words_nl.yaml. *is_foreign: some of it stayed English on a Dutch page.
const char *op_catalogue_words(struct op_explain *explain, const char *text, bool *is_foreign);
// Is it called so: by its id, or by its name in either language, upper and lower case alike?
bool op_measure_is_named(const struct op_measure *measure, const char *name);
const char *op_measure_name(const struct op_explain *explain, const struct op_measure *measure);

// ---- filters ----

// False with a usage error: a filter where none belongs, or a word that no measure has. Filters in
// Dutch are put into the catalogue's words.
bool op_filters_check(struct op_explain *explain, const char *subject);
// Does a measure fit all filters, that of the phase aside?
bool op_filters_fit(const struct op_explain *explain, const struct op_measure *measure);
// Can it be carried out in that phase?
bool op_measure_in_phase(const struct op_measure *measure, int phase);
int op_phase_asked(const struct op_explain *explain);   // of --phase; -1: all
// signal | communicate | intervene, or "not said".
const char *op_measure_barrier(const struct op_explain *explain, const struct op_measure *measure);
// The kind of law in words, for op_catalogue_words.
const char *op_measure_law(const struct op_measure *measure);
// Does it rest on no power that the law gives?
bool op_measure_is_non_legal(const struct op_measure *measure);
// In force, or marked: " (contested)", " (proposed)", " (void)" in the language asked for.
const char *op_measure_mark(struct op_explain *explain, const struct op_measure *measure);
extern const char *const op_barrier_classes[];   // NULL-ended; the last is "not said"

// ---- printable pages: one file each, without scripts, for A4 ----

void op_html_text(FILE *out, const char *text);
void op_html_words(struct op_explain *explain,
                   const char *text);   // of the catalogue; NULL: a dash
void op_html_mark(struct op_explain *explain, const struct op_measure *measure);
// The class of a row or item: "in_force", "contested", "proposed", "void".
const char *op_html_status(const struct op_measure *measure);
// Everything before and after what is the page's own. `size` of the paper: "A4 landscape".
void op_html_begin(struct op_explain *explain, const char *title, const char *size);
void op_html_end(struct op_explain *explain, const char *note);
// name NULL: all that fit the filters; phase NULL: every phase that does.
void op_html_measures(struct op_explain *explain, const char *name);
void op_html_barriers(struct op_explain *explain, const char *phase);

// The phase that the pages in Dutch call so ("samenkomst"); any other word as it is, NULL too.
const char *op_phase_of_dutch(struct op_explain *explain, const char *word);

#endif
