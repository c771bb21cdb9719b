// SPDX-License-Identifier: GPL-3.0-or-later
// All that a report is written from: the results and every number made of them.
#ifndef OP_ANALYSIS_FINDINGS_H
#define OP_ANALYSIS_FINDINGS_H

#include "analysis/assumptions/deciders.h"
#include "analysis/assumptions/precision.h"
#include "analysis/fit.h"
#include "analysis/phrases.h"
#include "analysis/rights.h"
#include "analysis/summary.h"

// Courses and phases are drawn of each set of conditions where these are few, else of the first.
enum { OP_MAX_CHARTS = 24, OP_MAX_SETS_DRAWN = 3, OP_MIN_FOR_BAND = 20 };

struct op_chart_made {
    char *name;    // "arms-violent_persons", the file's name without ".svg"
    char *title;   // accessible name, plain text
    char *alt;     // what it shows, with numbers, plain text
    char *table;   // its numbers: <thead> and rows of a table, HTML
    enum op_phrase section;
};

struct op_findings {
    struct op_results results;
    struct op_summaries summaries;
    struct op_bands bands;
    struct op_fit fit;
    struct op_rights rights;
    struct op_deciders deciders;
    enum op_lang lang;
    struct op_chart_made charts[OP_MAX_CHARTS];
    int n_charts;
    bool is_without_pictures;   // gnuplot or its scripts are missing: said once, not tried again
    int headline;               // metric that the answer is about, -1 if there is none
    int base;                   // first arm of the base strategy
    bool is_of_points;          // evenings are the points of a design: see sweep/pointview.h
    bool *is_short;             // see op_findings_lack; NULL: nobody asks
};

// A writer of words, who has no status to return, got no memory: what it wrote is not whole.
void op_findings_lack(const struct op_findings *findings);

// Read DIR and compute; the caller frees with op_findings_free(), also after an error.
enum op_status op_findings_make(struct op_findings *findings, const char *dir, enum op_lang lang,
                                struct op_diag *diag) OP_MUST_CHECK;
void op_findings_free(struct op_findings *findings);
void op_charts_free(struct op_findings *findings);   // what was noted of pictures

// Draw charts/*.svg with the scripts under SHARE_DIR/analysis/charts. Without gnuplot a warning and
// no pictures, but still what they would be drawn from.
enum op_status op_charts_draw(struct op_findings *findings, const char *share_dir,
                              struct op_diag *diag) OP_MUST_CHECK;

// One picture: WORDS and DATA are texts for SCRIPT, written to charts/data/NAME.{words,data}.csv;
// SETTINGS is the script's fourth argument, numbers and keywords only. The picture's title and
// description are replaced by ours.
struct op_drawing {
    const char *dir, *share_dir, *name, *script, *words, *data, *title, *alt, *settings;
    bool is_data_only;   // write words and data, draw nothing
};
enum op_status op_drawing_make(const struct op_drawing *drawing,
                               struct op_diag *diag) OP_MUST_CHECK;

// report.html in DIR.
enum op_status op_page_write(const struct op_findings *findings,
                             struct op_diag *diag) OP_MUST_CHECK;
// The parts that pages of other studies share with it: everything up to the first heading, with
// links to the parts (id NULL ends them); a heading; what was asked; what it does not say; pictures
// of a section; how it was made.
struct op_page_part {
    const char *id;
    enum op_phrase phrase;
};
void op_page_begin(FILE *out, const struct op_findings *findings, const struct op_page_part *parts);
void op_page_heading(FILE *out, const struct op_findings *findings, const char *id,
                     enum op_phrase phrase);
// A phrase without arguments, and a paragraph of one with them.
void op_page_say(FILE *out, const struct op_findings *findings, enum op_phrase phrase);
void op_page_paragraph(FILE *out, const struct op_findings *findings, enum op_phrase phrase,
                       const char *const *arguments);
// The answer of a comparison, and how sure it is (reportanswer.c).
void op_page_answer(FILE *out, const struct op_findings *findings);
void op_page_sure(FILE *out, const struct op_findings *findings);
void op_page_question(FILE *out, const struct op_findings *findings);
void op_page_limits(FILE *out, const struct op_findings *findings);
void op_page_pictures(FILE *out, const struct op_findings *findings, enum op_phrase section);
bool op_page_has_pictures(const struct op_findings *findings, enum op_phrase section);
void op_page_made(FILE *out, const struct op_findings *findings);
// Sections of the page that are tables.
void op_page_arms(FILE *out, const struct op_findings *findings);
void op_page_structures(FILE *out, const struct op_findings *findings);
void op_page_fit(FILE *out, const struct op_findings *findings);
void op_page_numbers(FILE *out, const struct op_findings *findings);
void op_page_rights(FILE *out, const struct op_findings *findings);   // tablerights.c

// "chance only", "cannot be told", or "34 % [12-55]".
const char *op_share_text(const struct op_findings *findings, const struct op_share *share,
                          char *buffer, size_t size);
// Sum of a 0/1 metric over an arm's evenings, -1 if there is no such metric.
int op_evenings_with(const struct op_findings *findings, int arm, const char *metric);

// As op_summary_is_prior_driven.
bool op_prior_driven(const struct op_findings *findings, int arm, int metric);

// The sentences on the scores of the fit, ended by END each; nothing without a score.
void op_score_put(FILE *out, bool as_html, const struct op_findings *findings, const char *begin,
                  const char *end);

// Which assumption turns the ranking of the two best; nothing where that was not asked.
void op_say_ranking(FILE *out, bool as_html, const struct op_findings *findings);
// Is anything said of what decides it; and is nothing said for want of evenings with a value?
bool op_decides_is_told(const struct op_findings *findings);
bool op_decides_lacks_evenings(const struct op_findings *findings);
// Which assumptions decide, in one sentence; and what pairing gains, in plain text. Or nothing.
void op_say_deciders(FILE *out, bool as_html, const struct op_findings *findings);
void op_say_gain(FILE *out, const struct op_findings *findings);

// A score with two decimals.
const char *op_score_text(char *buffer, size_t size, double score, enum op_lang lang);

// The closing table of `compare`.
void op_closing_print(FILE *out, const struct op_findings *findings);
// Its lines on what decides it and how precise it is.
void op_closing_decides(FILE *out, const struct op_findings *findings);

#endif
