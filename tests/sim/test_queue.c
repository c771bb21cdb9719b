// SPDX-License-Identifier: GPL-3.0-or-later
// The queue hands events out in the order of their keys, whatever the times are like.
#include "sim/run/chance_check.h"
#include "sim/run/queue.h"

#include "sim/run/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct op_state state_of_test;
static struct op_segment *queue;

static int
set_up(void **state)
{
    size_t reserved[OP_QUEUE_N_SEGMENTS];

    (void)state;
    for (int i = 0; i < OP_QUEUE_N_SEGMENTS; i++) {
        reserved[i] = (size_t)1 << 30;
    }
    assert_int_equal(op_state_init(&state_of_test, OP_QUEUE_N_SEGMENTS, reserved), OP_OK);
    queue = state_of_test.segment;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    op_state_free(&state_of_test);
    return 0;
}

static int
by_key(const void *x, const void *y)
{
    const struct op_event *a = x, *b = y;
    return op_event_before(*a, *b) ? -1 : op_event_before(*b, *a);
}

// What the times between events are like.
enum { UNIFORM, EXPONENTIAL, BIMODAL, EQUAL, HEAVY_TAIL, N_SHAPES };

static int64_t
wait_us(int shape, const struct op_words *w)
{
    const double u = op_unit_from32(w->w[0]);

    switch (shape) {
        case UNIFORM:
            return (int64_t)(u * 2e6);
        case EXPONENTIAL:
            return (int64_t)(-op_log(u) * 1e6);
        case BIMODAL:
            return (int64_t)(op_unit_from32(w->w[1]) < .9 ? u * 1e4 : 1e9 + u * 1e7);
        case EQUAL:
            return 1000000;
        default:
            return (int64_t)(op_pow(u, -2) * 10);
    }
}

static struct op_event
draw(int shape, int64_t now_us, uint32_t k)
{
    const struct op_chance chance = { 7, (uint32_t)shape };
    const struct op_words w = op_draw_words(&chance, OP_DRAW_ACTION, k, 0, 0);

    return op_event_make(now_us + 1 + wait_us(shape, &w), (uint8_t)w.w[2], (uint8_t)w.w[3], k,
                         w.w[1]);
}

// The hold model: take one, add one; the reference is a 4-ary heap.
static void
holds(int shape, uint32_t n_pending, uint32_t n_holds)
{
    op_chance_check_reset();   // the shapes are drawn anew each time
    struct op_segment heap = { calloc(n_pending + 1, sizeof(struct op_event)), 0,
                               (n_pending + 1) * sizeof(struct op_event) };
    uint32_t k = 0;

    assert_non_null(heap.base);
    op_state_reset(&state_of_test);
    for (; k < n_pending; k++) {
        op_queue_add(queue, draw(shape, 0, k));
        op_heap_add(&heap, draw(shape, 0, k));
    }
    for (; op_heap_count(&heap) > 0; k++) {
        struct op_event least;

        assert_int_equal(op_queue_count(queue), op_heap_count(&heap));
        assert_true(op_queue_least(queue, &least));
        op_queue_drop_least(queue);
        const struct op_event wanted = op_heap_take(&heap);
        assert_true(least.a == wanted.a && least.b == wanted.b);
        if (k < n_pending + n_holds) {
            const struct op_event next = draw(shape, op_event_time_us(least), k);
            op_queue_add(queue, next);
            op_heap_add(&heap, next);
        }
    }
    struct op_event none;
    assert_false(op_queue_least(queue, &none));
    free(heap.base);
}

static void
events_come_by_key_for_every_shape_and_number(void **state)
{
    static const uint32_t n_pending[] = { 1, 2, 63, 64, 65, 1000, 30000 };

    (void)state;
    for (int shape = 0; shape < N_SHAPES; shape++) {
        for (size_t i = 0; i < sizeof n_pending / sizeof *n_pending; i++) {
            holds(shape, n_pending[i], 60000);
        }
    }
}

static void
an_event_before_the_opened_bucket_comes_first(void **state)
{
    struct op_event least;

    (void)state;
    for (uint32_t k = 0; k < 1000; k++) {
        op_queue_add(queue, op_event_make(1000000 + k * 1000, 32, 0, k, 0));
    }
    assert_true(op_queue_least(queue, &least));
    op_queue_add(queue, op_event_make(5, 32, 0, 7, 0));
    assert_true(op_queue_least(queue, &least));
    assert_int_equal(op_event_time_us(least), 5);
}

static void
the_list_holds_every_pending_event_once(void **state)
{
    enum { N = 5000, TAKEN = 1700 };
    static struct op_event all[N], wanted[N];
    struct op_event least;

    (void)state;
    for (uint32_t k = 0; k < N; k++) {
        op_queue_add(queue, wanted[k] = draw(EXPONENTIAL, 0, k));
    }
    qsort(wanted, N, sizeof *wanted, by_key);
    for (uint32_t k = 0; k < TAKEN; k++) {
        assert_true(op_queue_least(queue, &least));
        op_queue_drop_least(queue);
    }
    assert_int_equal(op_queue_count(queue), N - TAKEN);
    op_queue_list(queue, all);
    qsort(all, N - TAKEN, sizeof *all, by_key);
    assert_memory_equal(all, wanted + TAKEN, (N - TAKEN) * sizeof *all);
}

static void
a_copy_goes_on_as_the_original_does(void **state)
{
    static struct op_state copy;
    size_t reserved[OP_QUEUE_N_SEGMENTS];
    struct op_event x, y;

    (void)state;
    for (int i = 0; i < OP_QUEUE_N_SEGMENTS; i++) {
        reserved[i] = (size_t)1 << 30;
    }
    assert_int_equal(op_state_init(&copy, OP_QUEUE_N_SEGMENTS, reserved), OP_OK);
    for (uint32_t k = 0; k < 3000; k++) {
        op_queue_add(queue, draw(BIMODAL, 0, k));
    }
    for (uint32_t k = 0; k < 500; k++) {
        assert_true(op_queue_least(queue, &x));
        op_queue_drop_least(queue);
    }
    op_state_copy(&copy, &state_of_test);
    while (op_queue_least(queue, &x)) {
        assert_true(op_queue_least(copy.segment, &y));
        assert_true(x.a == y.a && x.b == y.b);
        op_queue_drop_least(queue);
        op_queue_drop_least(copy.segment);
    }
    op_state_free(&copy);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_come_by_key_for_every_shape_and_number, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_event_before_the_opened_bucket_comes_first, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_list_holds_every_pending_event_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_copy_goes_on_as_the_original_does, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
