// SPDX-License-Identifier: GPL-3.0-or-later
// What one picture grows from: its words, its numbers, its description and the table beside it; and
// the ticks of its axes, written as people read them.
#ifndef OP_ANALYSIS_SKETCH_H
#define OP_ANALYSIS_SKETCH_H

#include "analysis/findings.h"

enum { OP_MAX_PANELS = 12, OP_MAX_ROWS = 24, OP_MAX_TICKS = 14, OP_PICTURE_WIDTH = 960 };

struct op_sketch {
    FILE *words, *data, *alt, *table, *settings;
    char *words_text, *data_text, *alt_text, *table_text, *settings_text;
    size_t words_size, data_size, alt_size, table_size, settings_size;
    bool is_short;   // memory ran out: some of it is missing
};

bool op_sketch_open(struct op_sketch *sketch);   // false without memory; free in either case
void op_sketch_free(struct op_sketch *sketch);

// One line of words; no text can leave its line.
void op_sketch_word(struct op_sketch *sketch, const char *text);
void op_sketch_say(struct op_sketch *sketch, enum op_lang lang, enum op_phrase phrase,
                   const char *const *arguments);
// Cut to so many characters.
void op_sketch_short(struct op_sketch *sketch, const char *text, int limit);
// Two words of at most so many letters: what goes on one line, and on a second one ("": nothing),
// parted between words of the text.
void op_sketch_two_lines(struct op_sketch *sketch, const char *text, int limit);

struct op_legend_item {
    bool is_shown;
    const char *text;
};

// A legend of at most 16 items above the panels, in as many lines as it takes: the texts, each cut
// to so many letters, go to the words; the number of lines and the places (1000 x line + x; -1: not
// shown) to the settings.
void op_sketch_legend(struct op_sketch *sketch, const struct op_legend_item *items, int n_items,
                      int letters);
// A panel's title: the arm's label, cut to the panel's width, and "(base)" where it is that.
void op_sketch_panel(struct op_sketch *sketch, const struct op_findings *findings, int arm,
                     int n_panels);
// Letters of a text, at most so many.
int op_letters(const char *text, int at_most);
// "A model, not a forecast." and, where assumptions were fixed, that too; then MORE.
void op_sketch_footer(struct op_sketch *sketch, const struct op_findings *findings,
                      const char *more);
// "Ever violent (persons)": a variable's label, and its unit where the label does not hold it.
void op_sketch_title(const struct op_variable *variable, enum op_lang lang, char *buffer,
                     size_t size);

// Where there are several sets of conditions: the label of the arm's set behind the title, and of
// any but the first its name behind the picture's.
void op_sketch_of_set(const struct op_findings *findings, int arm, char *name, size_t name_size,
                      char *title, size_t title_size);

// The table under the picture: headings end at OP_PHRASE_COUNT; then cells row by row.
void op_sketch_headings(struct op_sketch *sketch, enum op_lang lang,
                        const enum op_phrase *headings);
void op_sketch_row(struct op_sketch *sketch, const char *name, const char *const *cells);

// Put the collected list of the description into the sentence that says what it is.
void op_sketch_close_alt(struct op_sketch *sketch, enum op_lang lang, enum op_phrase phrase,
                         const char *title, const char *n);
// Draw, and note the picture among the findings. NAME may hold anything: it becomes a file's name.
enum op_status op_sketch_draw(struct op_sketch *sketch, struct op_findings *findings,
                              const char *share_dir, const char *name, const char *script,
                              const char *title, enum op_phrase section,
                              struct op_diag *diag) OP_MUST_CHECK;

// Ticks on round steps between two values, and on round hours or days between two moments
// (seconds); a tick of time is "18:00" or "18:00|21 Sep", two lines.
struct op_ticks {
    int n;
    double at[OP_MAX_TICKS];
    char text[OP_MAX_TICKS][40];
};
void op_ticks_of_numbers(struct op_ticks *ticks, double low, double high, enum op_lang lang);
void op_ticks_of_time(struct op_ticks *ticks, double from_s, double to_s, int at_most,
                      enum op_lang lang);
// Their number and places go to the settings, their texts to the words.
void op_sketch_tick_places(struct op_sketch *sketch, const struct op_ticks *ticks);
void op_sketch_tick_texts(struct op_sketch *sketch, const struct op_ticks *ticks);

// Which of N points a polyline needs so that none of its M series strays more than TOLERANCE.
//   in     x   ascending; y   [n][m] without NAN
void op_thin(const double *x, const double *y, int n, int m, double tolerance, bool *keep);

// The pictures.
enum op_status op_draw_courses(struct op_findings *findings, const char *share_dir, int observable,
                               const int *arms, int n_arms, bool is_record,
                               struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_draw_phases(struct op_findings *findings, const char *share_dir, int observable,
                              const int *arms, int n_arms, struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_draw_ranges(struct op_findings *findings, const char *share_dir, int metric,
                              bool is_difference, struct op_diag *diag) OP_MUST_CHECK;
// Nothing where there are too few evenings or nothing was drawn.
enum op_status op_draw_deciders(struct op_findings *findings, const char *share_dir,
                                const struct op_decided *row, struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_draw_convergence(struct op_findings *findings, const char *share_dir, int metric,
                                   struct op_diag *diag) OP_MUST_CHECK;

#endif
