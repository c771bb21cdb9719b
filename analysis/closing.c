// SPDX-License-Identifier: GPL-3.0-or-later
// The table that closes `compare`: one row an arm.
#include "analysis/between.h"
#include "analysis/charts/sketch.h"
#include "analysis/outfile.h"
#include "sim/base/text.h"

#include <stdlib.h>
#include <string.h>

// Text in a field of so many characters; cut with an ellipsis, controls made spaces (a name may not
// move the cursor).
static void
put_field(FILE *out, const char *text, int width, bool right)
{
    const size_t size = strlen(text);
    size_t at = 0;
    int n = 0, shown = 0;

    while (at < size) {
        const int length = op_utf8_length(text + at, size - at);
        at += length > 0 ? (size_t)length : 1;
        n++;
    }
    for (int pad = width - n; right && pad > 0; pad--) {
        putc(' ', out);
    }
    for (at = 0; at < size && shown < width; shown++) {
        const int length = op_utf8_length(text + at, size - at);
        const unsigned char first = (unsigned char)text[at];
        const bool is_control = length < 1 || first < 0x20 || first == 0x7f ||
                                (first == 0xc2 && (unsigned char)text[at + 1] < 0xa0);
        if (n > width && shown == width - 1) {
            fputs("\xe2\x80\xa6", out);
        } else if (is_control) {
            putc(' ', out);
        } else {
            fwrite(text + at, 1, (size_t)length, out);
        }
        at += length > 0 ? (size_t)length : 1;
    }
    for (int pad = width - n; !right && pad > 0; pad--) {
        putc(' ', out);
    }
}

enum { N_COLUMNS = 7, HEADING_LINES = 3, LABEL_WIDTH = 26, NOTE_WIDTH = 96 };

// Cells as text first, so that the columns are as wide as what stands in them and no wider.
struct row {
    char cell[N_COLUMNS][96];
};

static int
letters(const char *text)
{
    int n = 0;

    for (; *text != '\0'; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return n;
}

static void
difference_text(char *text, size_t size, const struct op_findings *f, int arm)
{
    const struct op_summary *row = op_summary_row(&f->summaries, arm, f->headline, -1);
    char a[32], b[32], c[32];

    op_readable_change(a, sizeof a, row->diff.q[2], f->lang);
    if (row->n_pairs < OP_MIN_FOR_BAND) {
        snprintf(text, size, "%s", a);
        return;
    }
    snprintf(text, size, "%s [%s; %s]", a, op_readable_change(b, sizeof b, row->diff.q[0], f->lang),
             op_readable_change(c, sizeof c, row->diff.q[4], f->lang));
}

static struct row
row_of(const struct op_findings *f, int arm)
{
    const struct op_results *r = &f->results;
    const struct op_summary *headline = op_summary_row(&f->summaries, arm, f->headline, -1);
    const int kept = op_results_metric(r, "lawful_kept_away_persons");
    const int counts[2] = { op_evenings_with(f, arm, "needless"),
                            op_evenings_with(f, arm, "missed") };
    const bool is_base = r->arms[arm].base == arm;
    char mark[12];
    struct row row = { 0 };

    snprintf(row.cell[0], sizeof row.cell[0] - 16, "%s",
             r->strategies[r->arms[arm].strategy].label[f->lang]);   // its conditions stand above
    snprintf(mark, sizeof mark, "%s%s", r->strategies[r->arms[arm].strategy].is_lawful ? "" : " *",
             op_prior_driven(f, arm, f->headline) ? " \xe2\x80\xa0" : "");
    if (letters(row.cell[0]) > LABEL_WIDTH - letters(mark)) {   // the mark stays, the label is cut
        while (letters(row.cell[0]) >= LABEL_WIDTH - letters(mark)) {
            size_t at = strlen(row.cell[0]) - 1;
            while (at > 0 && ((unsigned char)row.cell[0][at] & 0xc0) == 0x80) {
                at--;
            }
            row.cell[0][at] = '\0';
        }
        strcat(row.cell[0], "\xe2\x80\xa6");
    }
    strcat(row.cell[0], mark);
    if (is_base) {
        snprintf(row.cell[1], sizeof row.cell[1], "%s", op_say(f->lang, OP_SAY_CHART_BASE));
    } else {
        difference_text(row.cell[1], sizeof row.cell[1], f, arm);
        snprintf(row.cell[2], sizeof row.cell[2], "%d/%d", headline->lower, headline->n_pairs);
    }
    op_share_text(f, is_base ? &headline->share : &headline->diff_share, row.cell[3],
                  sizeof row.cell[3]);
    if (kept >= 0) {
        op_readable(row.cell[4], sizeof row.cell[4],
                    op_summary_row(&f->summaries, arm, kept, -1)->level.q[2], f->lang);
    }
    for (int k = 0; k < 2; k++) {
        if (counts[k] >= 0) {
            snprintf(row.cell[5 + k], sizeof row.cell[5 + k], "%d", counts[k]);
        }
    }
    return row;
}

static void
put_row(FILE *out, const struct row *row, const int width[N_COLUMNS])
{
    for (int k = 0; k < N_COLUMNS; k++) {
        fputs(k > 0 ? "  " : "", out);
        put_field(out, row->cell[k], width[k], k > 0);
    }
    putc('\n', out);
}

static void
put_table(FILE *out, const struct op_findings *f)
{
    static const char *const headings[OP_LANG_COUNT][HEADING_LINES][N_COLUMNS] = {
        { { "", "", "lower", "", "lawful", "need-", "" },
          { "", "middle difference", "in so many", "of the width,", "kept", "less", "missed" },
          { "strategy", "[9 of 10 evenings]", "evenings", "from assumptions", "away", "evenings",
            "evenings" } },
        { { "", "", "lager", "", "recht-", "on-", "" },
          { "", "middelste verschil", "in zoveel", "van de breedte,", "matig", "nodige",
            "gemiste" },
          { "strategie", "[9 van de 10 avonden]", "avonden", "uit aannames", "geweerd", "avonden",
            "avonden" } },
    };
    int width[N_COLUMNS] = { LABEL_WIDTH };

    for (int k = 1; k < N_COLUMNS; k++) {
        for (int line = 0; line < HEADING_LINES; line++) {
            const int n = letters(headings[f->lang][line][k]);
            width[k] = n > width[k] ? n : width[k];
        }
        for (int arm = 0; arm < f->results.n_arms; arm++) {
            const struct row row = row_of(f, arm);
            width[k] = letters(row.cell[k]) > width[k] ? letters(row.cell[k]) : width[k];
        }
    }
    for (int line = 0; line < HEADING_LINES; line++) {
        struct row row = { 0 };
        for (int k = 0; k < N_COLUMNS; k++) {
            snprintf(row.cell[k], sizeof row.cell[k], "%s", headings[f->lang][line][k]);
        }
        put_row(out, &row, width);
    }
    for (int arm = 0; arm < f->results.n_arms; arm++) {
        const struct row row = row_of(f, arm);
        const char *conditions = f->results.arms[arm].conditions;
        if (f->results.n_conditions > 1 &&
            (arm == 0 || f->results.arms[arm - 1].conditions != conditions)) {
            op_say_to(out, false, f->lang, OP_SAY_UNDER,
                      OP_ARGS(op_results_conditions_label(&f->results, conditions, f->lang)));
            putc('\n', out);
        }
        put_row(out, &row, width);
    }
}

// A note broken between words; a label in it may hold controls, which become spaces.
static void
put_wrapped(FILE *out, const char *text)
{
    int at = 0;

    while (*text != '\0') {
        const size_t size = strcspn(text, " \n");
        char word[400];
        snprintf(word, sizeof word, "%.*s", (int)size, text);
        if (at > 0 && at + 1 + letters(word) > NOTE_WIDTH) {
            putc('\n', out);
            at = 0;
        }
        fputs(at > 0 ? " " : "", out);
        put_field(out, word, letters(word), false);
        at += letters(word) + (at > 0);
        text += size + (text[size] != '\0');
    }
    putc('\n', out);
}

static void
put_note(FILE *out, const struct op_findings *f, enum op_phrase phrase,
         const char *const *arguments)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = op_memory_open(&text, &size);

    if (stream != NULL) {
        op_say_to(stream, false, f->lang, phrase, arguments);
    }
    if (stream != NULL && op_memory_close(stream) == OP_OK) {
        put_wrapped(out, text);
    } else {
        op_findings_lack(f);
    }
    free(text);
}

static void
put_base_note(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const struct op_summary *base = op_summary_row(&f->summaries, f->base, f->headline, -1);
    char metric[256], label[256], n[16], a[32], b[32], c[32];

    op_results_arm_label(r, f->base, f->lang, label, sizeof label);
    op_sketch_title(&r->metrics[f->headline], f->lang, metric, sizeof metric);
    snprintf(n, sizeof n, "%d", r->n_replicates);
    put_note(out, f, r->n_replicates < OP_MIN_FOR_BAND ? OP_SAY_TABLE_BASE_FEW : OP_SAY_TABLE_BASE,
             OP_ARGS(metric, label, op_readable(a, sizeof a, base->level.q[2], f->lang),
                     op_readable(b, sizeof b, base->level.q[0], f->lang),
                     op_readable(c, sizeof c, base->level.q[4], f->lang), n));
}

typedef void sayer(FILE *out, const struct op_findings *findings);

static void
say_scores(FILE *out, const struct op_findings *f)
{
    op_score_put(out, false, f, "", " ");
}

static void
say_deciders(FILE *out, const struct op_findings *f)
{
    op_say_deciders(out, false, f);
}

static void
say_ranking(FILE *out, const struct op_findings *f)
{
    op_say_ranking(out, false, f);
}

// What is said, if anything, wrapped.
static void
put_said(FILE *out, const struct op_findings *f, sayer *say)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = op_memory_open(&text, &size);

    if (stream != NULL) {
        say(stream, f);
    }
    if (stream == NULL || op_memory_close(stream) != OP_OK) {
        op_findings_lack(f);
    } else if (*text != '\0') {
        put_wrapped(out, text);
    }
    free(text);
}

void
op_closing_decides(FILE *out, const struct op_findings *f)
{
    put_said(out, f, say_deciders);
    put_said(out, f, say_ranking);
    if (!f->is_of_points) {
        put_said(out, f, op_say_gain);
    }
}

void
op_closing_print(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    bool has_unlawful = false, has_prior = false;

    for (int arm = 0; f->headline >= 0 && arm < r->n_arms; arm++) {
        has_unlawful = has_unlawful || !r->strategies[r->arms[arm].strategy].is_lawful;
        has_prior = has_prior || op_prior_driven(f, arm, f->headline);
    }
    if (f->headline >= 0) {
        put_table(out, f);
        put_base_note(out, f);
        op_between_print(out, f);
    }
    if (r->n_replicates < OP_MIN_FOR_BAND) {
        put_note(out, f, r->n_arms > 1 ? OP_SAY_TOO_FEW : OP_SAY_TOO_FEW_ALONE, OP_ARGS(""));
    }
    if (op_results_study_is(r, "fixed_parameters", "yes")) {
        put_note(out, f, OP_SAY_SURE_FIXED, OP_ARGS(""));
    } else {
        put_note(out, f, OP_SAY_TABLE_SHARE, OP_ARGS(""));
    }
    if (has_prior) {
        put_note(out, f, OP_SAY_CHART_PRIOR_TABLE, OP_ARGS(""));
    }
    if (has_unlawful) {
        fprintf(out, "* %s\n", op_say(f->lang, OP_SAY_CHART_UNLAWFUL));
    }
    put_note(out, f, OP_SAY_NEEDLESS_IS, OP_ARGS(""));
    if (f->headline >= 0) {
        op_closing_decides(out, f);
    }
    put_said(out, f, say_scores);
    if (op_results_study_is(r, "tuned_on_record", "yes")) {
        put_note(out, f, OP_SAY_NOT_TEST, OP_ARGS(""));
    }
}
