// SPDX-License-Identifier: GPL-3.0-or-later
// The rows. Within a map they stand in the order in which findings and editors offer them.
#include "sim/input/language.h"

#include "sim/base/text.h"
#include "sim/input/catalogue.h"
#include "sim/input/head.h"
#include "sim/input/studyblock.h"

#define LONGEST_S (10 * 366 * 86400.0)   // of a duration: well beyond any scenario

// clang-format off
static const struct op_key gathering_keys[] = {
    { "oploop", OP_VALUE_VERSION, .is_needed = true, .example = "1",
      .meaning = "version of the language" },
    { "title", OP_VALUE_TEXT2, .is_needed = true, .example = "A call that is halfway",
      .meaning = "what the evening is called" },
    { "question", OP_VALUE_TEXT2, .example = "What would an early talk have changed?",
      .meaning = "what is asked of the model" },
    { "conditional", OP_VALUE_TEXT2,
      .example = "This evening starts from a call that had already got this far.",
      .meaning = "what the evening starts from: most calls draw no crowd" },
    { "purpose", OP_VALUE_WORD, .is_needed = true, .words = op_purpose_words,
      .example = "research", .meaning = "what the result is for (docs/use.md)" },
    { "gathering", OP_VALUE_WORD, .is_needed = true, .words = op_gathering_words,
      .example = "party", .meaning = "what people are called to" },
    { "counterfactual_law", OP_VALUE_TEXT, .example = "to see what the ban would have changed",
      .meaning = "why unlawful measures, or those that aim at the content of a demonstration, "
        "are replayed all the same; a sentence" },
    { "timezone", OP_VALUE_TEXT, .usual = "Europe/Amsterdam", .example = "Europe/Brussels",
      .meaning = "name of the time zone, for exports" },
    { "start", OP_VALUE_DATE, .is_needed = true, .example = "2026-06-12 18:00",
      .meaning = "when the simulation begins" },
    { "event", OP_VALUE_TIME, .is_needed = true, .example = "2026-06-13 20:00",
      .meaning = "when people are called to come" },
    { "end", OP_VALUE_TIME, .is_needed = true, .example = "event + 6 h",
      .meaning = "when the simulation ends; within four years of the start" },
    { "place", OP_VALUE_PLACE, .is_needed = true, .example = "Haren (Groningen)",
      .meaning = "where people are called to: a place or municipality of the table, or a "
        "made-up one" },
    { "population", OP_VALUE_POPULATION, .example = "{ within: 30 km }",
      .meaning = "who lives where" },
    { "worlds", OP_VALUE_WHOLE, .low = 1, .high = 1000, .usual = "1", .example = "4",
      .meaning = "how many worlds are built; replicate r uses world r modulo that number" },
    { "posterior", OP_VALUE_POSTERIOR, .example = "posterior.csv",
      .meaning = "table of parameter values that are drawn together, row by row" },
    { "tuned_on_record", OP_VALUE_YES, .usual = "no", .example = "yes",
      .meaning = "parameters were fitted on this evening; every report then says so" },
    { "observed", OP_VALUE_FILE, .example = "observed.csv",
      .meaning = "table of what was seen: moment,variable,unit,value,low,high,source" },
    { "record", OP_VALUE_STRATEGY_ID, .example = "as_happened",
      .meaning = "the strategy that really happened" },
    { "base", OP_VALUE_STRATEGY_ID, .usual = "nothing", .example = "as_happened",
      .meaning = "the strategy that others are compared with" },
    { "watch_every", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .low = 1, .high = LONGEST_S,
      .usual = "1 min",
      .example = "2 min", .meaning = "how often conditions are tested" },
    { "record_every", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .low = 1, .high = LONGEST_S,
      .usual = "30 min",
      .example = "15 min", .meaning = "how often samples are taken" },
    { "happenings", OP_VALUE_HAPPENINGS,
      .example = "[ { given_clicks: { amount: 800, at: start } } ]",
      .meaning = "what is given, and what others did" },
    { "measures", OP_VALUE_MEASURES,
      .meaning = "entries of the catalogue for this scenario alone" },
    { "strategies", OP_VALUE_STRATEGIES,
      .example = "{ patrol: { measures: [ { visible_presence: { at: event - 2 h } } ] } }",
      .meaning = "what is compared; `nothing` is always among them" },
    { "conditions", OP_VALUE_CONDITION_SETS,
      .example = "{ alone: { cooperation: none }, together: { cooperation: practised } }",
      .meaning = "situations built up beforehand: every strategy is replayed under each, on the "
        "same evenings" },
    { "study", OP_VALUE_STUDY,
      .example = "{ vary: { patrol.visible_presence.at: event - 6 h .. event by 1 h } }",
      .meaning = "what `oploop sweep` varies where the command line does not say" },
    { "include", OP_VALUE_FILES, .example = "common.yaml",
      .meaning = "a file whose keys hold unless this one says otherwise" },
    { .key = NULL },
};

static const struct op_key reference_keys[] = {
    { "oploop", OP_VALUE_VERSION, .is_needed = true, .example = "1",
      .meaning = "version of the language" },
    { "model", OP_VALUE_MODEL, .is_needed = true, .example = "sir",
      .meaning = "a model whose result is known" },
    { "title", OP_VALUE_TEXT2, .example = "An infection", .meaning = "what the runs are called" },
    { "end", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .low = 1e-6, .high = 0x1p47 * 1e-6,
      .example = "100 d", .meaning = "when runs end; else when nothing happens any more" },
    { "worlds", OP_VALUE_WHOLE, .low = 1, .high = 1000, .usual = "1", .example = "4",
      .meaning = "how many networks are built; replicate r uses network r modulo that number" },
    { "include", OP_VALUE_FILES, .example = "common.yaml",
      .meaning = "a file whose keys hold unless this one says otherwise" },
    { .key = NULL },
};

static const struct op_key text2_keys[] = {
    { "en", OP_VALUE_TEXT, .example = "a text", .meaning = "in English" },
    { "nl", OP_VALUE_TEXT, .example = "een tekst", .meaning = "in Dutch" },
    { .key = NULL },
};

static const struct op_key place_keys[] = {
    { "name", OP_VALUE_TEXT, .is_needed = true, .example = "Rivierstad",
      .meaning = "name of the made-up place" },
    { "inhabitants", OP_VALUE_QUANTITY, .is_needed = true, .unit = OP_UNIT_PERSONS, .low = 1,
      .high = 1e8,
      .example = "35000", .meaning = "how many live there" },
    { "like", OP_VALUE_TEXT, .is_needed = true, .example = "Wijchen",
      .meaning = "the place of the table in whose stead it lies" },
    { .key = NULL },
};

static const struct op_key population_keys[] = {
    { "places", OP_VALUE_FILE, .usual = "data/places_nl.csv", .example = "my_places.csv",
      .meaning = "table of places, beside the scenario or among the program's" },
    { "within", OP_VALUE_WITHIN, .unit = OP_UNIT_LENGTH, .low = 1, .high = 1e7, .usual = "all",
      .example = "30 km", .meaning = "who lives so near the place, or all" },
    { "at_most", OP_VALUE_QUANTITY, .unit = OP_UNIT_PERSONS, .low = 1, .high = 1e9,
      .example = "20000 persons",
      .meaning = "so many persons at most: a smaller world that runs faster" },
    { .key = NULL },
};

static const struct op_key posterior_keys[] = {
    { "parameters", OP_VALUE_COLUMNS, .is_needed = true, .example = "[spread.rho_open]",
      .meaning = "names of the columns" },
    { "rows", OP_VALUE_ROWS, .is_needed = true, .example = "[[0.01]]",
      .meaning = "rows of numbers in base units" },
    { .key = NULL },
};

static const struct op_key happening_keys[] = {
    { "at", OP_VALUE_TIME, .is_needed = true, .example = "event - 3 d", .meaning = "when" },
    { "amount", OP_VALUE_QUANTITY, .unit = OP_UNIT_PERSONS, .high = 1e9,
      .example = "800", .meaning = "how many are given" },
    { "recorded", OP_VALUE_YES, .usual = "no", .example = "yes",
      .meaning = "it belongs to the record: given until an arm departs from what really "
        "happened" },
    { .key = NULL },
};

static const struct op_key strategy_keys[] = {
    { "label", OP_VALUE_TEXT2, .example = "police early and visible",
      .meaning = "as it is called in tables and charts" },
    { "description", OP_VALUE_TEXT, .example = "officers stand there before anybody comes",
      .meaning = "a sentence about it" },
    { "measures", OP_VALUE_USES, .example = "[ { deny_event: { at: event - 10 d } } ]",
      .meaning = "what is done, and when" },
    { .key = NULL },
};

static const struct op_key study_keys[] = {
    { "vary", OP_VALUE_VARY,
      .example = "{ patrol.visible_presence.at: event - 6 h .. event by 1 h }",
      .meaning = "keys and the values they take: STRATEGY.MEASURE.SETTING or a parameter, "
        "`A .. B by STEP`, `A .. B in 5`, or a list" },
    { "design", OP_VALUE_WORD, .words = op_design_words, .usual = "grid", .example = "sobol",
      .meaning = "all combinations, or so many points of a Latin hypercube or Sobol's sequence" },
    { "points", OP_VALUE_WHOLE, .low = 1, .high = 20000, .example = "64",
      .meaning = "points a strategy, of latin and sobol" },
    { "design_from", OP_VALUE_FILE, .example = "design.csv",
      .meaning = "a table of points instead of `vary`: a column a key" },
    { "replicates", OP_VALUE_WHOLE, .low = 1, .high = 1000000, .usual = "50", .example = "200",
      .meaning = "evenings a point" },
    { "effective_share", OP_VALUE_QUANTITY, .unit = OP_UNIT_SHARE, .low = 0.01, .high = 0.99,
      .usual = "0.8", .example = "80 %",
      .meaning = "a start still works when it has this share of the early start's effect" },
    { "reference", OP_VALUE_TIME, .example = "event - 10 d",
      .meaning = "the early start that others are measured by: one of those varied; else the "
        "earliest that is carried out in half of the evenings" },
    { .key = NULL },
};

static const struct op_key conditions_keys[] = {
    { "label", OP_VALUE_TEXT2, .example = "partners that practised together",
      .meaning = "as it is called in tables" },
    { "cooperation", OP_VALUE_LEVEL_ID, .example = "practised",
      .meaning = "how far partners agreed, and practised, to work together" },
    { "roles", OP_VALUE_ROLES, .example = "{ run_up: { police: [ municipality, prosecutor ] } }",
      .meaning = "who tells whom, in the run-up and once it is acute" },
    { "awareness", OP_VALUE_LEVEL_ID, .example = "low",
      .meaning = "who recognises a phase and passes it on" },
    { "expertise", OP_VALUE_LEVEL_ID, .example = "high",
      .meaning = "how well is judged which signals lead to the street" },
    { "information_position", OP_VALUE_LEVEL_ID, .example = "weak",
      .meaning = "how much of what is said is seen" },
    { "national_platform", OP_VALUE_LEVEL_ID, .example = "present",
      .meaning = "a national place that sees and tells" },
    { "connection", OP_VALUE_LEVEL_ID, .example = "strong",
      .meaning = "trust, tips and key figures at the start: built over months" },
    { "parameters", OP_VALUE_OVERRIDES, .example = "{ trust.initial: 60 % }",
      .meaning = "values of run parameters; over those of the levels" },
    { "made_of", OP_VALUE_TEXT, .example = "\"cooperation: practised\"",
      .meaning = "the levels that a resolved file's values came from, for the reader" },
    { .key = NULL },
};

static const struct op_key level_keys[] = {
    { "meaning", OP_VALUE_TEXT2, .is_needed = true,
      .example = "{ en: partners meet for the first time, nl: partners kennen elkaar niet }",
      .meaning = "what the level stands for" },
    { "source", OP_VALUE_TEXT, .is_needed = true, .example = "assumed",
      .meaning = "where the values come from, or `assumed`" },
    { "parameters", OP_VALUE_OVERRIDES, .is_needed = true, .example = "{ trust.initial: 60 % }",
      .meaning = "values of run parameters" },
    { "tells", OP_VALUE_TELLS, .example = "{ run_up: { police: [ municipality, prosecutor ] } }",
      .meaning = "of a level of roles: who tells whom, in the run-up and once it is acute" },
    { .key = NULL },
};

static const struct op_key use_keys[] = {
    { "at", OP_VALUE_MOMENT, .usual = "start", .example = "event - 2 h",
      .meaning = "the moment at which it takes effect" },
    { "after", OP_VALUE_AFTER, .example = "me_standby + 30 min",
      .meaning = "another measure of the strategy, and an offset" },
    { "when", OP_VALUE_CONDITION,
      .example = "{ observable: active_persons, at_least: 10, for: 10 min }",
      .meaning = "the condition at which it is decided upon; its lead time passes after that" },
    { "delay", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .high = LONGEST_S,
      .usual = "0 min",
      .example = "15 min",
      .meaning = "extra time between the condition, or the other measure, and the start" },
    { "for", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .low = 1e-6, .high = LONGEST_S,
      .example = "24 h", .meaning = "how long it lasts; else until the end" },
    { "duration", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .low = 1e-6, .high = LONGEST_S,
      .example = "24 h", .meaning = "the same as `for`" },
    { "until", OP_VALUE_UNTIL, .example = "end",
      .meaning = "the moment or condition that ends it" },
    { "cooldown", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .high = LONGEST_S,
      .example = "1 h",
      .meaning = "with `when`: it may start again when so much time has passed" },
    { "probability", OP_VALUE_QUANTITY, .unit = OP_UNIT_SHARE, .high = 1,
      .usual = "100 %",
      .example = "80 %", .meaning = "that it is carried out at all" },
    { "intensity", OP_VALUE_QUANTITY, .unit = OP_UNIT_SHARE, .high = 1,
      .usual = "100 %",
      .example = "50 %",
      .meaning = "scales every move towards neutral: 0 does nothing, 1 is as catalogued" },
    { "lead_time", OP_VALUE_YES, .usual = "yes", .example = "no",
      .meaning = "with `when`: whether the catalogue's lead time passes" },
    { "moves", OP_VALUE_MOVES, .example = "{ police_persons: 80 persons }",
      .meaning = "other values for some of its levers, or further levers" },
    { "oracle", OP_VALUE_YES, .usual = "no", .example = "yes",
      .meaning = "with `at` or `after`: yes imposes it, whether or not its phase is perceived" },
    { .key = NULL },
};

#define HOLD \
    { "for", OP_VALUE_QUANTITY, .unit = OP_UNIT_DURATION, .high = LONGEST_S, \
      .usual = "0 min", \
      .example = "10 min", .meaning = "how long it must hold" }
#define ORACLE \
    { "oracle", OP_VALUE_YES, .usual = "no", .example = "yes", \
      .meaning = "yes: it reads the true state, not what those who decide perceive; may " \
        "stand at the outermost condition alone" }

static const struct op_key test_phase_keys[] = {
    { "phase", OP_VALUE_PHASE, .is_needed = true, .example = "assembly",
      .meaning = "the phase that the evening is in" },
    HOLD, ORACLE,
    { .key = NULL },
};

static const struct op_key test_observable_keys[] = {
    { "observable", OP_VALUE_OBSERVABLE, .is_needed = true, .example = "active_persons",
      .meaning = "what is counted" },
    { "at_least", OP_VALUE_LEVEL, .example = "10", .meaning = "holds from this level up" },
    { "at_most", OP_VALUE_LEVEL, .example = "10", .meaning = "holds from this level down" },
    { "release", OP_VALUE_LEVEL, .example = "5", .meaning = "the level at which it is over" },
    HOLD, ORACLE,
    { .key = NULL },
};

static const struct op_key test_all_keys[] = {
    { "all", OP_VALUE_CONDITIONS, .is_needed = true, .example = "[ { phase: assembly } ]",
      .meaning = "all of these hold" },
    HOLD, ORACLE,
    { .key = NULL },
};

static const struct op_key test_any_keys[] = {
    { "any", OP_VALUE_CONDITIONS, .is_needed = true, .example = "[ { phase: disorder } ]",
      .meaning = "one of these holds" },
    HOLD, ORACLE,
    { .key = NULL },
};

static const struct op_key measure_keys[] = {
    { "name", OP_VALUE_TEXT2, .is_needed = true,
      .example = "{ en: denial message, nl: ontkenning }", .meaning = "as it is called" },
    { "actor", OP_VALUE_TEXT, .is_needed = true, .example = "municipality",
      .meaning = "who carries it out" },
    { "barrier", OP_VALUE_WORD, .words = op_barrier_words, .example = "intervene",
      .meaning = "how the national tool groups it" },
    { "phases", OP_VALUE_PHASES, .is_needed = true, .example = "trigger .. mobilisation",
      .meaning = "when it can be carried out; out of its phase it is refused" },
    { "legal", OP_VALUE_LEGAL, .is_needed = true,
      .example = "{ kind: administrative, basis: art. 172 Gemeentewet, status: in_force, "
        "as_of: 2026-11 }",
      .meaning = "what it rests on" },
    { "aims_at_content", OP_VALUE_YES, .usual = "no", .example = "yes",
      .meaning = "yes bars it for a demonstration" },
    { "precondition", OP_VALUE_TEXT, .example = "the caller is known",
      .meaning = "what must be so, for the reader" },
    { "lead_time", OP_VALUE_DIST, .is_needed = true, .unit = OP_UNIT_DURATION,
      .high = 366 * 86400.0,
      .example = "lognormal(median 6 h, 90 % 12 h)",
      .meaning = "from the decision to the effect" },
    { "enforceability", OP_VALUE_DIST, .unit = OP_UNIT_SHARE, .high = 1, .usual = "100 %",
      .example = "uniform(30 %, 90 %)", .meaning = "share of every move that comes off" },
    { "cost", OP_VALUE_DIST, .unit = OP_UNIT_EURO, .high = 1e9,
      .example = "lognormal(median 500 EUR, 90 % 2000 EUR)",
      .meaning = "of one use, officers on the place apart" },
    { "cost_source", OP_VALUE_TEXT, .example = "docs/sources.md#cost",
      .meaning = "where the cost comes from; goes with it" },
    { "moves", OP_VALUE_MOVES, .is_needed = true,
      .example = "{ caller_stops: \"uniform(40 %, 80 %)\" }", .meaning = "the levers that it moves" },
    { "side_effects", OP_VALUE_TEXT, .example = "the caller may pose as a martyr",
      .meaning = "what else it does, for the reader" },
    { "rights", OP_VALUE_TEXT, .example = "none",
      .meaning = "whose rights it touches, for the reader" },
    { "source", OP_VALUE_TEXT, .is_needed = true, .example = "docs/sources.md#measures",
      .meaning = "where the numbers come from" },
    { .key = NULL },
};

static const struct op_key legal_keys[] = {
    { "kind", OP_VALUE_WORD, .is_needed = true, .words = op_legal_kind_words,
      .example = "administrative",
      .meaning = "which kind of power" },
    { "basis", OP_VALUE_TEXT, .is_needed = true, .example = "art. 172 Gemeentewet",
      .meaning = "the article" },
    { "status", OP_VALUE_WORD, .is_needed = true, .words = op_legal_status_words,
      .example = "in_force",
      .meaning = "a strategy with a proposed or void measure is not lawful" },
    { "as_of", OP_VALUE_TEXT, .is_needed = true, .example = "2026-11",
      .meaning = "the month in which that was so" },
    { "readings", OP_VALUE_TEXT, .example = "allowed as some say; barred as others do",
      .meaning = "of a contested basis, where it is needed: how each side reads it" },
    { .key = NULL },
};
// clang-format on

static const struct op_key *const tables[OP_MAP_COUNT] = {
    [OP_MAP_GATHERING] = gathering_keys,   [OP_MAP_REFERENCE] = reference_keys,
    [OP_MAP_TEXT2] = text2_keys,           [OP_MAP_PLACE] = place_keys,
    [OP_MAP_POPULATION] = population_keys, [OP_MAP_POSTERIOR] = posterior_keys,
    [OP_MAP_HAPPENING] = happening_keys,   [OP_MAP_STRATEGY] = strategy_keys,
    [OP_MAP_CONDITIONS] = conditions_keys, [OP_MAP_STUDY] = study_keys,
    [OP_MAP_LEVEL] = level_keys,           [OP_MAP_USE] = use_keys,
    [OP_MAP_TEST_PHASE] = test_phase_keys, [OP_MAP_TEST_OBSERVABLE] = test_observable_keys,
    [OP_MAP_TEST_ALL] = test_all_keys,     [OP_MAP_TEST_ANY] = test_any_keys,
    [OP_MAP_MEASURE] = measure_keys,       [OP_MAP_LEGAL] = legal_keys,
};

const struct op_key *
op_language_keys(enum op_map map)
{
    return tables[map];
}

void
op_check_keys(struct op_reader *reader, const struct op_node *node, enum op_map map)
{
    const char *names[32] = { NULL };

    for (int i = 0; tables[map][i].key && i < 31; i++) {
        names[i] = tables[map][i].key;
    }
    op_known_keys(reader, node, names);
}

bool
op_happening_has_amount(const char *name)
{
    return op_text_starts_with(name, "given_");
}

bool
op_is_own_key(const struct op_node *node)
{
    return op_text_starts_with(node->key, "x-");
}

const struct op_node *
op_only_entry(const struct op_node *map)
{
    const struct op_node *only = NULL;

    for (const struct op_node *child = map->first; child; child = child->next) {
        if (!op_is_own_key(child)) {
            if (only) {
                return NULL;
            }
            only = child;
        }
    }
    return only;
}
