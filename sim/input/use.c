// SPDX-License-Identifier: GPL-3.0-or-later
// One use of a measure in a strategy: its moment or condition, its stop, its settings.
#include "sim/input/strategy.h"

#include "sim/input/language.h"

#include <math.h>
#include <string.h>

struct use_reader {
    struct op_reader *reader;
    const struct op_node *settings;   // map, or NULL
    const struct op_anchors *anchors;
    struct op_use_draft *draft;
};

static const struct op_node *
setting(const struct use_reader *u, const char *key)
{
    return op_node_find(u->settings, key);
}

static bool
check_moment(const struct use_reader *u, const struct op_node *node, int64_t us)
{
    if (us < 0) {
        return op_fault(u->reader, OP_OUT_OF_RANGE, node, "start the scenario earlier",
                        "%s lies before the start of the scenario", node->text);
    }
    if (us >= u->anchors->end_us) {
        op_diag_warn(u->reader->diag, OP_OUT_OF_RANGE, node->place,
                     "move `end`, or start the measure before it",
                     "%s: %s lies at or after the end of the scenario: nothing happens", node->key,
                     node->text);
    }
    return true;
}

static bool
read_at(const struct use_reader *u, const struct op_node *node)
{
    const char *text = op_field_text(u->reader, node);
    struct op_use *use = &u->draft->use;
    struct op_moment moment;

    if (!text || op_moment_parse(text, node->place, node->key, &moment, u->reader->diag) != OP_OK) {
        return false;
    }
    if (moment.anchor == OP_ANCHOR_MEASURE) {
        use->start = OP_START_AFTER;
        use->delay_us = moment.offset_us;
        memcpy(u->draft->after, moment.measure, sizeof u->draft->after);
        return moment.offset_us >= 0 ||
               op_fault(u->reader, OP_OUT_OF_RANGE, node, "start the other measure later",
                        "%s lies before a moment that is not known in advance", text);
    }
    if (strcmp(node->key, "after") == 0) {
        return op_fault(u->reader, OP_BAD_VALUE, node, "after: deny_event + 30 min",
                        "\"%s\" names no measure of the strategy", text);
    }
    use->start = OP_START_AT;
    use->at_us = op_moment_us(&moment, u->anchors);
    return check_moment(u, node, use->at_us);
}

static bool
read_delay(const struct use_reader *u)
{
    const struct op_node *delay = setting(u, "delay");
    struct op_use *use = &u->draft->use;
    int64_t delay_us = 0;

    if (!delay) {
        return true;
    }
    if (use->start == OP_START_AT) {
        return op_fault(u->reader, OP_BAD_VALUE, delay, "write the later moment in `at`",
                        "a delay belongs to `when` or `after`");
    }
    if (!op_field_duration(u->reader, delay, 0, &delay_us)) {
        return false;
    }
    use->delay_us += delay_us;
    return true;
}

static bool
read_oracle(const struct use_reader *u)
{
    const struct op_node *oracle = setting(u, "oracle");

    if (oracle && u->draft->use.start == OP_START_WHEN) {
        return op_fault(u->reader, OP_BAD_VALUE, oracle, "when: { phase: disorder, oracle: yes }",
                        "of what starts at a condition, the condition says it");
    }
    return !oracle || op_field_yes(u->reader, oracle, &u->draft->use.oracle);
}

static bool
read_start(const struct use_reader *u)
{
    const struct op_node *at = setting(u, "at");
    const struct op_node *after = setting(u, "after");
    const struct op_node *when = setting(u, "when");
    struct op_use *use = &u->draft->use;

    if ((at != NULL) + (after != NULL) + (when != NULL) > 1) {
        return op_fault(u->reader, OP_BAD_VALUE, u->settings, NULL,
                        "a measure has one of at, after and when");
    }
    if (when) {
        use->start = OP_START_WHEN;
        use->with_lead_time = true;
        use->test = op_read_condition(u->reader, when);
        if (use->test < 0) {
            return false;
        }
        use->oracle = op_condition_is_oracle(u->reader->scenario, use->test);
    } else if ((at || after) && !read_at(u, at ? at : after)) {
        return false;
    }
    return read_delay(u) && read_oracle(u);
}

static bool
read_until(const struct use_reader *u, const struct op_node *node)
{
    struct op_use *use = &u->draft->use;
    struct op_moment moment;

    if (node->kind == OP_NODE_MAP) {
        use->until_test = op_read_condition(u->reader, node);
        return use->until_test >= 0;
    }

    const char *text = op_field_text(u->reader, node);

    if (!text || op_moment_parse(text, node->place, node->key, &moment, u->reader->diag) != OP_OK) {
        return false;
    }
    if (moment.anchor == OP_ANCHOR_MEASURE) {
        return op_fault(u->reader, OP_BAD_VALUE, node, "write how long it lasts with `for`",
                        "\"%s\" hangs on a measure", text);
    }
    use->until_us = op_moment_us(&moment, u->anchors);
    if (use->start == OP_START_AT && use->until_us <= use->at_us) {
        return op_fault(u->reader, OP_OUT_OF_RANGE, node, NULL,
                        "%s does not lie after the start of the measure", text);
    }
    return true;
}

static bool
read_stop(const struct use_reader *u)
{
    const struct op_node *lasts = setting(u, "for");
    const struct op_node *duration = setting(u, "duration");
    const struct op_node *until = setting(u, "until");
    struct op_use *use = &u->draft->use;

    if (lasts && duration) {
        return op_fault(u->reader, OP_DUPLICATE_KEY, duration, "leave one out",
                        "means the same as `for`, which stands here too");
    }
    lasts = lasts ? lasts : duration;

    const bool is_well = !lasts || op_field_duration(u->reader, lasts, 1, &use->duration_us);

    return (!until || read_until(u, until)) && is_well;
}

static bool
read_repeats(const struct use_reader *u)
{
    const struct op_node *cooldown = setting(u, "cooldown");
    const struct op_node *lead = setting(u, "lead_time");
    const struct op_node *probability = setting(u, "probability");
    struct op_use *use = &u->draft->use;
    bool is_well = true;

    if (cooldown && use->start != OP_START_WHEN) {
        is_well = op_fault(u->reader, OP_BAD_VALUE, cooldown, NULL,
                           "only what starts at a condition (`when`) can start again");
    } else if (cooldown) {
        is_well &= op_field_duration(u->reader, cooldown, 0, &use->cooldown_us);
    }
    if (lead) {
        bool wanted = false;

        is_well &= op_field_yes(u->reader, lead, &wanted);
        if (use->start != OP_START_WHEN) {
            is_well = op_fault(u->reader, OP_BAD_VALUE, lead,
                               "a moment says when it takes effect: the lead time lies before it",
                               "only what starts at a condition (`when`) has a lead time after it");
        }
        use->with_lead_time = wanted;
    }
    if (probability) {
        is_well &=
            op_field_quantity(u->reader, probability, OP_UNIT_SHARE, 0, 1, &use->probability);
    }
    return is_well;
}

static bool
read_settings(const struct use_reader *u, const struct op_measure *measure)
{
    const struct op_node *intensity = setting(u, "intensity");
    const struct op_node *moves = setting(u, "moves");
    struct op_action_content *content = &u->draft->content;
    bool is_well = true;

    content->intensity = 1;
    content->moves = measure->moves;
    content->n_moves = measure->n_moves;
    if (intensity) {
        is_well = op_field_quantity(u->reader, intensity, OP_UNIT_SHARE, 0, 1, &content->intensity);
    }
    if (moves) {
        is_well &= op_read_moves(u->reader, moves, &content->moves, &content->n_moves);
    }
    return is_well;
}

// `deny_event` or `deny_event: { ... }`: the node whose key or text is the measure's id.
static const struct op_node *
named_node(struct op_reader *reader, const struct op_node *item, const char **id)
{
    if (item->kind == OP_NODE_TEXT) {
        *id = op_field_text(reader, item);
        return *id ? item : NULL;
    }
    const struct op_node *entry = item->kind == OP_NODE_MAP ? op_only_entry(item) : NULL;

    if (entry) {
        *id = entry->key;
        return entry;
    }
    op_fault(reader, OP_WRONG_TYPE, item, "write `- deny_event: { at: event - 10 d }`",
             item->kind == OP_NODE_MAP ? "several keys stand here, and it is one measure with its "
                                         "settings below it"
                                       : "a list stands here, and it is one measure");
    return NULL;
}

bool
op_read_use(struct op_reader *reader, const struct op_node *item,
            const struct op_catalogue *catalogue, const struct op_anchors *anchors,
            struct op_use_draft *draft)
{
    const char *id = NULL;
    const struct op_node *node = named_node(reader, item, &id);
    const int measure = node ? op_catalogue_find(catalogue, id) : -1;
    struct use_reader u = { reader, NULL, anchors, draft };
    char hint[256];

    *draft = (struct op_use_draft){ .node = node };
    if (node) {
        draft->place = node == item ? node->place : node->key_place;
    }
    draft->use = (struct op_use){
        .place = draft->place,
        .test = -1,
        .after_use = -1,
        .duration_us = OP_NEVER_US,
        .until_us = OP_NEVER_US,
        .until_test = -1,
        .cooldown_us = OP_NEVER_US,
        .probability = 1,
    };
    if (node && measure < 0) {
        op_diag_add(reader->diag, OP_UNKNOWN_NAME, draft->place,
                    op_did_you_mean(op_catalogue_nearest(catalogue, id),
                                    "measures stand in scenarios/catalogue", hint),
                    "no measure \"%s\"", id);
    }
    if (measure < 0) {
        return false;
    }
    draft->content.measure = measure;
    if (node != item && !op_node_is_nothing(node)) {
        if (!op_is_map(reader, node, "deny_event: { at: event - 10 d }")) {
            return false;
        }
        op_check_keys(reader, node, OP_MAP_USE);
        u.settings = node;
    }

    const bool starts = read_start(&u);
    const bool stops = read_stop(&u);
    const bool repeats = read_repeats(&u);

    return read_settings(&u, &catalogue->measures[measure]) && starts && stops && repeats;
}
