// SPDX-License-Identifier: GPL-3.0-or-later
// Phases with their barriers as a page to print: one sheet a phase.
#include "sim/verb/explain_practice.h"

#include <string.h>

static void
write_sayings(struct op_explain *explain, int phase, enum op_saying_kind kind)
{
    static const char *const heads[OP_N_SAYING_KINDS][2] = {
        { "What feeds it", "Wat voedt het" },
        { "Which signals show it", "Welke signalen tonen het" },
        { "Which parties see it", "Welke partijen zien het" },
    };
    const struct op_phase_text *text = &explain->phase_text[phase];
    FILE *out = explain->out;

    (void)fprintf(out, "<div><h3>%s</h3><ul>\n",
                  op_either(explain, heads[kind][0], heads[kind][1]));
    for (int i = 0; i < text->n_sayings[kind]; i++) {
        const struct op_saying *saying = &text->sayings[kind][i];
        const char *hash = strchr(saying->source, '#');

        (void)fputs("<li>", out);
        op_html_text(out, op_in_language(explain, &saying->text));
        if (saying->observable != NULL) {
            (void)fputs(" <code>", out);
            op_html_text(out, saying->observable);
            (void)fputs("</code>", out);
        }
        if (hash != NULL) {   // what is assumed carries no mark: the foot of the page says so
            (void)fputs(" <small>[", out);
            op_html_text(out, hash + 1);
            (void)fputs("]</small>", out);
        }
        (void)fputs("</li>\n", out);
    }
    (void)fputs("</ul></div>\n", out);
}

static bool
is_in(const struct op_explain *explain, const struct op_measure *measure, int phase,
      const char *class, bool is_non_legal)
{
    return op_measure_in_phase(measure, phase) && op_filters_fit(explain, measure) &&
           op_measure_is_non_legal(measure) == is_non_legal &&
           strcmp(op_measure_barrier(explain, measure), class) == 0;
}

static int
count(const struct op_explain *explain, int phase, const char *class, bool is_non_legal)
{
    int n = 0;

    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        n += is_in(explain, &explain->catalogue.measures[i], phase, class, is_non_legal);
    }
    return n;
}

static void
write_list(struct op_explain *explain, int phase, const char *class, bool is_non_legal)
{
    FILE *out = explain->out;

    if (count(explain, phase, class, is_non_legal) == 0) {
        return;
    }
    (void)fprintf(out, "<p><b>%s</b></p><ul class=\"columns\">\n",
                  is_non_legal ? op_either(explain, "Without legal means", "Niet-juridisch")
                               : op_either(explain, "With legal means", "Juridisch"));
    for (int i = 0; i < explain->catalogue.n_measures; i++) {
        const struct op_measure *measure = &explain->catalogue.measures[i];

        if (!is_in(explain, measure, phase, class, is_non_legal)) {
            continue;
        }
        (void)fprintf(out, "<li class=\"%s\"><span class=\"name\">", op_html_status(measure));
        op_html_text(out, op_measure_name(explain, measure));
        (void)fputs("</span>", out);
        op_html_mark(explain, measure);
        (void)fputs(" <small>", out);
        op_html_words(explain, measure->actor);
        if (!is_non_legal) {
            (void)fputs("; ", out);
            op_html_words(explain, measure->legal_basis);
        }
        (void)fputs("</small></li>\n", out);
    }
    (void)fputs("</ul>\n", out);
}

static void
write_classes(struct op_explain *explain, int phase)
{
    bool has_any = false;

    for (int i = 0; op_barrier_classes[i] != NULL; i++) {
        const char *class = op_barrier_classes[i];

        if (count(explain, phase, class, true) + count(explain, phase, class, false) == 0) {
            continue;
        }
        has_any = true;
        if (op_barrier_classes[i + 1] != NULL) {
            (void)fputs("<h3>", explain->out);
            op_html_words(explain, class);
            (void)fputs("</h3>\n", explain->out);
        }
        write_list(explain, phase, class, true);
        write_list(explain, phase, class, false);
    }
    if (!has_any) {
        (void)fprintf(explain->out, "<p>%s</p>\n",
                      op_either(explain, "None that fits.", "Geen die past."));
    }
}

static void
write_phase(struct op_explain *explain, int phase)
{
    const struct op_phase_text *text = &explain->phase_text[phase];
    FILE *out = explain->out;

    (void)fprintf(out, "<section class=\"phase\">\n<h2>P%d ", phase);
    op_html_text(out, op_in_language(explain, &text->name));
    (void)fprintf(out, " <code>%s</code></h2>\n<p>", explain->schema->phases[phase]);
    op_html_text(out, op_in_language(explain, &text->is));
    (void)fputs(".</p>\n<div class=\"three\">\n", out);
    for (enum op_saying_kind kind = 0; kind < OP_N_SAYING_KINDS; kind++) {
        write_sayings(explain, phase, kind);
    }
    (void)fprintf(out, "</div>\n<h2>%s ", op_either(explain, "Barriers before", "Barrières vóór"));
    op_html_text(out,
                 phase + 1 < OP_N_PHASES
                     ? op_said(explain, "P%d %s", phase + 1, op_in_language(explain, &text[1].name))
                     : op_either(explain, "a next evening", "een volgende avond"));
    (void)fputs("</h2>\n", out);
    write_classes(explain, phase);
    (void)fputs("</section>\n", out);
}

void
op_html_barriers(struct op_explain *explain, const char *phase)
{
    const int asked = op_phase_asked(explain);

    op_html_begin(explain,
                  op_either(explain, "Phases and barriers around calls to disturb public order",
                            "Fasen en barrières rond oproepen tot verstoring van de openbare orde"),
                  "A4 portrait");
    for (int i = 0; i < OP_N_PHASES; i++) {
        if ((phase == NULL || strcmp(phase, explain->schema->phases[i]) == 0) &&
            (asked < 0 || asked == i)) {
            write_phase(explain, i);
        }
    }
    op_html_end(explain,
                op_either(explain,
                          "Phases are those of this program; this is not the CCV barrier model. "
                          "[word]: that part of docs/sources.md; where there is none, our own "
                          "reading. In code letters: the column in which the model has it. A "
                          "measure stands in every phase in which it can be carried out.",
                          "Fasen zijn die van dit programma; dit is niet het barrièremodel van het "
                          "CCV. [woord]: dat deel van docs/sources.md; waar het ontbreekt, eigen "
                          "lezing. In codeletters: de kolom waarin het model het heeft. Een "
                          "maatregel staat in elke fase waarin hij kan worden uitgevoerd."));
}
