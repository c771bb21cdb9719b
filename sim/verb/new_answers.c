// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to `oploop new`: each is taken or refused with what would be right.
#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/head.h"
#include "sim/input/phaseset.h"
#include "sim/input/towns.h"
#include "sim/verb/new_parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

const char op_new_usual_name[] = "Rivierstad";
const char op_new_usual_inhabitants[] = "35000";
const char op_new_usual_like[] = "Wijchen";

enum { MAX_NAME = 60, DAY_S = 86400 };

static const struct op_place nowhere = { 0 };

// An answer as a node of a scenario, so that it is read by the same rules.
static struct op_node
node_of(const char *key, const char *text)
{
    return (struct op_node){ .kind = OP_NODE_TEXT, .key = key, .text = text };
}

static bool
refuse(struct op_new *made, const char *what, const char *hint, const char *says, const char *text)
{
    return op_diag_add(&made->diag, OP_USAGE, nowhere, hint, "%s: \"%s\" %s", what, text, says) ==
           OP_OK;
}

static bool
is_plain(const char *text)
{
    const size_t n = strlen(text);

    for (size_t i = 0; i < n;) {
        const int length = op_utf8_length(text + i, n - i);

        // 0xC2 0x80 .. 0x9F: control characters as well
        if (length == 0 || (unsigned char)text[i] < 0x20 || text[i] == 0x7F ||
            ((unsigned char)text[i] == 0xC2 && (unsigned char)text[i + 1] < 0xA0)) {
            return false;
        }
        i += (size_t)length;
    }
    return true;
}

bool
op_new_situation(struct op_new *made, const char *what, const char *text)
{
    struct op_nearest nearest;
    char all[512] = "one of", hint[256];

    op_nearest_start(&nearest, text);
    for (int i = 0; i < made->n_situations; i++) {
        const size_t used = strlen(all);

        if (strcmp(made->situation[i].id, text) == 0) {
            made->chosen = &made->situation[i];
            return true;
        }
        op_nearest_offer(&nearest, made->situation[i].id);
        (void)snprintf(all + used, sizeof all - used, "%s %s", i > 0 ? "," : "",
                       made->situation[i].id);
    }
    return refuse(made, what, op_did_you_mean(nearest.best, all, hint), "is not a situation", text);
}

// ---- place ----

static bool
fits(const struct op_town *town, const char *name, const char *municipality)
{
    return op_text_same_letters(town->name, name) &&
           (!municipality || op_text_same_letters(town->municipality, municipality) ||
            op_text_same_letters(town->province, municipality));
}

// The shortest text that means this place and no other one: its name, with the municipality if
// need be, else the code of the municipality of which it is the largest place.
static const char *
text_of_place(struct op_new *made, const struct op_town *town)
{
    int n_named = 0, n_within = 0;

    for (int i = 0; i < made->scenario.n_towns; i++) {
        n_named += fits(&made->scenario.towns[i], town->name, NULL);
        n_within += fits(&made->scenario.towns[i], town->name, town->municipality);
    }
    if (n_named == 1) {
        return town->name;
    }
    return n_within == 1 ? op_arena_format(&made->arena, "%s (%s)", town->name, town->municipality)
                         : town->code;
}

bool
op_new_place(struct op_new *made, const char *what, const char *text)
{
    const char *own = op_arena_text(&made->arena, text);
    const struct op_node node = node_of(what, own);

    if (!own || !is_plain(text) || text[0] == '\0') {
        return refuse(made, what, "the name of a municipality, or its code", "is not a place",
                      is_plain(text) ? text : "?");
    }
    made->scenario.place = -1;
    if (!op_read_place(&made->reader, &node)) {
        return false;
    }

    const struct op_town *town = &made->scenario.towns[made->scenario.place];
    const bool is_municipality =
        strcmp(town->code, own) == 0 || op_text_same_letters(town->municipality, own);

    made->place_name = is_municipality ? town->municipality : town->name;
    made->place_text = text_of_place(made, town);
    made->place_about = op_arena_format(&made->arena, "municipality of %s (%s), %s",
                                        town->municipality, town->code, town->province);
    made->place_is_set = made->place_text && made->place_about;
    return made->place_is_set;
}

bool
op_new_made_up(struct op_new *made, const char *name, const char *inhabitants, const char *like)
{
    const char *own = op_arena_text(&made->arena, name);
    struct op_node parts[3] = { node_of("name", own), node_of("inhabitants", inhabitants),
                                node_of("like", like) };
    struct op_node map = { .kind = OP_NODE_MAP, .key = "place" };
    double persons = 0;

    if (!own || !is_plain(name) || name[strspn(name, " ")] == '\0' || strlen(name) > MAX_NAME ||
        strpbrk(name, "\"\\") != NULL) {
        return refuse(made, "--made-up", "a word or two, at most 60 letters, without quotes",
                      "is not a name for a place", is_plain(name) ? name : "?");
    }
    if (!op_field_quantity(&made->reader, &parts[1], OP_UNIT_PERSONS, 100, 1e7, &persons)) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        op_node_append(&map, &parts[i]);
    }
    // What it is like is looked up first: the made-up place takes over that row.
    if (!op_new_place(made, "like", like) || !op_read_place(&made->reader, &map)) {
        made->place_is_set = false;
        return false;
    }
    made->place_about = op_arena_format(&made->arena, "made up; lies where %s lies", like);
    made->place_text =
        op_arena_format(&made->arena, "{ name: \"%s\", inhabitants: %.0f, like: \"%s\" }", own,
                        persons, made->place_text);
    made->place_name = own;
    made->place_is_set = made->place_text && made->place_about;
    return made->place_is_set;
}

// ---- date, clicks, purpose, law ----

bool
op_new_date(struct op_new *made, const char *what, const char *text)
{
    struct op_civil civil;
    char whole[64];
    const bool has_no_hour = strlen(text) == 10;

    (void)snprintf(whole, sizeof whole, "%s%s%s", text, has_no_hour ? " " : "",
                   has_no_hour ? made->chosen->hour : "");

    const size_t n = strlen(text) < 40 ? op_civil_read(whole, &civil) : 0;

    // a scenario starts three days before, and ends six hours after
    if (n == 0 || whole[n] != '\0' || civil.year < 1900 || civil.year > 9998) {
        return refuse(made, what, "write it like 2026-06-13, or \"2026-06-13 20:00\"",
                      "is not a date", text);
    }
    made->event_s = op_civil_seconds(&civil);
    made->event_is_set = true;
    return true;
}

const char *
op_new_usual_date(struct op_new *made)
{
    const time_t now = time(NULL);
    struct tm local = { 0 };
    struct op_civil civil;

    (void)localtime_r(&now, &local);
    civil = (struct op_civil){ local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, 0, 0, 0 };

    const int64_t today_s = op_civil_seconds(&civil);
    const int ahead = (5 - op_civil_weekday(today_s) + 6) % 7 + 1;   // 1 .. 7 days to a Saturday

    op_civil_of_seconds(today_s + (int64_t)ahead * DAY_S, &civil);
    return op_arena_format(&made->arena, "%04d-%02d-%02d %s", civil.year, civil.month, civil.day,
                           made->chosen->hour);
}

bool
op_new_clicks(struct op_new *made, const char *what, const char *text)
{
    double number = 0;

    if (!op_text_number(text, &number) || !(number >= 1 && number <= 1e6) ||
        number != (double)(int)number) {
        return refuse(made, what, "for instance 1200", "is not a whole number from 1 to 1000000",
                      text);
    }
    made->clicks = (int)number;
    return true;
}

bool
op_new_purpose(struct op_new *made, const char *what, const char *text)
{
    const struct op_node node = node_of(what, text);
    const int word = op_field_word(&made->reader, &node, op_purpose_words);

    made->purpose = word >= 0 ? word : made->purpose;
    return word >= 0;
}

bool
op_new_law(struct op_new *made, const char *what, const char *text)
{
    if (!is_plain(text) || strlen(text) < 10 || strlen(text) > 400) {
        return refuse(made, what, "say in a sentence why the law is set aside here",
                      "is not a reason", is_plain(text) ? text : "?");
    }
    made->law = op_arena_text(&made->arena, text);
    return made->law != NULL;
}

// ---- measures ----

// Clicks from which a phase holds, by the default of its parameter.
static double
clicks_of(const struct op_new *made, const char *param)
{
    const int index = op_schema_param(made->reader.schema, param);
    struct op_dist dist = { .kind = OP_DIST_FIXED };
    struct op_diag silent;

    op_diag_init(&silent);
    if (index >= 0) {
        const struct op_param *row = op_schema_param_row(made->reader.schema, index, NULL);

        (void)!op_param_parse(row, row->value, nowhere, &dist, &silent);
    }
    op_diag_free(&silent);
    return op_dist_centre(&dist);
}

static bool
suits(struct op_new *made, const char *what, const struct op_measure *measure)
{
    const int clicks = made->clicks > 0 ? made->clicks : made->chosen->clicks;
    const int first_phase = clicks >= clicks_of(made, "phase.mobilised_clicks")  ? 3
                            : clicks >= clicks_of(made, "phase.build_up_clicks") ? 2
                                                                                 : 1;
    const bool is_demonstration = strcmp(made->chosen->gathering, "demonstration") == 0;

    if (is_demonstration && measure->aims_at_content && !made->law) {
        return refuse(made, what,
                      "leave it out, or give a reason with --counterfactual-law \"...\"",
                      "aims at the content of a demonstration", measure->id);
    }
    if (measure->legal_status == OP_VOID && !made->law) {
        return refuse(made, what,
                      "leave it out, or give a reason with --counterfactual-law \"...\"",
                      "has a void legal basis", measure->id);
    }
    if (op_phases_last(measure->phases) < first_phase) {
        return refuse(made, what,
                      op_phases_last(measure->phases) == 0
                          ? "a scenario begins when the call is there"
                          : "give a lower --clicks, or leave it out",
                      "belongs to a phase that is over when so many have clicked", measure->id);
    }
    return true;
}

static bool
add_measure(struct op_new *made, const char *what, const char *id)
{
    const int found = op_catalogue_find(&made->catalogue, id);
    char hint[256];

    if (found < 0) {
        return refuse(made, what,
                      op_did_you_mean(op_catalogue_nearest(&made->catalogue, id),
                                      "measures stand in scenarios/catalogue", hint),
                      "is not a measure", id);
    }
    for (int i = 0; i < made->n_measures; i++) {
        if (made->measure[i] == found) {
            return refuse(made, what, "once is enough", "stands twice", id);
        }
    }
    if (made->n_measures == OP_NEW_MAX_MEASURES) {
        return refuse(made, what, "at most 40 measures", "is one too many", id);
    }
    if (!suits(made, what, &made->catalogue.measures[found])) {
        return false;
    }
    made->measure[made->n_measures++] = found;
    return true;
}

bool
op_new_measures(struct op_new *made, const char *what, const char *text)
{
    bool is_well = is_plain(text);

    made->n_measures = 0;
    for (const char *at = text; is_well; at++) {
        char id[64];

        at += strspn(at, " ");

        size_t n = strcspn(at, ",");
        const char *next = at + n;

        while (n > 0 && at[n - 1] == ' ') {
            n--;
        }
        (void)snprintf(id, sizeof id, "%.*s", n < 60 ? (int)n : 60, at);
        is_well = add_measure(made, what, id);
        if (*next == '\0') {
            break;
        }
        at = next;
    }
    made->n_measures = is_well ? made->n_measures : 0;
    return is_well;
}
