// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots. The first byte: 0 the rest is a file; 1 the same, its checksums mended; else a
// snapshot of a small evening is taken, and the rest is edits of its sections (op, section, offset,
// value), whose checksums are mended: so what lies behind the checksums is reached, and a kept
// input stays of use when the layout of the state changes.
//
// Loaded, forked and saved again. Not gone on from: rows of state are taken at their word
// (docs/formats.md).
#include "tests/fuzz/fuzz.h"

#include "models/reference/references.h"
#include "models/registry.h"
#include "sim/base/hash.h"
#include "sim/oploop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

enum { LONGEST_INPUT = 1 << 18, MAX_SECTIONS = 256, OPENING = 16, SECTION = 24, N_BASES = 4 };

static const char scenario[] = FUZZ_EVENING
    "strategies:\n"
    "  patrol:\n"
    "    measures:\n"
    "      - visible_presence: { at: event - 2 h }\n"
    "      - me_deploy: { when: { observable: active_persons, at_least: 1, oracle: yes } }\n";
static const char reference[] =
    "oploop: 1\nmodel: sir\ntitle: t\nnetwork: { kind: poisson, persons: 100, mean_degree: 4 }\n"
    "transmission_rate: 0.5 /d\nrecovery_rate: 1 /d\ninitial_persons: 10\n";

struct base {
    struct op_simulation *simulation;
    int strategy;
    unsigned char *bytes;
    size_t n;
};

struct section {
    uint32_t tag, number;
    uint64_t n_bytes, checksum;
    const unsigned char *from;
    unsigned char *own;   // when it was edited
    bool is_wrong;        // its checksum shall be
};

static struct base bases[N_BASES];

static struct op_simulation *
open_simulation(const char *name, const char *text)
{
    static struct op_model model;
    static struct op_model references[OP_N_REFERENCES];
    static struct op_model_set reference_sets[OP_N_REFERENCES];
    static const struct op_schema *schemas[OP_N_REFERENCES + 1];
    static struct op_model_set set;
    struct op_simulation *simulation = NULL;
    struct op_diag diag;

    if (model.n_mechanisms == 0) {
        op_registry_model(&model);
        op_references_fill(references, reference_sets, schemas);
        model.schema.references = schemas;
        set = (struct op_model_set){ &model, &op_registry_worlds };
    }
    fuzz_write(name, text, strlen(text));
    const struct op_simulation_options options = { .path = fuzz_path(name),
                                                   .share_dir = FUZZ_SHARE,
                                                   .model = &set,
                                                   .references = reference_sets,
                                                   .n_references = OP_N_REFERENCES,
                                                   .n_threads = 1 };
    op_diag_init(&diag);
    if (op_simulation_open(&simulation, &options, &diag) != OP_OK) {
        op_diag_print(&diag, stderr);
        fuzz_broken("the scenarios of this file are well");
    }
    op_diag_free(&diag);
    return simulation;
}

static void
make_base(struct base *base, struct op_simulation *simulation, int strategy, int64_t at_us)
{
    struct op_evening *evening = NULL;
    struct op_diag diag;

    op_diag_init(&diag);
    if (op_evening_begin(&evening, simulation, 1, 0, strategy, &diag) != OP_OK ||
        op_evening_step(evening, at_us) != OP_OK ||
        op_evening_save(evening, fuzz_path("base"), &diag) != OP_OK) {
        fuzz_broken("a snapshot can be made");
    }
    op_evening_free(evening);
    op_diag_free(&diag);
    *base = (struct base){ .simulation = simulation, .strategy = strategy };
    base->bytes = (unsigned char *)fuzz_read("base", &base->n);
}

static void
free_bases(void)
{
    for (int i = 0; i < N_BASES; i++) {
        free(bases[i].bytes);
    }
    op_simulation_free(bases[0].simulation);
    op_simulation_free(bases[3].simulation);
}

static void
prepare(void)
{
    if (bases[0].bytes != NULL) {
        return;
    }
    (void)prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);   // else a load clears a large page a segment
    const int64_t hour_us = 3600 * (int64_t)1000000;
    struct op_simulation *evening = open_simulation("evening.yaml", scenario);
    struct op_simulation *infection = open_simulation("infection.yaml", reference);

    make_base(&bases[0], evening, op_simulation_strategy(evening, "patrol"), hour_us);
    make_base(&bases[1], evening, op_simulation_strategy(evening, "patrol"), 8 * hour_us);
    make_base(&bases[2], evening, op_simulation_strategy(evening, "nothing"), 7 * hour_us);
    make_base(&bases[3], infection, 0, 24 * hour_us);
    (void)atexit(free_bases);
}

// ---- sections ----

static int
take_apart(struct section *sections, const unsigned char *bytes, size_t n)
{
    int count = 0;

    for (size_t at = OPENING; count < MAX_SECTIONS && at + SECTION <= n; count++) {
        struct section *s = &sections[count];

        memset(s, 0, sizeof *s);
        memcpy(s, bytes + at, SECTION);
        at += SECTION;
        if (s->n_bytes > n - at) {
            break;
        }
        s->from = bytes + at;
        at += (size_t)(s->n_bytes + 7) / 8 * 8;
    }
    return count;
}

static void
put_together(const struct section *sections, int count, const unsigned char *opening, size_t cut)
{
    static const char zeros[8];
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    if (out == NULL) {
        return;
    }
    fwrite(opening, 1, OPENING, out);
    for (int i = 0; i < count; i++) {
        struct section s = sections[i];

        s.checksum = op_hash_bytes(s.from, s.n_bytes, s.tag) + s.is_wrong;
        fwrite(&s, 1, SECTION, out);
        fwrite(s.from, 1, s.n_bytes, out);
        fwrite(zeros, 1, (8 - s.n_bytes % 8) % 8, out);
    }
    fclose(out);
    fuzz_write("snapshot", text, cut < n ? cut : n);
    free(text);
}

static void
resize(struct section *s, size_t n)
{
    unsigned char *own = calloc(1, n + 8);

    if (own == NULL) {
        return;
    }
    memcpy(own, s->from, n < s->n_bytes ? n : s->n_bytes);
    free(s->own);
    s->own = own;
    s->from = own;
    s->n_bytes = n;
}

struct edit {
    uint8_t op, section;
    uint16_t offset;
    uint64_t value;
};

static void
set_bytes(struct section *s, const struct edit *edit, size_t width)
{
    if (s->n_bytes < width) {
        return;
    }
    resize(s, s->n_bytes);
    if (s->own != NULL) {
        memcpy(s->own + edit->offset % (s->n_bytes - width + 1), &edit->value, width);
    }
}

static void
apply(struct section *sections, int *count, const struct edit *edit, size_t *cut)
{
    const int i = edit->section % *count;
    struct section *s = &sections[i];
    const struct section before = *s;

    switch (edit->op % 10) {
        case 0:
            set_bytes(s, edit, 1);
            break;
        case 1:
            set_bytes(s, edit, 4);
            break;
        case 2:
            set_bytes(s, edit, 8);
            break;
        case 3:
            resize(s, edit->offset);
            break;
        case 4:   // left out, but for the last one
            if (*count > 1) {
                free(s->own);
                memmove(s, s + 1, (size_t)(*count - i - 1) * sizeof *s);
                (*count)--;
            }
            break;
        case 5:   // twice
            if (*count < MAX_SECTIONS) {
                memmove(s + 1, s, (size_t)(*count - i) * sizeof *s);
                s->own = NULL;
                resize(s, s->n_bytes);
                (*count)++;
            }
            break;
        case 6:
            *s = sections[edit->offset % *count];
            sections[edit->offset % *count] = before;
            break;
        case 7:
            s->tag = (uint32_t)edit->value;
            break;
        case 8:
            s->number = (uint32_t)edit->value;
            break;
        default:
            s->is_wrong = edit->value % 2;
            *cut = edit->value % 2 ? *cut : (size_t)edit->section << 16 | edit->offset;
            break;
    }
}

static void
write_edited(const struct base *base, const uint8_t *bytes, size_t n)
{
    static struct section sections[MAX_SECTIONS];
    unsigned char opening[OPENING];
    size_t cut = SIZE_MAX;
    int count = take_apart(sections, base->bytes, base->n);

    memcpy(opening, base->bytes, OPENING);
    for (size_t at = 0; at + 12 <= n; at += 12) {
        struct edit edit = { bytes[at], bytes[at + 1], 0, 0 };

        memcpy(&edit.offset, bytes + at + 2, 2);
        memcpy(&edit.value, bytes + at + 4, 8);
        if (edit.op == 255) {
            opening[edit.offset % OPENING] = edit.section;
        } else {
            apply(sections, &count, &edit, &cut);
        }
    }
    put_together(sections, count, opening, cut);
    for (int i = 0; i < count; i++) {
        free(sections[i].own);
    }
}

static void
write_mended(const uint8_t *bytes, size_t n)
{
    static struct section sections[MAX_SECTIONS];
    const int count = n >= OPENING ? take_apart(sections, bytes, n) : 0;

    if (count > 0) {
        put_together(sections, count, bytes, SIZE_MAX);
    } else {
        fuzz_write("snapshot", bytes, n);
    }
}

// ---- the target ----

// Another seed or replicate asks for a world of its own, which is built and kept: not here.
static bool
is_of_the_world(const struct base *base)
{
    size_t n;
    unsigned char *bytes = (unsigned char *)fuzz_read("snapshot", &n);
    enum { SEED_AT = OPENING + SECTION + 8, SEED_BYTES = 16 };
    const bool is_same =
        n < SEED_AT + SEED_BYTES || memcmp(bytes + SEED_AT, base->bytes + SEED_AT, SEED_BYTES) == 0;

    free(bytes);
    return is_same;
}

static void
load(const struct base *base)
{
    struct op_evening *evening = NULL, *copy = NULL;
    struct op_diag diag;

    op_diag_init(&diag);
    const enum op_status status =
        op_evening_load(&evening, base->simulation, fuzz_path("snapshot"), base->strategy, &diag);

    if (status == OP_OK && op_evening_fork(&copy, evening) == OP_OK) {
        if (op_evening_save(copy, fuzz_path("again"), &diag) != OP_OK && diag.n_errors == 0) {
            fuzz_broken("what was loaded can be saved");
        }
    } else if (status != OP_OK && (diag.n_errors == 0 || evening != NULL)) {
        fuzz_broken("a snapshot is refused with a finding");
    }
    op_evening_free(copy);
    op_evening_free(evening);
    op_diag_free(&diag);
}

void
fuzz_snapshot(const uint8_t *bytes, size_t n)
{
    if (n == 0 || n > LONGEST_INPUT) {
        return;
    }
    prepare();
    const struct base *base = &bases[bytes[0] % N_BASES];

    if (bytes[0] == 0) {
        fuzz_write("snapshot", bytes + 1, n - 1);
    } else if (bytes[0] == 1) {
        write_mended(bytes + 1, n - 1);
    } else {
        write_edited(base, bytes + 1, n - 1);
    }
    if (is_of_the_world(base)) {
        load(base);
    }
}
