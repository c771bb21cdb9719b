// SPDX-License-Identifier: GPL-3.0-or-later
// A queue: customers come as a Poisson stream, wait in order of arrival for one of c servers, are
// served and leave. Whoever finds the room full is lost.
//
// M/M/c: exponential service; M/M/c/c: room = servers (Erlang's loss); M/G/1: any service, one
// server; M/G/infinity: servers 0, which stands for as many as are needed.
//
// Known: M/M/1 at .8: 4 in the system, 3.2 waiting. Erlang B(20, 25) = .050222. M/M/3 with 2 /h and
// 1 /h: .444444 wait, on average .444444 h over all. M/G/infinity: Poisson with mean rate * mean
// service.
//   from   Erlang 1917; Kleinrock 1975, "Queueing Systems", volume 1
#include "models/reference/reference.h"

#include <string.h>

enum { PARAM_ARRIVAL, PARAM_SERVICE, PARAM_SERVERS, PARAM_ROOM, PARAM_WARM_UP, N_PARAMS };
enum { KIND_COME = OP_KIND_QUEUEING, KIND_LEAVE };

// Rows: those who wait, the first at `head`.
struct waiting {
    int64_t since_us;
    uint32_t customer;
    uint32_t is_counted;
};

struct queueing {
    struct op_course course;
    double gap_us;
    int64_t warm_us;
    int64_t since_us;                       // areas are brought up to here
    int64_t in_system_area, waiting_area;   // person-microseconds since the warm-up
    int64_t wait_sum_us, stay_sum_us;
    int64_t n_come, n_lost, n_begun, n_waited, n_left;   // counted customers
    int64_t n_serving;
    uint32_t n_servers, room;   // 0: no limit
    uint32_t head, n_waiting;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_ARRIVAL] = { "arrival_rate", OP_UNIT_RATE, 1e-9, 1e6, "0.8 /h", OP_RUN_PARAM, OP_CHOSEN,
      "rate at which customers come", "Kleinrock 1975", NULL },
    [PARAM_SERVICE] = { "service", OP_UNIT_DURATION, 0, 1e9, "exponential(mean 1 h)",
      OP_PERSON_PARAM, OP_CHOSEN,
      "how long the service of a customer takes: a distribution, or a list or file to draw from",
      "Kleinrock 1975", NULL },
    [PARAM_SERVERS] = { "servers", OP_UNIT_PERSONS, 0, 1e6, "1", OP_RUN_PARAM, OP_CHOSEN,
      "number of servers; 0: as many as are needed", "Kleinrock 1975", NULL },
    [PARAM_ROOM] = { "room", OP_UNIT_PERSONS, 0, 1e9, "0", OP_RUN_PARAM, OP_CHOSEN,
      "most customers at once, those served included; 0: no limit", "Erlang 1917", NULL },
    [PARAM_WARM_UP] = { "warm_up", OP_UNIT_DURATION, 0, 1.4e8, "0 h", OP_RUN_PARAM, OP_CHOSEN,
      "time at the start that does not count in averages", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("customers who were let in", "in the system"),
    { "come_persons", "persons", OP_WANT_NONE, 0, "customers", "klanten",
      "customers who came after the warm-up" },
    { "lost_share", "1", OP_WANT_NONE, 0, "share lost", "aandeel verloren",
      "of these, who found the room full" },
    { "waited_share", "1", OP_WANT_NONE, 0, "share who waited", "aandeel dat wachtte",
      "of those whose service began, who had to wait for it" },
    { "mean_wait_h", "h", OP_WANT_NONE, 0, "mean wait", "gemiddelde wachttijd",
      "mean time before service, over all whose service began" },
    { "mean_stay_h", "h", OP_WANT_NONE, 0, "mean stay", "gemiddeld verblijf",
      "mean time in the system of those who left" },
    { "mean_in_system_persons", "persons", OP_WANT_NONE, 0, "mean number in the system",
      "gemiddeld aantal aanwezig", "average over time after the warm-up" },
    { "mean_waiting_persons", "persons", OP_WANT_NONE, 0, "mean number waiting",
      "gemiddeld aantal wachtenden", "average over time after the warm-up" },
    { "in_system_at_end_persons", "persons", OP_WANT_NONE, 0, "in the system at the end",
      "aanwezig aan het einde", "at the moment the run ended" },
};
// clang-format on

static void
bring_up(struct queueing *queue, int64_t now_us)
{
    const int64_t from_us = queue->since_us > queue->warm_us ? queue->since_us : queue->warm_us;

    if (now_us > from_us) {
        queue->in_system_area += queue->course.n_now * (now_us - from_us);
        queue->waiting_area += (int64_t)queue->n_waiting * (now_us - from_us);
    }
    queue->since_us = now_us;
}

static double
service_us(const struct op_run *run, uint32_t customer)
{
    const int param = op_ref_param(run->model, PARAM_SERVICE);
    const struct op_series *const series = op_scenario_series(run->scenario, param);
    const double u = op_draw_unit(&run->chance, OP_DRAW_SERVICE, customer, 0, 0);
    const double s = series != NULL ? series->real[op_below(u, (uint32_t)series->n_rows)]
                                    : op_dist_value(&run->scenario->dist[param], u);

    return s > 0 ? s * 1e6 : 0;
}

static void
begin_service(struct op_run *run, struct queueing *queue, struct waiting who)
{
    const int64_t wait_us = op_run_now_us(run) - who.since_us;
    const double span_us = service_us(run, who.customer);

    queue->n_serving++;
    if (who.is_counted) {
        queue->n_begun++;
        queue->n_waited += wait_us > 0;
        queue->wait_sum_us += wait_us;
    }
    // The moment of arrival goes with the customer: the stay is wait and service, which has a known
    // end.
    const int64_t end_us = op_ref_after_us(run, span_us);
    if (who.is_counted && end_us < run->scenario->end_us) {
        queue->n_left++;
        queue->stay_sum_us += end_us - who.since_us;
    }
    op_run_add(run, end_us, KIND_LEAVE, 0, who.customer, 0);
}

static void
wait_in_line(struct op_run *run, struct queueing *queue, struct waiting who)
{
    struct op_segment *const rows = &run->state.segment[OP_SEG_REF_ROWS];

    if (queue->head >= 1024 &&
        queue->head > queue->n_waiting) {   // those before the head have gone
        struct waiting *const line = op_rows(run, OP_SEG_REF_ROWS);

        memmove(line, line + queue->head, queue->n_waiting * sizeof *line);
        rows->used_bytes = queue->n_waiting * sizeof *line;
        queue->head = 0;
    }
    *(struct waiting *)op_segment_grow(rows, sizeof who) = who;
    queue->n_waiting++;
}

static void
come(struct op_run *run, struct op_event event)
{
    struct queueing *const queue = op_ref_scalars(run);
    const uint32_t customer = op_event_argument(event);
    const int64_t now_us = op_run_now_us(run);
    const struct waiting who = { now_us, customer, now_us >= queue->warm_us };
    const double gap =
        op_draw_exp(&run->chance, OP_DRAW_ARRIVAL, customer + 1, 0, 0) * queue->gap_us;

    op_run_add(run, op_ref_after_us(run, gap), KIND_COME, 0, 0, customer + 1);
    bring_up(queue, now_us);
    queue->n_come += who.is_counted;
    if (queue->room > 0 && queue->course.n_now >= queue->room) {
        queue->n_lost += who.is_counted;
        return;
    }
    op_course_enter(&queue->course, now_us);
    if (queue->n_servers == 0 || queue->n_serving < queue->n_servers) {
        begin_service(run, queue, who);
    } else {
        wait_in_line(run, queue, who);
    }
}

static void
leave(struct op_run *run, struct op_event event)
{
    struct queueing *const queue = op_ref_scalars(run);

    (void)event;
    bring_up(queue, op_run_now_us(run));
    op_course_leave(&queue->course, op_run_now_us(run));
    queue->n_serving--;
    if (queue->n_waiting == 0) return;
    const struct waiting *const line = op_rows(run, OP_SEG_REF_ROWS);

    queue->n_waiting--;
    begin_service(run, queue, line[queue->head++]);
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    struct queueing *const queue =
        op_segment_grow(&run->state.segment[OP_SEG_REF_SCALARS], sizeof *queue);

    queue->gap_us = 1e6 / p[PARAM_ARRIVAL];
    queue->warm_us = (int64_t)(p[PARAM_WARM_UP] * 1e6);
    queue->n_servers = (uint32_t)p[PARAM_SERVERS];
    queue->room = (uint32_t)p[PARAM_ROOM];
    const double gap = op_draw_exp(&run->chance, OP_DRAW_ARRIVAL, 0, 0, 0) * queue->gap_us;
    op_run_add(run, op_ref_after_us(run, gap), KIND_COME, 0, 0, 0);
}

static double
ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static void
outcome(const struct op_run *run, double *values)
{
    struct queueing queue = *(const struct queueing *)op_ref_scalars(run);
    double *const more = values + OP_N_COURSE_METRICS;
    const double counted_us = (double)(run->scenario->end_us - queue.warm_us);

    bring_up(&queue, run->scenario->end_us);
    op_course_values(&queue.course, values);
    more[0] = (double)queue.n_come;
    more[1] = ratio((double)queue.n_lost, (double)queue.n_come);
    more[2] = ratio((double)queue.n_waited, (double)queue.n_begun);
    more[3] = ratio((double)queue.wait_sum_us, (double)queue.n_begun) / 3.6e9;
    more[4] = ratio((double)queue.stay_sum_us, (double)queue.n_left) / 3.6e9;
    more[5] = ratio((double)queue.in_system_area, counted_us);
    more[6] = ratio((double)queue.waiting_area, counted_us);
    more[7] = (double)queue.course.n_now;
}

const struct op_mechanism op_queue_mechanism = {
    .table = { .name = "queue", .params = params, .n_params = N_PARAMS },
    .summary = "customers, servers and a waiting line",
    .source = "Erlang 1917; Kleinrock 1975",
    .first_kind = OP_KIND_QUEUEING,
    .kinds = { { "come", come, NULL }, { "leave", leave, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
