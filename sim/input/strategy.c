// SPDX-License-Identifier: GPL-3.0-or-later
// Strategies: their uses, what follows what, and what is lawful.
#include "sim/input/strategy.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <string.h>

struct strategy_reader {
    struct op_reader *reader;
    const struct op_catalogue *catalogue;
    const struct op_anchors *anchors;
    struct op_use_draft *drafts;   // of all strategies, one after the other
    int *first_draft;              // [n_strategies]
    int n_drafts;
    bool *is_warned;   // [catalogue.n_measures]: its legal status was told
};

static const struct op_node *
measures_of(const struct op_node *strategy)
{
    const struct op_node *list = op_node_find(strategy, "measures");

    return list && list->kind == OP_NODE_LIST ? list : NULL;
}

// ---- what is lawful ----

static void
check_lawful(struct strategy_reader *s, const struct op_use_draft *draft,
             struct op_strategy *strategy)
{
    const struct op_measure *measure = &s->catalogue->measures[draft->content.measure];
    const struct op_scenario *scenario = s->reader->scenario;
    const struct op_place place = draft->place;
    const bool is_excused = scenario->counterfactual_law;
    struct op_diag *diag = s->reader->diag;

    if (scenario->gathering == OP_DEMONSTRATION && measure->aims_at_content) {
        strategy->lawful = false;
        if (!is_excused) {
            op_diag_add(diag, OP_UNLAWFUL, place,
                        "give the reason in `counterfactual_law:`, or leave the measure out",
                        "%s: aims at the content of a demonstration", measure->id);
        } else if (!s->is_warned[draft->content.measure]) {
            op_diag_warn(diag, OP_UNLAWFUL, place, "replayed because of `counterfactual_law`",
                         "%s: aims at the content of a demonstration", measure->id);
            s->is_warned[draft->content.measure] = true;
        }
    }
    if (measure->legal_status > strategy->legal_status) {
        strategy->legal_status = measure->legal_status;
    }
    if (measure->legal_status != OP_PROPOSED && measure->legal_status != OP_VOID) {
        return;
    }
    strategy->lawful = false;
    if (measure->legal_status == OP_VOID && !is_excused) {
        op_diag_add(diag, OP_UNLAWFUL, place,
                    "at the top of the file, `counterfactual_law: why it is replayed all the "
                    "same`; or leave the measure out",
                    "%s: its legal basis is void: %s", measure->id, measure->legal_basis);
    } else if (!s->is_warned[draft->content.measure]) {
        op_diag_warn(diag, OP_UNLAWFUL, place, NULL, "%s: its legal basis is %s", measure->id,
                     op_legal_status_words[measure->legal_status]);
    }
    s->is_warned[draft->content.measure] = true;
}

// ---- what follows what ----

static int
find_followed(struct strategy_reader *s, const struct op_use_draft *drafts, int n, int follower)
{
    const struct op_use_draft *draft = &drafts[follower];
    const struct op_node *at = op_node_find(draft->node, "at");
    const struct op_node *node = at ? at : op_node_find(draft->node, "after");
    struct op_nearest nearest;
    char hint[256];
    int found = -1;
    int n_found = 0;

    op_nearest_start(&nearest, draft->after);
    for (int i = 0; i < n; i++) {
        const char *id = s->catalogue->measures[drafts[i].content.measure].id;

        if (strcmp(id, draft->after) == 0) {
            found = i;
            n_found++;
        }
        op_nearest_offer(&nearest, id);
    }
    if (n_found > 1) {
        op_fault(s->reader, OP_AMBIGUOUS, node, "write its moment instead",
                 "the strategy uses %s %d times", draft->after, n_found);
        return -1;
    }
    if (n_found == 0) {
        op_fault(s->reader, OP_UNKNOWN_NAME, node,
                 op_did_you_mean(nearest.best,
                                 "a moment hangs on start, event, end, or a measure of the "
                                 "same strategy",
                                 hint),
                 "no measure \"%s\" in this strategy", draft->after);
    }
    return found;
}

static void
link_followers(struct strategy_reader *s, struct op_use_draft *drafts, int n)
{
    for (int i = 0; i < n; i++) {
        if (drafts[i].use.start == OP_START_AFTER) {
            drafts[i].use.after_use = find_followed(s, drafts, n, i);
        }
    }
    for (int i = 0; i < n; i++) {
        int at = i;
        int steps = 0;

        while (at >= 0 && steps <= n) {
            at = drafts[at].use.after_use;
            steps++;
        }
        if (at >= 0) {   // more steps than uses: a circle; told once, at its first use
            op_fault(s->reader, OP_CYCLE, drafts[i].node, NULL,
                     "its moment hangs on itself, by way of %s", drafts[i].after);
            return;
        }
    }
}

// ---- strategies ----

static void
read_uses(struct strategy_reader *s, const struct op_node *node, struct op_strategy *strategy)
{
    const struct op_node *list = measures_of(node);
    struct op_use_draft *drafts = s->drafts + s->n_drafts;
    bool is_well = true;
    int n = 0;

    if (!list) {
        return;
    }
    for (const struct op_node *item = list->first; item; item = item->next) {
        if (op_read_use(s->reader, item, s->catalogue, s->anchors, &drafts[n])) {
            check_lawful(s, &drafts[n], strategy);
            n++;
        } else {
            is_well = false;
        }
    }
    if (is_well) {   // else a followed measure may be among the faulty ones
        link_followers(s, drafts, n);
    }
    strategy->n_uses = n;
    s->n_drafts += n;
}

static void
read_strategy(struct strategy_reader *s, const struct op_node *node, struct op_strategy *strategy)
{
    struct op_reader *reader = s->reader;
    const struct op_node *label = op_node_find(node, "label");
    const struct op_node *description = op_node_find(node, "description");
    const struct op_node *measures = op_node_find(node, "measures");

    if (!op_text_is_id(node->key)) {
        op_diag_add(reader->diag, OP_BAD_VALUE, node->key_place,
                    "small letters, digits and _, at most 40, a letter first",
                    "%s: not the id of a strategy", node->key);
    }
    if (op_node_is_nothing(node)) {
        return;   // `nothing:` alone
    }
    if (!op_is_map(reader, node, "early_talk: { label: ..., measures: [ ... ] }")) {
        return;
    }
    op_check_keys(reader, node, OP_MAP_STRATEGY);
    if (label) {
        op_field_text2(reader, label, &strategy->label);
    }
    strategy->description = description ? op_field_text(reader, description) : NULL;
    if (measures && op_is_list(reader, measures, "measures: [ deny_event ]")) {
        if (strcmp(node->key, "nothing") == 0 && measures->n_children > 0) {
            op_fault(reader, OP_BAD_VALUE, measures, "give the strategy another name",
                     "`nothing` is the strategy without measures");
        }
        read_uses(s, node, strategy);
    }
}

static bool
copy_uses(struct strategy_reader *s)
{
    struct op_scenario *scenario = s->reader->scenario;

    for (int i = 0; i < scenario->n_strategies; i++) {
        struct op_strategy *strategy = &scenario->strategies[i];

        strategy->uses = op_reader_new(s->reader, (size_t)strategy->n_uses, sizeof *strategy->uses);
        if (!strategy->uses) {
            return false;
        }
        for (int k = 0; k < strategy->n_uses; k++) {
            strategy->uses[k] = s->drafts[s->first_draft[i] + k].use;
        }
    }
    return true;
}

static bool
make_room(struct strategy_reader *s, const struct op_node *node, bool has_nothing)
{
    struct op_scenario *scenario = s->reader->scenario;
    const size_t n = (size_t)(node ? node->n_children : 0) + !has_nothing;
    size_t n_uses = 0;

    for (const struct op_node *item = node ? node->first : NULL; item; item = item->next) {
        const struct op_node *list = measures_of(item);

        n_uses += list ? (size_t)list->n_children : 0;
    }
    scenario->strategies = op_reader_new(s->reader, n, sizeof *scenario->strategies);
    s->first_draft = op_reader_new(s->reader, n, sizeof *s->first_draft);
    s->drafts = op_reader_new(s->reader, n_uses, sizeof *s->drafts);
    s->is_warned = op_reader_new(s->reader, (size_t)s->catalogue->n_measures, sizeof *s->is_warned);
    return scenario->strategies && s->first_draft && s->drafts && s->is_warned;
}

void
op_read_strategies(struct op_reader *reader, const struct op_node *node,
                   struct op_catalogue *catalogue, const struct op_anchors *anchors)
{
    struct op_scenario *scenario = reader->scenario;
    struct strategy_reader s = { .reader = reader, .catalogue = catalogue, .anchors = anchors };
    const bool has_nothing = op_node_find(node, "nothing");

    if (node && !op_is_map(reader, node, "strategies: { early_talk: { measures: [ ... ] } }")) {
        node = NULL;
    }
    if (!make_room(&s, node, has_nothing)) {
        return;
    }
    if (!has_nothing) {
        scenario->nothing = scenario->n_strategies++;
        scenario->strategies[scenario->nothing] = (struct op_strategy){
            .id = "nothing",
            .label = { "nothing at all", "helemaal niets" },
            .lawful = true,
        };
    }
    for (const struct op_node *item = node ? node->first : NULL; item; item = item->next) {
        if (op_text_starts_with(item->key, "x-")) {
            continue;
        }

        const int i = scenario->n_strategies++;

        if (strcmp(item->key, "nothing") == 0) {
            scenario->nothing = i;
        }
        s.first_draft[i] = s.n_drafts;
        scenario->strategies[i] = (struct op_strategy){
            .id = item->key,
            .place = item->key_place,
            .label = { item->key, NULL },
            .lawful = true,
        };
        read_strategy(&s, item, &scenario->strategies[i]);
    }
    op_number_actions(reader, catalogue, s.drafts, s.n_drafts);
    copy_uses(&s);
}
