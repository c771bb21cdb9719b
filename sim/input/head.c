// SPDX-License-Identifier: GPL-3.0-or-later
// Version, texts, words and times of a scenario.
#include "sim/input/head.h"

#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/language.h"
#include "sim/input/migrate.h"

#include <string.h>

const char *const op_purpose_words[] = { "research", "exercise", "policy", "evaluation", NULL };
const char *const op_gathering_words[] = { "party", "demonstration", "football", "other", NULL };

bool
op_read_version(struct op_reader *reader, const struct op_node *root)
{
    const struct op_node *node = op_node_find(root, "oploop");
    int version = OP_LANGUAGE_VERSION;

    if (!node) {
        return op_diag_add(reader->diag, OP_MISSING_KEY, root->place,
                           "write `oploop: 1` on the first line",
                           "oploop: the version of the language is missing") == OP_OK;
    }
    if (!op_check_version(reader, node, &version)) {
        return false;
    }
    // Files are of the present version by now; what the command line says is not migrated.
    return version == OP_LANGUAGE_VERSION ||
           op_fault(reader, OP_WRONG_VERSION, node, "write it in the file",
                    "the version of a file is not set from outside");
}

static void
read_words(struct op_reader *reader, const struct op_node *root)
{
    const struct op_node *purpose = op_node_find(root, "purpose");
    const struct op_node *gathering = op_node_find(root, "gathering");
    const int purpose_word = purpose ? op_field_word(reader, purpose, op_purpose_words) : 0;
    const int gathering_word = gathering ? op_field_word(reader, gathering, op_gathering_words) : 0;

    reader->scenario->purpose = (enum op_purpose)(purpose_word < 0 ? 0 : purpose_word);
    reader->scenario->gathering = (enum op_gathering)(gathering_word < 0 ? 0 : gathering_word);
}

static void
read_timezone(struct op_reader *reader, const struct op_node *node)
{
    const char *text = op_field_text(reader, node);

    if (!text) {
        return;
    }
    if (strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_/+-") !=
            strlen(text) ||
        !((text[0] >= 'A' && text[0] <= 'Z'))) {
        op_fault(reader, OP_BAD_VALUE, node, "write it like Europe/Amsterdam",
                 "\"%s\" is not the name of a time zone", text);
    }
    reader->scenario->timezone = text;
}

static void
read_excuse(struct op_reader *reader, const struct op_node *node)
{
    const char *text = op_field_text(reader, node);

    if (text && strlen(text) < 10) {   // `yes` is not a reason
        op_fault(reader, OP_BAD_VALUE, node, "say in a sentence why the law is set aside here",
                 "\"%s\" is not a reason", text);
    }
    reader->scenario->counterfactual_law = text;
}

static void
read_steps(struct op_reader *reader, const struct op_node *root)
{
    struct op_scenario *scenario = reader->scenario;
    const struct op_node *watch = op_node_find(root, "watch_every");
    const struct op_node *record = op_node_find(root, "record_every");
    const struct op_node *worlds = op_node_find(root, "worlds");
    const struct op_node *tuned = op_node_find(root, "tuned_on_record");

    scenario->watch_every_us = 60 * INT64_C(1000000);
    scenario->record_every_us = 1800 * INT64_C(1000000);
    scenario->n_worlds = 1;
    if (watch) {
        op_field_duration(reader, watch, 1000000, &scenario->watch_every_us);
    }
    if (record) {
        op_field_duration(reader, record, 1000000, &scenario->record_every_us);
    }
    if (worlds) {
        op_field_whole(reader, worlds, 1, 1000, &scenario->n_worlds);
    }
    if (tuned) {
        op_field_yes(reader, tuned, &scenario->tuned_on_record);
    }
}

void
op_read_head(struct op_reader *reader, const struct op_node *root)
{
    const struct op_key *keys = op_language_keys(OP_MAP_GATHERING);
    struct op_scenario *scenario = reader->scenario;
    const struct {
        const char *key;
        struct op_text2 *text;
    } texts[] = {
        { "title", &scenario->title },
        { "question", &scenario->question },
        { "conditional", &scenario->conditional },
    };
    const struct op_node *timezone = op_node_find(root, "timezone");
    const struct op_node *excuse = op_node_find(root, "counterfactual_law");

    for (int i = 0; keys[i].key; i++) {
        if (keys[i].is_needed && !op_node_find(root, keys[i].key)) {
            op_diag_add(reader->diag, OP_MISSING_KEY, root->place,
                        "scenarios/minimal.yaml is a whole file to start from",
                        "%s: this key is missing", keys[i].key);
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct op_node *node = op_node_find(root, texts[i].key);

        if (node) {
            op_field_text2(reader, node, texts[i].text);
        }
    }
    read_words(reader, root);
    read_steps(reader, root);
    scenario->timezone = "Europe/Amsterdam";
    if (timezone) {
        read_timezone(reader, timezone);
    }
    if (excuse) {
        read_excuse(reader, excuse);
    }
}

// ---- times ----

static bool
read_moment(struct op_reader *reader, const struct op_node *node, struct op_moment *moment)
{
    const char *text = node ? op_field_text(reader, node) : NULL;

    if (!text || op_moment_parse(text, node->place, node->key, moment, reader->diag) != OP_OK) {
        return false;
    }
    if (moment->anchor == OP_ANCHOR_MEASURE) {
        return op_fault(reader, OP_BAD_VALUE, node, "write a date, or `start + 14 d`",
                        "\"%s\" hangs on a measure", text);
    }
    return true;
}

// event and end may hang on start or on each other, not both.
static bool
resolve_times(struct op_reader *reader, const struct op_node *event_node,
              const struct op_moment *event, const struct op_moment *end,
              struct op_anchors *anchors)
{
    const bool event_waits = event->anchor == OP_ANCHOR_END || event->anchor == OP_ANCHOR_EVENT;
    const bool end_waits = end->anchor == OP_ANCHOR_EVENT || end->anchor == OP_ANCHOR_END;

    if ((event_waits && end_waits) || event->anchor == OP_ANCHOR_EVENT ||
        end->anchor == OP_ANCHOR_END) {
        return op_fault(reader, OP_CYCLE, event_node, "write one of them as a date",
                        "event and end hang on each other or on themselves");
    }
    if (event_waits) {
        anchors->end_us = op_moment_us(end, anchors);
        anchors->event_us = op_moment_us(event, anchors);
    } else {
        anchors->event_us = op_moment_us(event, anchors);
        anchors->end_us = op_moment_us(end, anchors);
    }
    return true;
}

// "2026-06-13 20:00"
static void
clock_text(const struct op_anchors *anchors, int64_t at_us, char text[24])
{
    struct op_civil civil;

    op_civil_of_seconds(anchors->start_civil_s + at_us / 1000000, &civil);
    (void)snprintf(text, 24, "%04d-%02d-%02d %02d:%02d", civil.year % 10000, civil.month % 100,
                   civil.day % 100, civil.hour % 100, civil.minute % 100);
}

static bool
check_times(struct op_reader *reader, const struct op_node *event_node,
            const struct op_node *end_node, const struct op_anchors *anchors)
{
    if (anchors->end_us <= 0) {
        return op_fault(reader, OP_OUT_OF_RANGE, end_node, NULL, "%s does not lie after the start",
                        end_node->text);
    }
    if (anchors->end_us >= INT64_C(1) << 47) {
        return op_fault(reader, OP_OUT_OF_RANGE, end_node, NULL,
                        "%s lies more than four years after the start", end_node->text);
    }
    if (anchors->event_us < 0 || anchors->event_us > anchors->end_us) {
        const bool is_early = anchors->event_us < 0;
        const int line = end_node->place.line;
        char event[24];
        char edge[24];
        char hint[64] = "";

        clock_text(anchors, anchors->event_us, event);
        clock_text(anchors, is_early ? 0 : anchors->end_us, edge);
        if (!is_early && line > 0) {
            snprintf(hint, sizeof hint, "`end` stands on line %d: one of the two is to move", line);
        }
        return op_fault(reader, OP_OUT_OF_RANGE, event_node, hint[0] != '\0' ? hint : NULL,
                        "%s lies %s, %s", event, is_early ? "before the start" : "after the end",
                        edge);
    }
    return true;
}

static bool
read_times(struct op_reader *reader, const struct op_node *root, struct op_anchors *anchors)
{
    const struct op_node *start_node = op_node_find(root, "start");
    const struct op_node *event_node = op_node_find(root, "event");
    const struct op_node *end_node = op_node_find(root, "end");
    struct op_moment start = { 0 };
    struct op_moment event = { 0 };
    struct op_moment end = { 0 };
    bool is_well = read_moment(reader, start_node, &start);

    if (is_well && start.anchor != OP_ANCHOR_CIVIL) {
        is_well = op_fault(reader, OP_BAD_VALUE, start_node, "write it like 2012-09-07 20:00",
                           "\"%s\" is not a date", start_node->text);
    }
    is_well &= read_moment(reader, event_node, &event);
    is_well &= read_moment(reader, end_node, &end);
    if (!is_well) {
        return false;
    }
    anchors->start_civil_s = start.civil_s;
    return resolve_times(reader, event_node, &event, &end, anchors) &&
           check_times(reader, event_node, end_node, anchors);
}

void
op_read_times(struct op_reader *reader, const struct op_node *root, struct op_anchors *anchors)
{
    struct op_scenario *scenario = reader->scenario;

    *anchors = (struct op_anchors){ 0 };
    if (read_times(reader, root, anchors)) {
        scenario->start_civil_s = anchors->start_civil_s;
        scenario->event_us = anchors->event_us;
        scenario->end_us = anchors->end_us;
    } else {
        *anchors = (struct op_anchors){ .event_us = INT64_MAX / 4, .end_us = INT64_MAX / 2 };
    }
}
