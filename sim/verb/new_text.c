// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario that `oploop new` writes: short, commented, and right as it stands.
#include "sim/base/civil.h"
#include "sim/input/head.h"
#include "sim/input/phaseset.h"
#include "sim/verb/new_parts.h"
#include "sim/verb/print_schema.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { BEFORE_H = 72, AFTER_H = 6, LATE_H = 4 };

// docs/sources.md#calls
static const double AT_THOUSAND = -1.2, A_LOG_CLICK = 0.6, A_LOG_INHABITANT = -0.3, APPEAL_SD = 0.4;
static const double LEAST_APPEAL = -2.3, MOST_APPEAL = 0.5;

// In double quotes of YAML.
static void
quoted(FILE *out, const char *text)
{
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            (void)fputc('\\', out);
        }
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

static const char *
either(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

// { en: "...", nl: "..." } of a text in both languages, with a capital, and " in PLACE" behind.
static void
both(FILE *out, const struct op_text2 *text, const char *place, const char *after)
{
    char words[900];

    (void)fputs("{ en: ", out);
    (void)snprintf(words, sizeof words, "%s%s%s%s", either(text->en, text->nl), place ? " in " : "",
                   place ? place : "", after);
    words[0] = (char)toupper((unsigned char)words[0]);
    quoted(out, words);
    (void)fputs(", nl: ", out);
    (void)snprintf(words, sizeof words, "%s%s%s%s", either(text->nl, text->en), place ? " in " : "",
                   place ? place : "", after);
    words[0] = (char)toupper((unsigned char)words[0]);
    quoted(out, words);
    (void)fputs(" }", out);
}

static void
date(FILE *out, const char *key, int64_t civil_s, const char *comment)
{
    struct op_civil c;

    op_civil_of_seconds(civil_s, &c);
    (void)fprintf(out, "%-6s %04d-%02d-%02d %02d:%02d%s\n", key, c.year, c.month, c.day, c.hour,
                  c.minute, comment);
}

static void
write_head(const struct op_new *made, const char *folder, FILE *out)
{
    static const struct op_text2 the_measures = { "What would the measures change",
                                                  "Wat zouden de maatregelen veranderen" };
    static const struct op_text2 halfway = {
        "Most calls draw no crowd. This one starts when it has spread already.",
        "De meeste oproepen trekken geen menigte. Deze begint als hij zich al verspreid heeft."
    };

    (void)fprintf(out,
                  "# yaml-language-server: $schema=" OP_SCENARIO_SCHEMA "\n"
                  "# Made by `oploop new`; it is yours to change. Save, check, compare:\n"
                  "#   oploop check %s/scenario.yaml\n"
                  "#   oploop compare %s/scenario.yaml -n 20\n"
                  "oploop: 1\n\n",
                  folder, folder);
    (void)fputs("title: ", out);
    both(out, &made->chosen->name, made->place_name, "");
    (void)fputs("\nquestion: ", out);
    both(out, &the_measures, made->place_name, "?");
    (void)fputs("\nconditional: ", out);
    both(out, &halfway, NULL, "");
    (void)fprintf(out,
                  "\n\npurpose: %-15s # research, exercise, policy or evaluation\n"
                  "gathering: %-13s # party, demonstration, football or other\n",
                  op_purpose_words[made->purpose], made->chosen->gathering);
    if (made->law) {
        (void)
            fputs("# Why measures that the law bars are replayed; it stands on the report's first "
                  "screen.\ncounterfactual_law: ",
                  out);
        quoted(out, made->law);
        (void)fputc('\n', out);
    }
}

static void
write_evening(const struct op_new *made, FILE *out)
{
    const int clicks = made->clicks > 0 ? made->clicks : made->chosen->clicks;

    (void)fputs("\n# Local clock time. People are called to come at `event`.\n", out);
    date(out, "start:", made->event_s - BEFORE_H * 3600, "");
    date(out, "event:", made->event_s, "");
    date(out, "end:", made->event_s + AFTER_H * 3600, "");
    (void)fprintf(out, "\n# %s\nplace: ", made->place_about);
    if (made->place_text[0] == '{') {
        (void)fputs(made->place_text, out);
    } else {
        quoted(out, made->place_text);
    }
    (void)fprintf(out,
                  "\npopulation: { within: 30 km }   # who may hear of it and come: 12 to 30 years "
                  "old, synthetic\n"
                  "\n# How far the call had got at the start. Assumed: put in what is seen of your "
                  "call.\n"
                  "happenings:\n"
                  "  - given_clicks: { amount: %d, at: start }   # clicks on \"attending\"\n",
                  clicks);
}

// ---- numbers that nobody measured ----

// Mean appeal of a call that had so many clicks three days before and no national story yet: fewer
// live near a small place, so that it takes more to get as far (docs/sources.md#calls). Beyond what
// was played nothing is told.
static double
usual_appeal(int clicks, double inhabitants)
{
    const double mean = AT_THOUSAND + A_LOG_CLICK * log(clicks / 1000.0) +
                        A_LOG_INHABITANT * log((inhabitants < 1 ? 1 : inhabitants) / 35000);

    return mean < LEAST_APPEAL ? LEAST_APPEAL : mean > MOST_APPEAL ? MOST_APPEAL : mean;
}

static void
write_numbers(const struct op_new *made, FILE *out)
{
    const int clicks = made->clicks > 0 ? made->clicks : made->chosen->clicks;

    const double inhabitants = made->scenario.towns[made->scenario.place].inhabitants;

    (void)fputs(
        "\n# Numbers that nobody measured. How a call spreads, who clicks and who comes is "
        "drawn together, as it was\n"
        "# fitted on one Dutch party evening (Haren 2012). Another sort of gathering may "
        "differ from all of that.\n"
        "posterior: data/calls.csv\n"
        "# How strong the call is. Haren's was 0, and most lie far below. These are the calls "
        "that had got so far here three\n"
        "# days before, among many played from their beginning. A higher mean makes a fiercer "
        "drill.\n",
        out);
    (void)fprintf(out, "mobilisation: { appeal: \"normal(mean %.1f, sd %.1f)\" }\n",
                  usual_appeal(clicks, inhabitants), APPEAL_SD);
    (void)fputs("# How violence spreads in a crowd. Haren, picked as it went wrong, had about 2.9; "
                "where crowds were watched, most\n"
                "# bouts stayed below ten persons (docs/sources.md#crowd). Assumed.\n"
                "crowd: { contagion: \"margin(0.4 /h, 1.2 /h, 3 /h)\" }\n",
                out);
}

// ---- strategies ----

// Ordinary letters only in a comment: a catalogue's text may hold anything.
static void
comment_text(FILE *out, const char *text)
{
    for (; text && *text; text++) {
        (void)fputc((unsigned char)*text < 0x20 || *text == '_' ? ' ' : *text, out);
    }
}

static void
write_about(const struct op_measure *measure, const char *const *phases, FILE *out)
{
    const double lead_h = op_dist_centre(&measure->lead_time) / 3600;
    bool is_next = false;
    int first = 0, last = -1;

    (void)fputs("      # ", out);
    comment_text(out, measure->actor);
    (void)fputs("; ", out);
    comment_text(out, measure->legal_kind);
    (void)fputs(": ", out);
    comment_text(out, measure->legal_basis);
    (void)fputs(" (", out);
    comment_text(out, op_legal_status_words[measure->legal_status]);
    (void)fprintf(out, "); phases ");
    while (op_phases_row(measure->phases, last + 1, &first, &last)) {
        (void)fprintf(out, "%s%s to %s", is_next ? ", " : "", phases[first], phases[last]);
        is_next = true;
    }
    if (lead_h >= 0.95) {
        (void)fprintf(out, "; decided some %.0f h before", lead_h);
    }
    (void)fputc('\n', out);
}

// When a measure takes effect, from its phases: what belongs to the street waits for its phase,
// what belongs to the time before comes as soon as it can, the rest some hours before the event.
static void
write_use(const struct op_new *made, const struct op_measure *measure, FILE *out)
{
    enum { MOBILISATION = 3, ASSEMBLY = 4, DISORDER = 5 };
    const char *const *phases = made->reader.schema->phases;
    const int clicks = made->clicks > 0 ? made->clicks : made->chosen->clicks;
    const double lead_h = ceil(op_dist_centre(&measure->lead_time) / 3600);
    const int soon_h = lead_h < 1 ? 1 : lead_h > BEFORE_H - 1 ? BEFORE_H - 1 : (int)lead_h;

    // the call is there when the scenario begins
    const unsigned left = measure->phases == 1u << 0 ? 1u << 0 : measure->phases & ~1u;
    const int first_phase = op_phases_first(left), last_phase = op_phases_last(left);

    (void)fprintf(out, "      - %s: ", measure->id);
    if (first_phase >= ASSEMBLY) {
        const bool has_disorder = first_phase <= DISORDER && last_phase >= DISORDER;
        const int phase = has_disorder ? DISORDER : first_phase;

        (void)fprintf(out, "{ when: { phase: %s, %soracle: yes } }\n", phases[phase],
                      has_disorder ? "for: 10 min, " : "");
    } else if (last_phase < DISORDER && first_phase == MOBILISATION && clicks < 1000) {
        (void)fprintf(out, "{ when: { phase: %s, oracle: yes } }\n", phases[MOBILISATION]);
    } else if (last_phase < DISORDER) {
        (void)fprintf(out, "{ at: start + %d h, oracle: yes }\n", soon_h);
    } else {
        (void)fprintf(out, "{ at: event - %d h, oracle: yes }\n", LATE_H);
    }
}

static void
write_strategies(const struct op_new *made, FILE *out)
{
    static const struct op_text2 together = { "all of these together", "dit alles samen" };
    const char *const *phases = made->reader.schema->phases;

    (void)fputs("\n# The same evenings are replayed under each of these, and under `nothing`. A "
                "measure starts `at:` a moment,\n"
                "# or `when:` a condition holds. `oracle: yes` goes by what is true; without it a "
                "measure starts only\n"
                "# if those who carry it out see by then that its phase has come.\n"
                "strategies:\n",
                out);
    for (int i = 0; i < made->n_measures; i++) {
        const struct op_measure *measure = &made->catalogue.measures[made->measure[i]];

        (void)fprintf(out, "  %s_alone:\n    label: ", measure->id);
        both(out, &measure->name, NULL, "");
        (void)fputs("\n    measures:\n", out);
        write_about(measure, phases, out);
        write_use(made, measure, out);
    }
    if (made->n_measures > 1) {
        (void)fputs("  together:\n    label: ", out);
        both(out, &together, NULL, "");
        (void)fputs("\n    measures:\n", out);
        for (int i = 0; i < made->n_measures; i++) {
            write_use(made, &made->catalogue.measures[made->measure[i]], out);
        }
    }
}

void
op_new_write(const struct op_new *made, const char *folder, FILE *out)
{
    write_head(made, folder, out);
    write_evening(made, out);
    write_numbers(made, out);
    write_strategies(made, out);
}
