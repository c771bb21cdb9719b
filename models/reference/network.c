// SPDX-License-Identifier: GPL-3.0-or-later
// Networks by name, and rows of ties out of pairs of persons.
//
// Known: preferential, 1,000,000 persons, 5 links: 4,999,985 ties (the first five know each other).
#include "models/reference/network.h"

#include "models/shared/large.h"

#include "sim/run/chance_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names = "complete|ring|regular|poisson|configuration|preferential|"
                                      "small_world|edges";

// clang-format off
static const struct op_param params[OP_NET_N_PARAMS] = {
    [OP_NET_KIND] = { "kind", OP_UNIT_CHOICE, 0, 7, "complete", OP_WORLD_PARAM, OP_CHOSEN,
      "how persons are tied", "docs/language.md",
      "complete|ring|regular|poisson|configuration|preferential|small_world|edges" },
    [OP_NET_PERSONS] = { "persons", OP_UNIT_PERSONS, 1, 1e9, "1000", OP_WORLD_PARAM, OP_CHOSEN,
      "number of persons; with `edges` and `degrees` of a file or list, as many as are named there",
      "assumed", NULL },
    [OP_NET_LINKS] = { "links", OP_UNIT_PERSONS, 1, 10000, "5", OP_WORLD_PARAM, OP_CHOSEN,
      "ties that each newcomer makes (preferential)",
      "Barabasi & Albert 1999, doi:10.1126/science.286.5439.509", NULL },
    [OP_NET_DEGREE] = { "degree", OP_UNIT_PERSONS, 0, 1e6, "4", OP_WORLD_PARAM, OP_CHOSEN,
      "ties of each person (regular)", "assumed", NULL },
    [OP_NET_MEAN_DEGREE] = { "mean_degree", OP_UNIT_NONE, 0, 1e6, "4", OP_WORLD_PARAM, OP_CHOSEN,
      "mean number of ties of a person (poisson)",
      "Erdos & Renyi 1959; Gilbert 1959, doi:10.1214/aoms/1177706098", NULL },
    [OP_NET_NEIGHBOURS] = { "neighbours", OP_UNIT_PERSONS, 2, 1e6, "4", OP_WORLD_PARAM, OP_CHOSEN,
      "nearest persons that each is tied to, half on either side (ring, small_world)", "assumed",
      NULL },
    [OP_NET_REWIRED] = { "rewired", OP_UNIT_SHARE, 0, 1, "10 %", OP_WORLD_PARAM, OP_CHOSEN,
      "share of the ring's ties that go elsewhere (small_world)",
      "Watts & Strogatz 1998, doi:10.1038/30918", NULL },
    [OP_NET_DEGREES] = { "degrees", OP_UNIT_NONE, 0, 1e6, "exponential(mean 4)", OP_PERSON_PARAM,
      OP_CHOSEN, "ties of a person, rounded: a distribution, a list or a file (configuration)",
      "Molloy & Reed 1995, doi:10.1002/rsa.3240060204", NULL },
    [OP_NET_FILE] = { "file", OP_UNIT_FILE, -1, 1e9, "none", OP_WORLD_PARAM, OP_CHOSEN,
      "ties, one a row (edges)", "the user", "source,target" },
    [OP_NET_DIRECTED] = { "directed", OP_UNIT_CHOICE, 0, 1, "no", OP_WORLD_PARAM, OP_CHOSEN,
      "whether a tie goes from source to target only (edges)", "assumed", "no|yes" },
};
// clang-format on

const struct op_mechanism op_network_mechanism = {
    .table = { .name = "network", .params = params, .n_params = OP_NET_N_PARAMS },
    .summary = "who is tied to whom",
    .source = "each kind by its parameter",
};

// ---- checks -------------------------------------------------------------------------------------

// Which kinds read a parameter, as bits.
static unsigned
readers(int param)
{
    const unsigned all = 0xFF;

    switch (param) {
        case OP_NET_LINKS:
            return 1u << OP_NETWORK_PREFERENTIAL;
        case OP_NET_DEGREE:
            return 1u << OP_NETWORK_REGULAR;
        case OP_NET_MEAN_DEGREE:
            return 1u << OP_NETWORK_POISSON;
        case OP_NET_NEIGHBOURS:
            return 1u << OP_NETWORK_RING | 1u << OP_NETWORK_SMALL_WORLD;
        case OP_NET_REWIRED:
            return 1u << OP_NETWORK_SMALL_WORLD;
        case OP_NET_DEGREES:
            return 1u << OP_NETWORK_CONFIGURATION;
        case OP_NET_FILE:
        case OP_NET_DIRECTED:
            return 1u << OP_NETWORK_EDGES;
        default:
            return all;
    }
}

static void
kind_word(int kind, char word[32])
{
    const char *at = kind_names;

    while (kind-- > 0) {
        at += strcspn(at, "|") + 1;
    }
    const size_t n = strcspn(at, "|");
    memcpy(word, at, n);
    word[n] = '\0';
}

static void
refuse(const struct op_scenario *scenario, int param, const char *hint, const char *what,
       struct op_diag *diag)
{
    op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[param], hint, "%s: %s",
                params[param].key, what);
}

// The largest number in a file of ties.
static uint32_t
last_named(const struct op_series *edges)
{
    uint32_t largest = 0;

    for (size_t k = 0; k < 2 * edges->n_rows; k++) {
        largest = edges->whole[k] > largest ? edges->whole[k] : largest;
    }
    return largest;
}

double
op_network_persons(const struct op_scenario *scenario)
{
    const struct op_series *const degrees = op_scenario_series(scenario, OP_NET_DEGREES);
    const struct op_series *const edges = op_scenario_series(scenario, OP_NET_FILE);

    if (degrees != NULL) return (double)degrees->n_rows;
    if (edges == NULL || scenario->is_set[OP_NET_PERSONS]) return scenario->dist[OP_NET_PERSONS].a;
    return (double)last_named(edges) + 1;
}

static void
check_degrees(const struct op_scenario *scenario, struct op_diag *diag)
{
    const double n = scenario->dist[OP_NET_PERSONS].a;
    const double degree = scenario->dist[OP_NET_DEGREE].a;
    const double near = scenario->dist[OP_NET_NEIGHBOURS].a;

    switch ((enum op_network_kind)scenario->dist[OP_NET_KIND].a) {
        case OP_NETWORK_PREFERENTIAL:
            if (scenario->dist[OP_NET_LINKS].a >= n) {
                refuse(scenario, OP_NET_LINKS, NULL, "not below the number of persons", diag);
            }
            break;
        case OP_NETWORK_REGULAR:
            if (degree >= n || fmod(degree * n, 2) != 0) {
                refuse(scenario, OP_NET_DEGREE, "persons times degree is twice the number of ties",
                       degree >= n ? "not below the number of persons"
                                   : "persons times degree is odd",
                       diag);
            }
            break;
        case OP_NETWORK_POISSON:
            if (scenario->dist[OP_NET_MEAN_DEGREE].b > n - 1 ||
                scenario->dist[OP_NET_MEAN_DEGREE].a > n - 1) {
                refuse(scenario, OP_NET_MEAN_DEGREE, NULL, "more ties than other persons", diag);
            }
            break;
        case OP_NETWORK_RING:
        case OP_NETWORK_SMALL_WORLD:
            if (near >= n || fmod(near, 2) != 0) {
                refuse(scenario, OP_NET_NEIGHBOURS, "half of them stand on either side",
                       near >= n ? "not below the number of persons" : "an odd number", diag);
            }
            break;
        case OP_NETWORK_EDGES:
            if (!scenario->is_set[OP_NET_FILE]) {
                refuse(scenario, OP_NET_FILE, "write network: { kind: edges, file: edges.csv }",
                       "no file of ties is named", diag);
            } else if (last_named(op_scenario_series(scenario, OP_NET_FILE)) >=
                       op_network_persons(scenario)) {
                op_diag_add(diag, OP_OUT_OF_RANGE, scenario->param_place[OP_NET_FILE],
                            "persons are numbered from 0",
                            "file: names person %u, and there are %.0f persons",
                            last_named(op_scenario_series(scenario, OP_NET_FILE)), n);
            }
            break;
        case OP_NETWORK_COMPLETE:
        case OP_NETWORK_CONFIGURATION:
            break;
    }
}

void
op_network_check(const struct op_scenario *scenario, struct op_diag *diag)
{
    const int kind = (int)scenario->dist[OP_NET_KIND].a;
    char word[32];

    for (int i = 0; i < OP_NET_N_PARAMS; i++) {
        if (scenario->is_set[i] && !(readers(i) >> kind & 1)) {
            kind_word(kind, word);
            op_diag_add(diag, OP_BAD_VALUE, scenario->param_place[i], params[i].meaning,
                        "%s: a network of kind %s has no use for it", params[i].key, word);
        }
    }
    check_degrees(scenario, diag);
}

// ---- rows ---------------------------------------------------------------------------------------

void
op_pairs_add(struct op_pairs *pairs, uint32_t a, uint32_t b)
{
    if (pairs->n == pairs->capacity && !pairs->is_short) {
        const size_t capacity =
            pairs->capacity < 1024 ? 1024 : pairs->capacity + pairs->capacity / 2;
        uint32_t *const grown = realloc(pairs->end, capacity * 2 * sizeof *grown);

        pairs->is_short = grown == NULL;
        if (grown != NULL) {
            pairs->end = grown;
            pairs->capacity = capacity;
        }
    }
    if (pairs->n < pairs->capacity) {
        pairs->end[2 * pairs->n] = a;
        pairs->end[2 * pairs->n + 1] = b;
        pairs->n++;
    }
}

static int
by_number(const void *x, const void *y)
{
    const int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;

    return (a > b) - (a < b);
}

static void
sort_row(int32_t *row, uint32_t n)
{
    if (n > 64) {
        for (uint32_t i = 1; i < n; i++) {
            if (row[i - 1] > row[i]) {
                qsort(row, n, sizeof *row, by_number);
                return;
            }
        }
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        const int32_t moved = row[i];
        uint32_t k = i;

        for (; k > 0 && row[k - 1] > moved; k--) {
            row[k] = row[k - 1];
        }
        row[k] = moved;
    }
}

// Sort the rows and close the gaps that doubles leave.
static uint64_t
tidy(struct op_network *network)
{
    uint32_t kept = 0, begin = 0;

    for (uint32_t i = 0; i < network->n_persons; i++) {
        const uint32_t past = network->first[i + 1];

        sort_row(network->target + begin, past - begin);
        network->first[i] = kept;
        for (uint32_t k = begin; k < past; k++) {
            if (k == begin || network->target[k] != network->target[k - 1]) {
                network->target[kept++] = network->target[k];
            }
        }
        begin = past;
    }
    const uint64_t n_left_out = network->n_ties - kept;
    network->first[network->n_persons] = kept;
    network->n_ties = kept;
    return n_left_out;
}

enum op_status
op_network_from_pairs(struct op_network *network, const uint32_t *end, size_t n, bool directed,
                      uint64_t *n_left_out)
{
    uint64_t n_loops = 0;
    const uint64_t n_ties = (directed ? 1u : 2u) * (uint64_t)n;

    if (n_ties >= UINT32_MAX) return OP_TOO_LARGE;
    network->first = op_large_new((size_t)network->n_persons + 2, sizeof *network->first);
    network->target = op_large_new(n_ties + 1, sizeof *network->target);
    if (network->first == NULL || network->target == NULL) return OP_NO_MEMORY;
    memset(network->first, 0, ((size_t)network->n_persons + 2) * sizeof *network->first);
    uint32_t *const at = network->first + 1;   // counts, then where a row goes on, then its end
    for (size_t e = 0; e < n; e++) {
        const uint32_t a = end[2 * e], b = end[2 * e + 1];

        n_loops += a == b;
        if (a == b) continue;
        at[a + 1]++;
        if (!directed) at[b + 1]++;
    }
    for (uint32_t i = 0; i < network->n_persons; i++) {
        at[i + 1] += at[i];
    }
    network->n_ties = at[network->n_persons];
    for (size_t e = 0; e < n; e++) {
        const uint32_t a = end[2 * e], b = end[2 * e + 1];

        if (a == b) continue;
        network->target[at[a]++] = (int32_t)b;
        if (!directed) network->target[at[b]++] = (int32_t)a;
    }
    *n_left_out = n_loops + tidy(network) / (directed ? 1 : 2);
    return OP_OK;
}

// ---- by kind ------------------------------------------------------------------------------------

static void
draw_degrees(const struct op_scenario *scenario, const struct op_chance *chance, uint32_t n,
             uint32_t *degree)
{
    const struct op_series *const series = op_scenario_series(scenario, OP_NET_DEGREES);

    for (uint32_t i = 0; i < n; i++) {
        const double u = op_draw_unit(chance, OP_DRAW_DEGREE, i, 0, 0);
        const double value =
            series != NULL ? series->real[i] : op_dist_value(&scenario->dist[OP_NET_DEGREES], u);
        const double held = value < 0 ? 0 : value > n - 1 ? n - 1 : value;

        degree[i] = (uint32_t)(held + .5);
    }
}

// Equal degrees are kept to the last tie: a matching that leaves one out is tried anew, and where
// each knows more than half of the others, those that it does not know are drawn.
static enum op_status
pair_regular(struct op_pairs *pairs, const struct op_chance *chance, uint32_t *row, uint32_t n,
             uint32_t degree)
{
    enum { ATTEMPTS = 100 };
    const bool is_dense = 2 * (uint64_t)degree > n - 1;
    const uint32_t drawn = is_dense ? n - 1 - degree : degree;
    bool is_whole = false;

    for (uint32_t i = 0; i < n; i++) {
        row[i] = drawn;
    }
    for (uint32_t t = 0; t < ATTEMPTS && !is_whole && !pairs->is_short; t++) {
        free(pairs->end);
        *pairs = (struct op_pairs){ 0 };
        is_whole = op_pairs_match(pairs, chance, row, n, t);
    }
    if (is_whole && is_dense) op_pairs_complement(pairs, n);
    return is_whole ? OP_OK : pairs->is_short ? OP_NO_MEMORY : OP_OUT_OF_RANGE;
}

static enum op_status
pair_degrees(struct op_pairs *pairs, const struct op_scenario *scenario, const double *param,
             const struct op_chance *chance, uint32_t n)
{
    uint32_t *const degree = malloc((size_t)n * sizeof *degree);

    enum op_status status = OP_OK;

    if (degree == NULL) return OP_NO_MEMORY;
    if (param[OP_NET_KIND] == OP_NETWORK_REGULAR) {
        status = pair_regular(pairs, chance, degree, n, (uint32_t)param[OP_NET_DEGREE]);
    } else {
        draw_degrees(scenario, chance, n, degree);
        (void)op_pairs_match(pairs, chance, degree, n, 0);
    }
    free(degree);
    return status;
}

// As many persons as the ties name, or as the scenario says.
static enum op_status
read_edges(struct op_network *network, const struct op_scenario *scenario, const double *param,
           struct op_diag *diag)
{
    const struct op_series *const series = op_scenario_series(scenario, OP_NET_FILE);
    uint64_t n_left_out = 0;

    network->n_persons = (uint32_t)op_network_persons(scenario);
    const enum op_status status = op_network_from_pairs(network, series->whole, series->n_rows,
                                                        param[OP_NET_DIRECTED] != 0, &n_left_out);
    if (n_left_out > 0) {
        op_diag_warn(diag, OP_OK, scenario->param_place[OP_NET_FILE], NULL,
                     "file: %llu ties stand twice or lead from a person to itself; left out",
                     (unsigned long long)n_left_out);
    }
    return status;
}

static enum op_status
draw_pairs(struct op_network *network, const struct op_scenario *scenario, const double *param,
           const struct op_chance *chance)
{
    const uint32_t n = network->n_persons;
    struct op_pairs pairs = { 0 };
    enum op_status status = OP_OK;
    uint64_t n_left_out = 0;

    switch ((enum op_network_kind)param[OP_NET_KIND]) {
        case OP_NETWORK_RING:
        case OP_NETWORK_SMALL_WORLD:
            op_pairs_ring(&pairs, n, (uint32_t)param[OP_NET_NEIGHBOURS]);
            if (param[OP_NET_KIND] == OP_NETWORK_SMALL_WORLD) {
                op_pairs_rewire(&pairs, chance, n, param[OP_NET_REWIRED]);
            }
            break;
        case OP_NETWORK_POISSON:
            op_pairs_poisson(&pairs, chance, n, param[OP_NET_MEAN_DEGREE]);
            break;
        case OP_NETWORK_REGULAR:
        case OP_NETWORK_CONFIGURATION:
            status = pair_degrees(&pairs, scenario, param, chance, n);
            break;
        case OP_NETWORK_COMPLETE:
        case OP_NETWORK_PREFERENTIAL:
        case OP_NETWORK_EDGES:
            break;
    }
    if (status == OP_OK) status = pairs.is_short ? OP_NO_MEMORY : OP_OK;
    if (status == OP_OK) {
        status = op_network_from_pairs(network, pairs.end, pairs.n, false, &n_left_out);
    }
    free(pairs.end);
    return status;
}

enum op_status
op_network_build(struct op_network *network, const struct op_scenario *scenario,
                 const double *param, uint64_t seed, uint32_t index, struct op_diag *diag)
{
    const struct op_chance chance = { seed, op_world_replicate(index) };
    const struct op_series *const degrees = op_scenario_series(scenario, OP_NET_DEGREES);
    enum op_status status;

    op_chance_check_reset();
    *network = (struct op_network){ .n_persons = (uint32_t)param[OP_NET_PERSONS] };
    if (degrees != NULL) network->n_persons = (uint32_t)degrees->n_rows;
    switch ((enum op_network_kind)param[OP_NET_KIND]) {
        case OP_NETWORK_COMPLETE:
            network->is_complete = true;
            status = OP_OK;
            break;
        case OP_NETWORK_PREFERENTIAL:
            status = op_network_preferential(network, &chance, (uint32_t)param[OP_NET_LINKS]);
            break;
        case OP_NETWORK_EDGES:
            status = read_edges(network, scenario, param, diag);
            break;
        case OP_NETWORK_RING:
        case OP_NETWORK_REGULAR:
        case OP_NETWORK_POISSON:
        case OP_NETWORK_CONFIGURATION:
        case OP_NETWORK_SMALL_WORLD:
        default:
            status = draw_pairs(network, scenario, param, &chance);
            break;
    }
    op_chance_check_reset();
    if (status == OP_OUT_OF_RANGE) {
        op_diag_add(diag, status, scenario->param_place[OP_NET_DEGREE], NULL,
                    "degree: no network of these degrees was found in 100 attempts");
    }
    if (status == OP_TOO_LARGE) {
        op_diag_add(diag, OP_TOO_LARGE, scenario->param_place[OP_NET_KIND], NULL,
                    "network: more than 2^32 directed ties");
    }
    if (status != OP_OK) op_network_free(network);
    return status;
}

void
op_network_free(struct op_network *network)
{
    free(network->first);
    free(network->target);
    *network = (struct op_network){ 0 };
}
