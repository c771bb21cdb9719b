// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of the documentation that are made from the tables: `make docs` writes them, and a test
// fails when one differs from what the program would write.
#include "sim/verb/explain_parts.h"

#include <string.h>

static void
head(struct op_explain *explain, const char *title, const char *text)
{
    (void)
        fprintf(explain->out,
                "<!-- Made by `make docs` from the program's tables: change these, not this page. "
                "-->\n\n# %s\n\n%s\n",
                title, text);
}

static void
table(struct op_explain *explain, const char *const *columns)
{
    op_items_markdown(explain, columns);
    explain->items.n = 0;
}

static void
parameters(struct op_explain *explain)
{
    static const char *const columns[] = { "Key",     "name",    "Default", "default", "Range",
                                           "range",   "Drawn",   "scope",   "Origin",  "origin",
                                           "Meaning", "meaning", "Source",  "source",  NULL };
    static const char *const no_range[] = { "Key",   "name",    "Default", "default", "Range",
                                            "range", "Meaning", "meaning", NULL };

    head(explain, "Parameters",
         "Every number that a mechanism reads. In a file a parameter stands under its mechanism,\n"
         "`spread: { rho_open: 1 % }`, on the command line `--set spread.rho_open='1 %'`.\n"
         "`oploop explain spread.rho_open` says the same of one. How quantities and distributions "
         "are\nwritten: [language.md](language.md). What is cited: [sources.md](sources.md).\n\n"
         "*Drawn*: once for each replicate or for each world. *Origin*: **fitted** on a recorded "
         "evening,\n**published**, **assumed** (belongs in every sensitivity analysis), or "
         "**chosen** (a switch or setting).");
    op_explain_params(explain, explain->schema, NULL);
    table(explain, columns);
    (void)fputs("\n# Reference models\n\nTheir parameters stand at the top of the file, those of "
                "the network under `network:`.\n",
                explain->out);
    for (int r = 0; r < explain->program->n_references; r++) {
        const struct op_schema *schema = &explain->program->references[r].model->schema;

        if (r == 0) {
            op_explain_params(explain, schema, "network");
        }
        op_explain_params(explain, schema, schema->model);
    }
    table(explain, no_range);
}

static void
observables(struct op_explain *explain)
{
    static const char *const rows[] = { "Name",     "name",     "Unit",        "unit",    "Wanted",
                                        "wanted",   "Evening",  "aggregation", "Meaning", "meaning",
                                        "In Dutch", "label_nl", NULL };
    static const char *const metrics[] = { "Name",     "name",     "Unit",    "unit",
                                           "Wanted",   "wanted",   "Meaning", "meaning",
                                           "In Dutch", "label_nl", NULL };

    head(explain, "Observables and metrics",
         "Observables are the columns of `trajectories.csv`, and what conditions may ask for:\n"
         "`when: { observable: active_persons, at_least: 10, for: 10 min, oracle: yes }`. "
         "*Wanted* says\nwhether less or more of it is better; nothing ranks strategies by a "
         "`none`, for coming together is\nnot harm. *Evening* says which value stands for the "
         "whole of an evening.");
    op_explain_observables(explain, NULL, NULL);
    table(explain, rows);
    (void)fputs("\n# Metrics\n\nColumns of `outcomes.csv`, one row an evening.\n", explain->out);
    op_explain_metrics(explain, NULL);
    table(explain, metrics);
}

static void
measures(struct op_explain *explain)
{
    static const char *const rows[] = {
        "Measure",      "name",      "Is",     "meaning",    "Phases",
        "phases",       "Legal",     "legal",  "Needs",      "precondition",
        "Lead time",    "lead_time", "Moves",  "moves_line", "Side effects",
        "side_effects", "Rights",    "rights", NULL
    };
    static const char *const levers[] = { "Lever",    "name",     "Joined by", "joined_by",
                                          "A factor", "range",    "Is",        "meaning",
                                          "Moved by", "moved_by", NULL };

    head(explain, "Measures and levers",
         "The entries of [scenarios/catalogue/](../scenarios/catalogue/), by actor: text that a "
         "scenario can\noverride or add to ([language.md](language.md)). A legal basis is as of "
         "the month named; it is no\nlegal advice. What a measure does to a lever is an "
         "assumption with a range, save where its entry\ncites more.");
    op_explain_measures(explain, NULL);
    table(explain, rows);
    (void)fputs("\n# Levers\n\nWhat measures move. The value of a lever is the product or the sum "
                "of the factors in force, so that\nmeasures compose and ending one resets no "
                "other.\n",
                explain->out);
    op_explain_levers(explain, NULL, NULL);
    table(explain, levers);
}

static void
conditions(struct op_explain *explain)
{
    static const char *const rows[] = { "Level",    "name",     "Stands for", "meaning",
                                        "In Dutch", "in_dutch", "Sets",       "parameters_line",
                                        "Source",   "source",   NULL };

    head(
        explain, "Conditions",
        "What was built up before the evening begins. A set of conditions in a scenario "
        "([language.md](language.md#conditions-that-were-built-up-beforehand))\nnames levels; each "
        "stands for values of run parameters, as text in\n"
        "[scenarios/data/conditions.yaml](../scenarios/data/conditions.yaml). A scenario's own "
        "`data/conditions.yaml` takes its place.\nDimensions that have no level here can be set "
        "by `parameters:` alone.");
    op_explain_conditions(explain, NULL);
    table(explain, rows);
}

enum op_status
op_explain_document(struct op_explain *explain, const char *subject)
{
    static const struct {
        const char *name;
        void (*write)(struct op_explain *explain);
    } pages[] = { { "parameters", parameters },
                  { "observables", observables },
                  { "measures", measures },
                  { "conditions", conditions } };
    static const char *const names[] = { "parameters", "observables", "measures", "conditions",
                                         NULL };

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (subject != NULL && strcmp(subject, pages[i].name) == 0) {
            pages[i].write(explain);
            return OP_OK;
        }
    }
    (void)op_explain_refuse(explain, "no page of the documentation is made of",
                            subject != NULL ? subject : "", names);
    return OP_USAGE;
}
