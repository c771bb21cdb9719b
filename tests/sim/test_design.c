// SPDX-License-Identifier: GPL-3.0-or-later
// Designs: which keys can be varied, which values a range has, which points a design, and what is
// refused.
#include "sim/study/sweep/pointplan.h"
#include "tests/support/small_schema.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char full[] = "tests/support/scenarios/full.yaml";

struct study {
    struct op_scenario scenario;
    struct op_arena arena;
    struct op_design design;
    struct op_diag diag;
};

static void
open_study(struct study *s, const struct op_variants *variants)
{
    const struct op_load_options options = { .share_dir = "tests/support/share",
                                             .variants = variants };

    *s = (struct study){ 0 };
    op_diag_init(&s->diag);
    assert_int_equal(op_scenario_load(&s->scenario, full, &op_small_schema, &options, &s->diag),
                     OP_OK);
}

static void
close_study(struct study *s)
{
    op_design_free(&s->design);
    op_scenario_free(&s->scenario);
    op_arena_free(&s->arena);
    op_diag_free(&s->diag);
}

static enum op_status
make(struct study *s, const char *const *asked, int n, enum op_design_kind kind, int n_points)
{
    struct op_vary vary[4];
    static const int all[] = { 0, 1, 2 };
    const struct op_design_ask ask = { .vary = vary,
                                       .n_vary = n,
                                       .kind = kind,
                                       .n_points = n_points,
                                       .seed = 7,
                                       .strategies = all,
                                       .n_strategies = s->scenario.n_strategies };

    for (int i = 0; i < n; i++) {
        const enum op_status status = op_vary_parse(&vary[i], &s->arena, asked[i], &s->diag);

        if (status != OP_OK) {
            return status;
        }
    }
    return op_design_make(&s->design, &ask, &s->scenario, &s->diag);
}

static void
a_range_holds_both_of_its_ends(void **state)
{
    static const struct {
        const char *asked, *first, *last;
        int n;
    } cases[] = {
        { "late.area_ban.at = event - 6 h .. event by 90 min", "2026-06-13 14:00:00",
          "2026-06-13 20:00:00", 5 },
        { "late.area_ban.at = start .. event in 3", "2026-06-12 18:00:00", "2026-06-13 20:00:00",
          3 },
        { "late.area_ban.at=start..start + 2 h by 1 h", "2026-06-12 18:00:00",
          "2026-06-12 20:00:00", 3 },
        { "late.visible_presence.intensity = 10 % .. 100 % by 10 %", "10 %", "1", 10 },
        { "early.visible_presence.for = 30 min .. 3 h by 30 min", "30 min", "3 h", 6 },
        { "early.visible_presence.moves.police_persons = 10 persons, 200 persons", "10 persons",
          "200 persons", 2 },
        { "early.page_takedown.at = visible_presence + 5 min, visible_presence + 2 h",
          "visible_presence + 5 min", "visible_presence + 2 h", 2 },
        { "spread.rho_open = 1 %, uniform(1 %, 2 %)", "1 %", "uniform(1 %, 2 %)", 2 },
        { "spread.ties = near, far", "near", "far", 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct study s;

        open_study(&s, NULL);
        assert_int_equal(make(&s, &cases[i].asked, 1, OP_DESIGN_GRID, 0), OP_OK);

        const struct op_factor *factor = &s.design.factor[0];

        assert_int_equal(factor->n_values, cases[i].n);
        assert_string_equal(factor->values[0].text, cases[i].first);
        assert_string_equal(factor->values[factor->n_values - 1].text, cases[i].last);
        close_study(&s);
    }
}

static void
keys_of_two_strategies_are_not_multiplied(void **state)
{
    static const char *const asked[] = { "late.area_ban.at = start .. event by 13 h",
                                         "early.visible_presence.intensity = 0.25, 0.5",
                                         "crowd.kappa = 1, 2" };
    struct study s;

    (void)state;
    open_study(&s, NULL);

    assert_int_equal(make(&s, asked, 3, OP_DESIGN_GRID, 0), OP_OK);

    assert_int_equal(s.design.n_points, 2 * 2 + 3 * 2);
    for (int p = 0; p < s.design.n_points; p++) {
        const struct op_point *point = &s.design.point[p];

        assert_true((point->value[0].text == NULL) != (point->value[1].text == NULL));
        assert_non_null(point->value[2].text);
    }
    close_study(&s);
}

// Each strip of each key is met once by a Latin hypercube; all u are different in Sobol's sequence.
static void
a_latin_hypercube_meets_every_strip_once(void **state)
{
    static const char *const asked[] = { "crowd.kappa = 0 .. 8", "spread.rho_open = 0 % .. 8 %" };
    enum { N = 16 };
    struct study s;

    (void)state;
    open_study(&s, NULL);
    assert_int_equal(make(&s, asked, 2, OP_DESIGN_LATIN, N), OP_OK);

    assert_int_equal(s.design.n_points, s.scenario.n_strategies * N);
    for (int f = 0; f < 2; f++) {
        const double width = (f == 0 ? 8.0 : 0.08) / N;
        bool is_met[N] = { false };

        for (int p = 0; p < N; p++) {
            const int strip = (int)(s.design.point[p].value[f].number / width);

            assert_in_range(strip, 0, N - 1);
            assert_false(is_met[strip]);
            is_met[strip] = true;
        }
    }
    close_study(&s);
}

// The first points of Sobol's sequence (Bratley & Fox 1988): 1/2, 3/4, 1/4, 3/8 ...
static void
sobol_points_are_those_of_the_sequence(void **state)
{
    static const char *const asked[] = { "crowd.kappa = 0 .. 8" };
    static const double expected[] = { 4, 6, 2, 3 };
    struct study s;

    (void)state;
    open_study(&s, NULL);
    assert_int_equal(make(&s, asked, 1, OP_DESIGN_SOBOL, 4), OP_OK);

    for (int p = 0; p < 4; p++) {
        assert_true(fabs(s.design.point[p].value[0].number - expected[p]) < 1e-12);
    }
    close_study(&s);
}

static void
what_cannot_be_varied_is_refused(void **state)
{
    static const struct {
        const char *asked;
        enum op_status status;
    } cases[] = {
        { "late.area_ban.when = start", OP_UNKNOWN_KEY },
        { "late.area_bann.at = start", OP_UNKNOWN_NAME },
        { "late.area_ban.2.at = start", OP_UNKNOWN_NAME },
        { "latest.area_ban.at = start", OP_UNKNOWN_KEY },
        { "late.area_ban = start", OP_BAD_VALUE },
        { "late.visible_presence.at = start", OP_BAD_VALUE },       // starts at a condition
        { "early.page_takedown.at = start + 2 h", OP_BAD_VALUE },   // follows another
        { "late.area_ban.at = event .. start by 1 h", OP_OUT_OF_RANGE },
        { "late.area_ban.at = start .. event by 0 h", OP_OUT_OF_RANGE },
        { "late.area_ban.at = start .. event by -1 h", OP_OUT_OF_RANGE },
        { "late.area_ban.at = start .. event", OP_BAD_VALUE },   // a grid needs steps
        { "late.area_ban.at = start .. event by 1 s", OP_TOO_LARGE },
        { "late.area_ban.at = start, start", OP_DUPLICATE_KEY },
        { "late.area_ban.at = start - 2 h", OP_OUT_OF_RANGE },
        { "late.area_ban.at = start,, event", OP_SYNTAX },
        { "late.area_ban.at =", OP_SYNTAX },
        { "late.area_ban.at", OP_SYNTAX },
        { "crowd.kappa = nan", OP_BAD_VALUE },
        { "crowd.kappa = 1, 11", OP_OUT_OF_RANGE },
        { "crowd.kappa = 1 .. 2 in 0", OP_BAD_VALUE },
        { "crowd.kapa = 1", OP_UNKNOWN_KEY },
        { "spread.ties = near .. far in 2", OP_BAD_VALUE },
        { "spread.ties = remote", OP_UNKNOWN_NAME },
        { "late.visible_presence.moves.police = 3 persons", OP_UNKNOWN_NAME },
        { "late.visible_presence.intensity = 0.5 h", OP_BAD_UNIT },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct study s;
        enum op_status status;

        open_study(&s, NULL);
        status = make(&s, &cases[i].asked, 1, OP_DESIGN_GRID, 0);
        if (status != cases[i].status || s.diag.n_errors != 1 ||
            s.diag.findings[s.diag.n_findings - 1].place.file == NULL) {
            op_diag_print(&s.diag, stderr);
            fail_msg("%s: %s", cases[i].asked, op_status_name(status));
        }
        close_study(&s);
    }
}

static void
moments_outside_the_scenario_are_left_out_and_said(void **state)
{
    static const char *const asked[] = { "late.area_ban.at = start - 2 h .. start + 2 h by 1 h" };
    struct study s;

    (void)state;
    open_study(&s, NULL);

    const int n_before = s.diag.n_findings;

    assert_int_equal(make(&s, asked, 1, OP_DESIGN_GRID, 0), OP_OK);

    assert_int_equal(s.design.n_points, 3);
    assert_int_equal(s.diag.n_findings, n_before + 1);
    assert_int_equal(s.diag.findings[n_before].severity, OP_WARNING);
    close_study(&s);
}

// The scenario read with the variants of a plan has what the points say, and nothing else changed.
static void
a_variant_differs_by_its_settings_alone(void **state)
{
    static const char *const asked[] = { "early.visible_presence.intensity = 0.25, 1",
                                         "crowd.kappa = 1, 2", "spread.ties = near, far" };
    struct study s;
    struct study with;
    struct op_point_plan plan;

    (void)state;
    open_study(&s, NULL);
    assert_int_equal(make(&s, asked, 3, OP_DESIGN_GRID, 0), OP_OK);

    const struct op_plan_ask ask = { &s.design, &s.scenario, NULL, 0 };

    assert_int_equal(op_point_plan_make(&plan, &ask), OP_OK);
    open_study(&with, &plan.variants);

    assert_int_equal(plan.n_worlds, 2);
    assert_int_equal(plan.variants.n_strategies, 2);
    assert_int_equal(plan.variants.n_sets, 2);
    assert_int_equal(with.scenario.n_strategies, s.scenario.n_strategies + 2);
    for (int p = 0; p < s.design.n_points; p++) {
        const int k = op_plan_strategy(&plan, &s.design, p, s.scenario.n_strategies);
        const struct op_strategy *of = &with.scenario.strategies[s.design.point[p].strategy];
        const struct op_strategy *made = &with.scenario.strategies[k];
        const int c = op_plan_conditions(&plan, p, 0, -1, s.scenario.n_conditions);

        assert_int_equal(made->n_uses, of->n_uses);
        for (int u = 0; u < of->n_uses; u++) {
            const struct op_action_content *a = &with.scenario.actions[made->uses[u].action];
            const double expected = u == 1 ? s.design.point[p].value[0].number
                                           : with.scenario.actions[of->uses[u].action].intensity;

            assert_true(a->intensity == expected);
            assert_int_equal(made->uses[u].at_us, of->uses[u].at_us);
            assert_int_equal(made->uses[u].delay_us, of->uses[u].delay_us);
        }
        assert_true(with.scenario.conditions[c].overrides[0].dist.a ==
                    s.design.point[p].value[1].number);
    }
    op_point_plan_free(&plan);
    close_study(&with);
    close_study(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_holds_both_of_its_ends),
        cmocka_unit_test(keys_of_two_strategies_are_not_multiplied),
        cmocka_unit_test(a_latin_hypercube_meets_every_strip_once),
        cmocka_unit_test(sobol_points_are_those_of_the_sequence),
        cmocka_unit_test(what_cannot_be_varied_is_refused),
        cmocka_unit_test(moments_outside_the_scenario_are_left_out_and_said),
        cmocka_unit_test(a_variant_differs_by_its_settings_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
