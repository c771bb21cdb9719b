// SPDX-License-Identifier: GPL-3.0-or-later
// Every lever of the tables moves what its meaning says: pairs of evenings, the same but for the
// lever. The rows are looked up from the lever tables, so that a lever without a row fails. Seeds
// are fixed; the effects are large and the sums are over pairs, so that no chance is involved but
// the one that was drawn when the rows were written.
#include "models/spread/spread_parts.h"
#include "tests/support/evening.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PER_H (1 / 3600.)
enum { N_PAIRS = 3, MOST = 5 };

struct setting {
    const char *name;
    double value;
};

struct row {
    const char *lever;
    double value;
    const char *reads;   // observable or metric, summed over the pairs
    int direction;       // of the sum, with the lever against without
    struct setting params[MOST];
    struct setting levers[MOST];   // in force in both, set after the lever
};

// clang-format off
static const struct row rows[] = {
    { "visibility", 0, "committed_persons", -1, {{0}}, {{0}} },
    { "reshare", 0, "shares", -1, {{0}}, {{0}} },
    { "removal_share", 1, "lawful_posts_removed", 1, {{0}}, {{0}} },
    { "removal_delay", 1e5, "committed_persons", 1, {{ "spread.reupload", 0 }}, {{ "removal_share", 1 }} },
    { "removal_wait", 0, "committed_persons", -1, {{ "spread.reupload", 0 }},
      {{ "removal_delay", 6 * 3600 }, { "removal_share", 1 }} },
    { "message_reach", 1, "trust_mean", 1, {{0}}, {{0}} },
    { "message_credibility", 4, "committed_persons", -1, {{ "mobilisation.beta_message", 1.5 }},
      {{ "message_reach", 1 }} },
    { "caller_stops", 1, "pages_up", -1, {{ "spread.successor_after_talk", 0 }}, {{0}} },
    { "recommendation", 0, "committed_persons", -1,
      {{ "spread.recommended", 30 }, { "spread.fast", 1 }, { "spread.rho_open", .3 }}, {{0}} },
    { "forwarding", 0, "shares", -1, {{ "spread.rho_closed", .2 }}, {{0}} },
    { "chill", 1, "silenced_persons", 1, {{ "spread.rho_open", .3 }}, {{0}} },
    { "displacement", 1, "closed only", 1, {{ "spread.rho_open", .3 }}, {{0}} },
    { "caller_arrested", 1, "pages_up", -1, {{ "spread.successor_after_arrest", 0 }}, {{0}} },
    { "publicity", 1, "committed_persons", 1, {{ "spread.publicity_looks", 1 }}, {{0}} },
    { "media_attention", 10, "first_story_h", -1, {{ "news.structure", 0 }}, {{0}} },
    { "announcement", 1, "first_story_h", -1, {{ "news.structure", 1 }, { "news.onset", 10 }}, {{0}} },
    { "attendance", 0, "turnout_persons", -1, {{0}}, {{0}} },
    { "alternative", 1, "turnout_persons", -1, {{0}}, {{0}} },
    { "rail", 0, "turnout_persons", -1, {{0}}, {{0}} },
    { "ring", 1, "turned_back_persons", 1, {{0}}, {{0}} },
    { "crackdown", 1, "turnout_persons", -1, {{ "mobilisation.beta_go", 3 }}, {{ "message_reach", 1 }} },
    { "youth_attendance", 0, "turnout_persons", -1, {{0}}, {{0}} },
    { "appeal", -3, "committed_persons", -1, {{0}}, {{0}} },
    { "live_reach", 0, "turnout_persons", -1, {{ "mobilisation.live_draw", .45 }}, {{0}} },
    { "alcohol", 0, "incidents", -1, {{ "crowd.alcohol_effect", 2 }}, {{0}} },
    { "dispersal", 10 * PER_H, "peak_present_persons", -1, {{ "crowd.unaided_dispersal", 10 * PER_H }}, {{0}} },
    { "spontaneous", 5, "violent_persons", 1, {{0}}, {{0}} },
    { "contagion", 0, "violent_persons", -1, {{0}}, {{0}} },
    { "calming", 5, "damage_eur", -1, {{0}}, {{0}} },
    { "certainty", 1, "incidents", -1, {{ "crowd.deterrence", 5 }}, {{0}} },
    { "search", 1, "searched_persons", 1, {{0}}, {{0}} },
    { "containment", .9, "held_h", 1, {{ "police.riot_travel", 0 }}, {{ "riot_police", 96 }} },
    { "detention", 2 * PER_H, "detained_persons", 1, {{ "police.riot_travel", 0 }}, {{ "riot_police", 96 }} },
    { "police_persons", 300, "police_h", 1, {{0}}, {{0}} },
    { "riot_police", 96, "police_h", 1, {{0}}, {{0}} },
    { "riot_standby", 1, "police_h", 1, {{0}}, {{ "riot_police", 96 }} },
    { "provocation", 2, "incidents", 1, {{0}}, {{0}} },
    { "arrest_teams", 100, "arrests", 1, {{ "crowd.arrest_rate", 2 * PER_H }}, {{0}} },
    { "dialogue", 1, "trust_mean", 1, {{0}}, {{0}} },
    { "intrusion", 1, "trust_mean", -1, {{0}}, {{0}} },
    { "hostility", 0, "hostile_messages", -1, {{0}}, {{0}} },
    { "hostile_reach", 0, "hostile_messages", -1, {{0}}, {{0}} },
    { "resident_protection", 1, "home_visits", -1,
      {{ "harassment.doxing", 1 }, { "harassment.visits", 2 * PER_H }}, {{0}} },
    { "monitoring", 20, "mentions", 1, {{ "spread.rho_open", .3 }}, {{0}} },
    { "tip_line", 20, "tips", 1, {{0}}, {{0}} },
    { "false_alarms", 20, "false_alerts", 1, {{0}}, {{0}} },
    { "analysts", 8, "signal_wait_h", -1, {{ "signals.false_alarms", 60 * PER_H }}, {{0}} },
    { "expertise", 1, "false_alerts", -1, {{ "judgement.expertise", 0 }, { "signals.false_alarms", 20 * PER_H }}, {{0}} },
    { "sharing_time", 10, "shared_h", 1, {{0}}, {{0}} },
    { "preparation", 1, "time_lost_h", -1, {{ "decision.preparation", 0 }}, {{0}} },
    { "pool_reserve", 1, "most_platoons_out", -1,
      {{ "pool.platoons", 5 }, { "copycat.birth", 20. / 86400 }, { "crowd.spontaneous", .2 / 3600 },
       { "copycat.word", 1 }, { "phase.disorder_persons", 1 }}, {{0}} },
    { "pool_readiness", 1, "police_h", 1, {{ "pool.platoons", 5 }}, {{ "riot_police", 96 }} },
    { "copying", 0, "copied_calls", -1, {{ "copycat.birth", 20. / 86400 }}, {{0}} },
    { "turnout_elsewhere", 0, "turnout_elsewhere", -1,
      {{ "copycat.birth", 20. / 86400 }, { "copycat.word", 1 }}, {{0}} },
    { "police_elsewhere", 300, "violent_elsewhere_persons", -1,
      {{ "copycat.birth", 20. / 86400 }, { "crowd.spontaneous", .2 / 3600 }, { "copycat.word", 1 }},
      {{0}} },
};
// clang-format on

static int
set_up(void **state)
{
    static const char *const sets[] = { "population.within=15 km", "population.at_most=30000" };

    (void)state;
    evening_open_with(&evening, sets, 2);
    return 0;
}

static bool
is_metric(const char *name)
{
    for (int m = 0; m < evening.model.n_mechanisms; m++) {
        for (int k = 0; k < evening.model.mechanisms[m]->n_metrics; k++) {
            if (strcmp(evening.model.mechanisms[m]->metrics[k].name, name) == 0) return true;
        }
    }
    return false;
}

static double
reads(const char *what)
{
    if (strcmp(what, "closed only") == 0) return evening_count(&evening, OP_PERSON_CLOSED_ONLY);
    return is_metric(what) ? evening_metric(&evening, what) : evening_sees(&evening, what);
}

static double
sum_of(const struct row *row, bool has_lever)
{
    double sum = 0;

    for (uint32_t r = 0; r < N_PAIRS; r++) {
        evening_begin(&evening, r);
        evening_happens(&evening, OP_HAPPENS_GIVEN_CLICKS, 1500);
        if (has_lever) evening_lever(&evening, row->lever, row->value);
        for (int k = 0; k < MOST && row->levers[k].name != NULL; k++) {
            evening_lever(&evening, row->levers[k].name, row->levers[k].value);
        }
        evening_finish(&evening);
        sum += reads(row->reads);
    }
    return sum;
}

static const struct row *
row_of(const char *lever)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].lever, lever) == 0) return &rows[i];
    }
    print_message("the lever %s has no row here\n", lever);
    return NULL;
}

static bool
moves_what_it_says(const struct row *row)
{
    double before[MOST] = { 0 };

    for (int k = 0; k < MOST && row->params[k].name != NULL; k++) {
        const int param = op_schema_param(&evening.model.schema, row->params[k].name);

        assert_true(param >= 0);
        before[k] = evening.draws.param[param];
        evening.draws.param[param] = row->params[k].value;
    }
    const double without = sum_of(row, false), with = sum_of(row, true);
    for (int k = 0; k < MOST && row->params[k].name != NULL; k++) {
        evening_set(&evening, row->params[k].name, before[k]);
    }
    const bool is_so = (with - without) * row->direction > 0;
    if (!is_so) {
        print_message("%s = %g: %s from %g to %g\n", row->lever, row->value, row->reads, without,
                      with);
    }
    return is_so;
}

static void
every_lever_moves_what_its_meaning_says(void **state)
{
    const struct op_schema *const schema = &evening.model.schema;
    int n_wrong = 0;

    (void)state;
    for (int i = 0; i < schema->n_levers; i++) {
        const struct op_lever *const lever = op_schema_lever_row(schema, i);
        const struct row *const row = row_of(lever->name);

        assert_true(lever->low < lever->high);
        assert_true(lever->meaning[0] != '\0' && lever->source[0] != '\0');
        n_wrong += row == NULL || row->value < lever->low || row->value > lever->high ||
                   !moves_what_it_says(row);
    }
    assert_int_equal(n_wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_lever_moves_what_its_meaning_says, set_up,
                                        evening_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
