// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointplan.h"

#include <string.h>

struct planning {
    struct op_point_plan *plan;
    const struct op_plan_ask *ask;
};

// Do two points say the same with the keys of a kind?
static bool
is_same(const struct op_design *design, const struct op_point *a, const struct op_point *b,
        enum op_factor_kind kind)
{
    if (kind == OP_FACTOR_MEASURE && a->strategy != b->strategy) {
        return false;
    }
    for (int f = 0; f < design->n_factors; f++) {
        const char *x = a->value[f].text;
        const char *y = b->value[f].text;

        if (design->factor[f].kind == kind && (x ? !y || strcmp(x, y) != 0 : y != NULL)) {
            return false;
        }
    }
    return true;
}

static int
count_keys(const struct op_design *design, const struct op_point *point, enum op_factor_kind kind)
{
    int n = 0;

    for (int f = 0; f < design->n_factors; f++) {
        n += design->factor[f].kind == kind && point->value[f].text;
    }
    return n;
}

// Number the distinct values of a kind, in the order of points: which[p] is that of point p, -1
// where it has none; one[k] is the first point that has the k-th.
static int
number_values(const struct op_design *design, enum op_factor_kind kind, int *which, int *one)
{
    int n = 0;

    for (int p = 0; p < design->n_points; p++) {
        const struct op_point *point = &design->point[p];

        which[p] = -1;
        for (int k = 0; k < n && which[p] < 0; k++) {
            which[p] = is_same(design, point, &design->point[one[k]], kind) ? k : -1;
        }
        if (which[p] < 0 && count_keys(design, point, kind) > 0) {
            one[n] = p;
            which[p] = n++;
        }
    }
    return n;
}

static bool
is_taken(const struct op_scenario *scenario, const char *id)
{
    for (int i = 0; i < scenario->n_strategies; i++) {
        if (strcmp(scenario->strategies[i].id, id) == 0) {
            return true;
        }
    }
    for (int i = 0; i < scenario->n_conditions; i++) {
        if (strcmp(scenario->conditions[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

// A name that nothing in the scenario has: that of what it was made from, a letter and a number.
static const char *
fresh_id(const struct planning *p, const char *of, int number)
{
    for (char letter = 'p'; letter <= 'z'; letter++) {
        const char *id =
            op_arena_format(&p->plan->arena, "%.30s%s%c%d", of, of[0] ? "_" : "", letter, number);

        if (!id || !is_taken(p->ask->scenario, id)) {
            return id;
        }
    }
    OP_BUG("eleven names that are all taken");
}

static bool
make_variant(struct planning *p, struct op_variant *variant, int number, int of_point)
{
    const struct op_design *design = p->ask->design;
    const struct op_point *point = &design->point[of_point];
    const struct op_strategy *of = &p->ask->scenario->strategies[point->strategy];
    struct op_arena *arena = &p->plan->arena;
    struct op_setting *settings =
        op_arena_new(arena, (size_t)count_keys(design, point, OP_FACTOR_MEASURE), sizeof *settings);
    const char *label = of->label.en ? of->label.en : of->label.nl ? of->label.nl : of->id;

    *variant = (struct op_variant){ .of = of->id,
                                    .id = fresh_id(p, of->id, number + 1),
                                    .settings = settings };
    for (int f = 0; f < design->n_factors && settings; f++) {
        const struct op_factor *factor = &design->factor[f];
        const struct op_factor_value *value = &point->value[f];

        if (factor->kind == OP_FACTOR_MEASURE && value->text) {
            settings[variant->n_settings++] =
                (struct op_setting){ factor->use, factor->field, value->text, factor->place };
            label = op_arena_format(arena, "%s%s %s", label, variant->n_settings > 1 ? "," : ":",
                                    value->text);
            if (!label) {
                return false;
            }
        }
    }
    variant->label = label;
    return settings && variant->id;
}

static bool
make_set(struct planning *p, struct op_set_variant *set, int number, int of_point, int base)
{
    const struct op_design *design = p->ask->design;
    const struct op_point *point = &design->point[of_point];
    struct op_set_value *values =
        op_arena_new(&p->plan->arena, (size_t)count_keys(design, point, OP_FACTOR_RUN),
                     sizeof *values);
    const char *of = base >= 0 ? p->ask->scenario->conditions[base].id : NULL;

    *set = (struct op_set_variant){ .of = of,
                                    .id = fresh_id(p, of ? of : "", number + 1),
                                    .values = values };
    for (int f = 0; f < design->n_factors && values; f++) {
        const struct op_factor *factor = &design->factor[f];

        if (factor->kind == OP_FACTOR_RUN && point->value[f].text) {
            values[set->n_values++] =
                (struct op_set_value){ factor->key, point->value[f].text, factor->place };
        }
    }
    return values && set->id;
}

static bool
make_world(struct planning *p, const char *const **sets, int of_point)
{
    const struct op_design *design = p->ask->design;
    const struct op_point *point = &design->point[of_point];
    const char **list =
        op_arena_new(&p->plan->arena, (size_t)p->plan->n_world_keys + 1, sizeof *list);
    int n = 0;

    for (int f = 0; f < design->n_factors && list; f++) {
        if (design->factor[f].kind == OP_FACTOR_WORLD) {
            list[n] = op_arena_format(&p->plan->arena, "%s=%s", design->factor[f].key,
                                      point->value[f].text);
            if (!list[n++]) {
                return false;
            }
        }
    }
    *sets = list;
    return list;
}

static bool
make_all(struct planning *p, const int *measure_point, const int *run_point, const int *world_point)
{
    struct op_point_plan *plan = p->plan;
    const int n_bases = plan->n_base_sets;
    struct op_variant *variants =
        op_arena_new(&plan->arena, (size_t)plan->variants.n_strategies, sizeof *variants);
    struct op_set_variant *sets =
        op_arena_new(&plan->arena, (size_t)(plan->n_combinations * n_bases), sizeof *sets);
    bool is_well = variants && sets;

    plan->world_sets = op_arena_new(&plan->arena, (size_t)plan->n_worlds, sizeof *plan->world_sets);
    is_well = is_well && plan->world_sets;
    for (int k = 0; k < plan->variants.n_strategies && is_well; k++) {
        is_well = make_variant(p, &variants[k], k, measure_point[k]);
    }
    for (int k = 0; k < plan->n_combinations && is_well; k++) {
        for (int b = 0; b < n_bases && is_well; b++) {
            const int base = p->ask->n_base_sets > 0 ? p->ask->base_sets[b] : -1;

            is_well = make_set(p, &sets[k * n_bases + b], k, run_point[k], base);
        }
    }
    for (int k = 0; k < plan->n_worlds && is_well; k++) {
        is_well = make_world(p, &plan->world_sets[k], plan->n_world_keys > 0 ? world_point[k] : 0);
    }
    plan->variants.strategies = variants;
    plan->variants.sets = sets;
    plan->variants.n_sets = plan->n_combinations * n_bases;
    return is_well;
}

enum op_status
op_point_plan_make(struct op_point_plan *plan, const struct op_plan_ask *ask)
{
    const struct op_design *design = ask->design;
    const size_t n = (size_t)design->n_points;
    struct planning p = { plan, ask };

    *plan = (struct op_point_plan){ .n_base_sets = ask->n_base_sets > 0 ? ask->n_base_sets : 1 };

    int *which = op_arena_new(&plan->arena, 3 * n, sizeof *which);
    int *one = op_arena_new(&plan->arena, 3 * n, sizeof *one);

    plan->place = op_arena_new(&plan->arena, n, sizeof *plan->place);
    if (!which || !one || !plan->place) {
        return OP_NO_MEMORY;
    }
    plan->variants.n_strategies = number_values(design, OP_FACTOR_MEASURE, which, one);
    plan->n_combinations = number_values(design, OP_FACTOR_RUN, which + n, one + n);
    plan->n_worlds = number_values(design, OP_FACTOR_WORLD, which + 2 * n, one + 2 * n);
    plan->n_worlds = plan->n_worlds > 0 ? plan->n_worlds : 1;
    for (int f = 0; f < design->n_factors; f++) {
        plan->n_world_keys += design->factor[f].kind == OP_FACTOR_WORLD;
    }
    for (size_t i = 0; i < n; i++) {
        plan->place[i] = (struct op_point_place){
            .world = which[2 * n + i] < 0 ? 0 : which[2 * n + i],
            .variant = which[i],
            .set = which[n + i],
        };
    }
    return make_all(&p, one, one + n, one + 2 * n) ? OP_OK : OP_NO_MEMORY;
}

void
op_point_plan_free(struct op_point_plan *plan)
{
    op_arena_free(&plan->arena);
    *plan = (struct op_point_plan){ 0 };
}

int
op_plan_strategy(const struct op_point_plan *plan, const struct op_design *design, int point,
                 int n_own)
{
    const int variant = plan->place[point].variant;

    return variant >= 0 ? n_own + variant : design->point[point].strategy;
}

int
op_plan_conditions(const struct op_point_plan *plan, int point, int b, int base_set, int n_own)
{
    const int set = plan->place[point].set;

    return set >= 0 ? n_own + set * plan->n_base_sets + b : base_set;
}
