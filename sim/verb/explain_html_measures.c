// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue as a page to print: one table an actor.
#include "sim/verb/explain_practice.h"

#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <string.h>

static bool
is_shown(const struct op_explain *explain, const struct op_measure *measure, const char *name)
{
    const int phase = op_phase_asked(explain);

    return name != NULL ? op_measure_is_named(measure, name)
                        : (phase < 0 || op_measure_in_phase(measure, phase)) &&
                              op_filters_fit(explain, measure);
}

// What a distribution of durations says in Dutch: words by words, the rest as it is.
static const char *
lead_in_language(struct op_explain *explain, const char *lead)
{
    static const char *const words[][2] = {
        { "median", "mediaan" }, { "of", "van" },
        { "below", "onder" },    { "between", "tussen" },
        { "and", "en" },         { "mean", "gemiddeld" },
        { "to", "tot" },         { "all", "alles" },
        { "alike", "even" },     { "likely", "waarschijnlijk" },
        { "h,", "uur," },        { "h", "uur" },
        { "d", "dag(en)" },      { "d,", "dag(en)," },
    };
    const char *all = "";

    while (*lead != '\0') {
        const size_t n = strcspn(lead, " ");
        const char *word = op_said(explain, "%.*s", (int)n, lead);

        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            word = strcmp(word, words[i][0]) == 0 ? op_either(explain, word, words[i][1]) : word;
        }
        all = op_said(explain, "%s%s%s", all, all[0] != '\0' ? " " : "", word);
        lead += n + strspn(lead + n, " ");
    }
    return all;
}

static void
cell(struct op_explain *explain, const char *text)
{
    (void)fputs("<td>", explain->out);
    op_html_words(explain, text);
    (void)fputs("</td>", explain->out);
}

static const char *
phases_of(struct op_explain *explain, const struct op_measure *measure)
{
    const struct op_phase_text *texts = explain->phase_text;
    const char *all = "";
    int first = 0, last = -1;

    while (op_phases_row(measure->phases, last + 1, &first, &last)) {
        const char *from = op_in_language(explain, &texts[first].name);
        const char *to = op_in_language(explain, &texts[last].name);
        const char *comma = all[0] != '\0' ? ", " : "";

        all = first == last ? op_said(explain, "%s%s%s", all, comma, from)
                            : op_said(explain, "%s%s%s %s %s", all, comma, from,
                                      op_either(explain, "to", "t/m"), to);
    }
    return all;
}

static void
write_law(struct op_explain *explain, const struct op_measure *measure)
{
    const int row = op_catalogue_find(&explain->catalogue, measure->id);
    const struct op_node *legal =
        row >= 0 ? op_node_find(explain->catalogue.nodes[row], "legal") : NULL;
    const struct op_node *readings = op_node_find(legal, "readings");

    (void)fputs("<td>", explain->out);
    op_html_words(explain, op_measure_law(measure));
    (void)fputs(": ", explain->out);
    op_html_words(explain, measure->legal_basis);
    op_html_mark(explain, measure);
    (void)fprintf(explain->out, " <small>(%s ", op_either(explain, "as of", "stand"));
    op_html_text(explain->out, measure->legal_as_of != NULL ? measure->legal_as_of : "–");
    (void)fputc(')', explain->out);
    if (readings != NULL && readings->kind == OP_NODE_TEXT) {
        (void)fputs("<br>", explain->out);
        op_html_words(explain, readings->text);
    }
    (void)fputs("</small></td>", explain->out);
}

static void
write_row(struct op_explain *explain, const struct op_measure *measure)
{
    FILE *out = explain->out;
    const char *lead = NULL;

    (void)fprintf(out, "<tr class=\"%s\"><td><b class=\"name\">", op_html_status(measure));
    op_html_text(out, op_measure_name(explain, measure));
    (void)fputs("</b><br><code>", out);
    op_html_text(out, measure->id);
    (void)fputs("</code></td>", out);
    cell(explain, op_measure_barrier(explain, measure));
    (void)fputs("<td>", out);
    op_html_text(out, phases_of(explain, measure));
    (void)fputs("</td>", out);
    write_law(explain, measure);
    cell(explain, measure->precondition);
    op_dist_words(explain, OP_UNIT_DURATION, &measure->lead_time, &lead);
    (void)fputs("<td>", out);
    op_html_text(out, lead_in_language(explain, lead != NULL ? lead : "–"));
    (void)fputs("</td>", out);
    cell(explain, measure->side_effects);
    cell(explain, measure->rights);
    (void)fputs("</tr>\n", out);
}

static void
write_table_head(const struct op_explain *explain)
{
    static const char *const heads[][2] = {
        { "Measure", "Maatregel" },
        { "Barrier", "Barrière" },
        { "Phases", "Fasen" },
        { "Legal basis", "Grondslag" },
        { "Needs", "Vereist" },
        { "Lead time", "Aanlooptijd" },
        { "Side effects", "Bijwerkingen" },
        { "Rights touched", "Geraakte rechten" },
    };
    static const int widths[] = { 15, 10, 12, 16, 13, 10, 13, 11 };

    (void)fputs("<table style=\"table-layout: fixed\"><thead><tr>", explain->out);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        (void)fprintf(explain->out, "<th style=\"width: %d%%\">%s</th>", widths[i],
                      op_either(explain, heads[i][0], heads[i][1]));
    }
    (void)fputs("</tr></thead><tbody>\n", explain->out);
}

// The table of the actor of measure `first`, if that is the first of this actor.
static void
write_actor(struct op_explain *explain, int first, const char *name)
{
    const struct op_catalogue *catalogue = &explain->catalogue;
    const char *actor = catalogue->measures[first].actor;
    bool has_head = false;

    for (int i = 0; i < first; i++) {
        if (strcmp(catalogue->measures[i].actor, actor) == 0) {
            return;
        }
    }
    for (int i = first; i < catalogue->n_measures; i++) {
        const struct op_measure *measure = &catalogue->measures[i];

        if (strcmp(measure->actor, actor) != 0 || !is_shown(explain, measure, name)) {
            continue;
        }
        if (!has_head) {
            (void)fputs("<h2>", explain->out);
            op_html_words(explain, actor);
            (void)fputs("</h2>\n", explain->out);
            write_table_head(explain);
            has_head = true;
        }
        write_row(explain, measure);
    }
    if (has_head) {
        (void)fputs("</tbody></table>\n", explain->out);
    }
}

void
op_html_measures(struct op_explain *explain, const char *name)
{
    const int n = explain->catalogue.n_measures;
    int n_shown = 0;

    op_html_begin(explain,
                  op_either(explain, "Measures around calls to disturb public order",
                            "Maatregelen rond oproepen tot verstoring van de openbare orde"),
                  "A4 landscape");
    for (int i = 0; i < n; i++) {
        n_shown += is_shown(explain, &explain->catalogue.measures[i], name);
    }
    (void)fprintf(explain->out,
                  op_either(explain, "<p>%d of %d measures, by actor.</p>\n",
                            "<p>%d van %d maatregelen, naar actor.</p>\n"),
                  n_shown, n);
    for (int i = 0; i < n; i++) {
        write_actor(explain, i, name);
    }
    op_html_end(explain,
                op_either(explain,
                          "Lead times are estimates; what a measure does is an assumption "
                          "with a range: `oploop explain measure NAME`.",
                          "Aanlooptijden zijn schattingen; wat een maatregel doet is een aanname "
                          "met een marge: `oploop explain measure NAAM`."));
}
