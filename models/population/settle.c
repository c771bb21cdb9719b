// SPDX-License-Identifier: GPL-3.0-or-later
// Towns: persons in proportion to inhabitants, and a short list of near towns for each.
//
// A distance is the chord between two points of a sphere of 6,371,009 m: shorter than the arc by
// (distance / radius)^2 / 24, which is 0.01 % at 300 km. Known: one degree of latitude is 111,195
// m.
#include "models/population/settle.h"

#include "models/population/population.h"
#include "models/shared/large.h"
#include "models/shared/slices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double radius_m = 6371009;
static const double degree = 0x1.1df46a2529d39p-6;   // pi / 180

struct point {
    double x, y, z;
};

static struct point
point_at(double latitude_deg, double longitude_deg)
{
    const double latitude = latitude_deg * degree, longitude = longitude_deg * degree;

    return (struct point){ radius_m * op_cos(latitude) * op_cos(longitude),
                           radius_m * op_cos(latitude) * op_sin(longitude),
                           radius_m * op_sin(latitude) };
}

static double
distance_m(const struct point *a, const struct point *b)
{
    const double x = a->x - b->x, y = a->y - b->y, z = a->z - b->z;

    return sqrt(x * x + y * y + z * z);
}

// Inhabited towns by their height above the plane of the equator: a town is no nearer than the
// difference in height, so those that can be near lie beside each other.
struct at_height {
    double z;
    uint32_t town;
};

struct near_job {
    struct op_world *world;
    const struct point *points;
    const struct at_height *inhabited;   // [n_inhabited]
    uint32_t n_inhabited;
    double length_m, exponent;
};

static uint32_t
town_persons(const struct op_world *world, uint32_t town)
{
    return world->town_first[town + 1] - world->town_first[town];
}

static int
compare_heights(const void *a, const void *b)
{
    const struct at_height *const x = a, *const y = b;

    if (x->z < y->z || x->z > y->z) return x->z < y->z ? -1 : 1;
    return (x->town > y->town) - (x->town < y->town);
}

// The nearest towns so far, by distance and number; the town itself stays first.
struct nearest {
    uint32_t *town;   // [most]
    double *distance_m;
    uint32_t n, most;
};

static void
offer(struct nearest *near, uint32_t town, double distance)
{
    uint32_t k = near->n;

    if (near->n < near->most) {
        near->n++;
    } else {
        k--;
        if (distance > near->distance_m[k] ||
            (distance >= near->distance_m[k] && town > near->town[k])) {
            return;
        }
    }
    for (; k > 1 && (near->distance_m[k - 1] > distance ||
                     (near->distance_m[k - 1] >= distance && near->town[k - 1] > town));
         k--) {
        near->distance_m[k] = near->distance_m[k - 1];
        near->town[k] = near->town[k - 1];
    }
    near->distance_m[k] = distance;
    near->town[k] = town;
}

// From a town's own height up and down, until what follows is too far.
static void
look_around(const struct near_job *job, uint32_t rank, struct nearest *near)
{
    const struct at_height *const inhabited = job->inhabited;
    const struct at_height own = inhabited[rank];
    uint32_t below = rank, above = rank + 1;

    while (near->most > 1 && (below > 0 || above < job->n_inhabited)) {
        const double down_m = below > 0 ? own.z - inhabited[below - 1].z : INFINITY;
        const double up_m = above < job->n_inhabited ? inhabited[above].z - own.z : INFINITY;

        if (near->n == near->most && fmin(down_m, up_m) > near->distance_m[near->n - 1]) break;
        const uint32_t town = inhabited[down_m <= up_m ? --below : above++].town;

        offer(near, town, distance_m(&job->points[own.town], &job->points[town]));
    }
}

// Keep the n_near nearest inhabited towns, sorted. Nobody asks from where nobody lives: of such
// towns the list stays empty.
static void
find_near(void *arg, uint32_t first, uint32_t past)
{
    const struct near_job *const job = arg;
    const struct op_world *const world = job->world;

    for (uint32_t i = first; i < past; i++) {
        const uint32_t t = job->inhabited[i].town;
        uint32_t *const near = &world->town_near[(size_t)t * world->n_near];
        double *const sum = &world->town_near_sum[(size_t)t * world->n_near];
        struct nearest found = { near, sum, 1, world->n_near };

        near[0] = t;
        sum[0] = 0;
        look_around(job, i, &found);
        double total = 0;
        for (uint32_t k = 0; k < found.n; k++) {
            total +=
                town_persons(world, near[k]) * op_pow(1 + sum[k] / job->length_m, -job->exponent);
            sum[k] = total;
        }
    }
}

// Persons by town, so that rounding never adds up: the sum over any first towns is right to one
// half.
static void
count_persons(struct op_world *world, const struct op_scenario *scenario, double share)
{
    double sum = 0;

    for (uint32_t t = 0; t < world->n_towns; t++) {
        const double inhabitants = scenario->towns[t].inhabitants;
        const bool is_in = (double)world->town_distance_m[t] <= scenario->within_m;

        world->town_first[t] = (uint32_t)floor(sum + 0.5);
        sum += is_in && inhabitants > 0 ? inhabitants * share : 0;
    }
    world->n_persons = (uint32_t)floor(sum + 0.5);
    world->town_first[world->n_towns] = world->n_persons;
    for (uint32_t t = 0; t < world->n_towns; t++) {
        for (uint32_t i = world->town_first[t]; i < world->town_first[t + 1]; i++) {
            if (world->person != NULL) world->person[i].town = (uint16_t)t;
        }
    }
}

static double
inhabitants_within(const struct op_world *world, const struct op_scenario *scenario)
{
    double sum = 0;

    for (uint32_t t = 0; t < world->n_towns; t++) {
        const double inhabitants = scenario->towns[t].inhabitants;
        if ((double)world->town_distance_m[t] <= scenario->within_m && inhabitants > 0) {
            sum += inhabitants;
        }
    }
    return sum;
}

static void
measure_distances(struct op_world *world, const struct op_scenario *scenario, struct point *points)
{
    const struct point place = point_at(world->place_latitude_deg, world->place_longitude_deg);
    double least = INFINITY;

    for (uint32_t t = 0; t < world->n_towns; t++) {
        const struct op_town *const town = &scenario->towns[t];

        points[t] = point_at(town->latitude_deg, town->longitude_deg);
        const double d = distance_m(&points[t], &place);
        world->town_latitude_deg[t] = (float)town->latitude_deg;
        world->town_longitude_deg[t] = (float)town->longitude_deg;
        world->town_distance_m[t] = (float)d;
        world->town_log_far[t] = (float)op_log1p(d / 10e3);
        if (d < least) {
            least = d;
            world->place_town = t;
        }
    }
    if (scenario->place >= 0) world->place_town = (uint32_t)scenario->place;
}

static bool
allocate_towns(struct op_world *world)
{
    const size_t n = world->n_towns;

    world->town_first = calloc(n + 1, sizeof *world->town_first);
    world->town_latitude_deg = calloc(n, sizeof *world->town_latitude_deg);
    world->town_longitude_deg = calloc(n, sizeof *world->town_longitude_deg);
    world->town_distance_m = calloc(n, sizeof *world->town_distance_m);
    world->town_log_far = calloc(n, sizeof *world->town_log_far);
    return world->town_first != NULL && world->town_latitude_deg != NULL &&
           world->town_longitude_deg != NULL && world->town_distance_m != NULL &&
           world->town_log_far != NULL;
}

static enum op_status
list_near(struct op_world *world, const struct point *points, const double *param, int n_threads)
{
    struct at_height *const inhabited = calloc(world->n_towns, sizeof *inhabited);
    uint32_t n_inhabited = 0;

    if (inhabited == NULL) return OP_NO_MEMORY;
    for (uint32_t t = 0; t < world->n_towns; t++) {
        if (town_persons(world, t) > 0) {
            inhabited[n_inhabited++] = (struct at_height){ points[t].z, t };
        }
    }
    qsort(inhabited, n_inhabited, sizeof *inhabited, compare_heights);
    world->n_near = n_inhabited < OP_MAX_NEAR ? n_inhabited : OP_MAX_NEAR;
    const size_t n = (size_t)world->n_towns * world->n_near;
    world->town_near = calloc(n, sizeof *world->town_near);
    world->town_near_sum = calloc(n, sizeof *world->town_near_sum);
    if (world->town_near != NULL && world->town_near_sum != NULL) {
        struct near_job job = { world,
                                points,
                                inhabited,
                                n_inhabited,
                                param[OP_POP_DECAY_LENGTH],
                                param[OP_POP_DECAY_EXPONENT] };

        op_slices(n_threads, n_inhabited, 16, find_near, &job);
    }
    free(inhabited);
    return world->town_near == NULL || world->town_near_sum == NULL ? OP_NO_MEMORY : OP_OK;
}

static enum op_status
settle(struct op_world *world, const struct op_scenario *scenario, const double *param,
       struct op_diag *diag)
{
    const struct op_place place = { .file = scenario->path };
    const double inhabitants = inhabitants_within(world, scenario);
    double share = param[OP_POP_SHARE];

    if (scenario->max_persons > 0 && inhabitants * share > scenario->max_persons) {
        share = scenario->max_persons / inhabitants;
    }
    if (inhabitants * share < 1) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, place, "widen `within` or raise population.share",
                           "population: nobody lives within %g km of the place",
                           scenario->within_m / 1000);
    }
    if (inhabitants * share > 1e8) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, place, "set a limit on persons",
                           "population: %.0f persons, at most 100,000,000 fit",
                           inhabitants * share);
    }
    count_persons(world, scenario, share);
    const size_t bytes = world->n_persons * sizeof *world->person;
    world->person = op_large_new(world->n_persons, sizeof *world->person);
    if (world->person == NULL) return OP_NO_MEMORY;
    memset(world->person, 0, bytes);
    count_persons(world, scenario, share);
    return OP_OK;
}

enum op_status
op_towns_place(struct op_world *world, const struct op_scenario *scenario, const double *param,
               int n_threads, struct op_diag *diag)
{
    const struct op_place place = { .file = scenario->path };
    enum op_status status = OP_NO_MEMORY;

    if (scenario->n_towns < 1 || scenario->n_towns > UINT16_MAX) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, place, NULL,
                           "population: %d places, expected 1 to 65,535", scenario->n_towns);
    }
    world->n_towns = (uint32_t)scenario->n_towns;
    world->cluster_persons = (uint32_t)param[OP_POP_CLUSTER_PERSONS];
    world->place_latitude_deg = scenario->place_latitude_deg;
    world->place_longitude_deg = scenario->place_longitude_deg;
    struct point *const points = calloc(world->n_towns, sizeof *points);
    if (points != NULL && allocate_towns(world)) {
        measure_distances(world, scenario, points);
        status = settle(world, scenario, param, diag);
        if (status == OP_OK) status = list_near(world, points, param, n_threads);
    }
    free(points);
    if (status != OP_NO_MEMORY) return status;
    return op_diag_add(diag, OP_NO_MEMORY, place, NULL, "population: no memory for %u towns",
                       world->n_towns);
}

double
op_world_between_m(const struct op_world *world, uint32_t town, uint32_t other)
{
    const struct point a =
        point_at((double)world->town_latitude_deg[town], (double)world->town_longitude_deg[town]);
    const struct point b =
        point_at((double)world->town_latitude_deg[other], (double)world->town_longitude_deg[other]);

    return distance_m(&a, &b);
}

// ---- communities and neighbours ----

// A town of n persons has about n / cluster_persons communities, k of them from floor(n k / n_c)
// on.
void
op_world_cluster(const struct op_world *world, uint32_t person, uint32_t *first, uint32_t *past)
{
    const uint32_t start = world->town_first[world->person[person].town];
    const uint64_t n = world->town_first[world->person[person].town + 1U] - start;
    const uint64_t rounded = (n + world->cluster_persons / 2) / world->cluster_persons;
    const uint64_t n_clusters = rounded > 0 ? rounded : 1;
    const uint64_t k = ((person - start + UINT64_C(1)) * n_clusters - 1) / n;

    *first = start + (uint32_t)(n * k / n_clusters);
    *past = start + (uint32_t)(n * (k + 1) / n_clusters);
}

uint32_t
op_world_neighbour(const struct op_world *world, uint32_t person, double u_town, double u_person)
{
    const size_t row = (size_t)world->person[person].town * world->n_near;
    const double *const sum = &world->town_near_sum[row];
    const double wanted = u_town * sum[world->n_near - 1];
    uint32_t low = 0, n = world->n_near - 1;

    // the first town whose sum lies above what is wanted; else the last
    while (n > 0) {
        const uint32_t half = (n + 1) / 2;
        low += sum[low + half - 1] <= wanted ? half : 0;
        n -= half;
    }
    const uint32_t town = world->town_near[row + low];
    return world->town_first[town] + op_below(u_person, town_persons(world, town));
}
