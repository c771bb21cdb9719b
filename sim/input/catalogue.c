// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of measures, and one measure.
#include "sim/input/catalogue.h"

#include "sim/base/text.h"
#include "sim/input/beside.h"
#include "sim/input/language.h"
#include "sim/input/migrate.h"
#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_FILES = 256 };

const char *const op_legal_kind_words[] = { "criminal",  "administrative", "civil",
                                            "non-legal", "police",         NULL };
const char *const op_legal_status_words[] = { "in_force", "contested", "proposed", "void", NULL };

int
op_catalogue_find(const struct op_catalogue *catalogue, const char *id)
{
    for (int i = 0; i < catalogue->n_measures; i++) {
        if (strcmp(catalogue->measures[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

const char *
op_catalogue_nearest(const struct op_catalogue *catalogue, const char *id)
{
    struct op_nearest nearest;

    op_nearest_start(&nearest, id);
    for (int i = 0; i < catalogue->n_measures; i++) {
        op_nearest_offer(&nearest, catalogue->measures[i].id);
    }
    return nearest.best;
}

// ---- one measure ----

static int
find_phase(struct op_reader *reader, const struct op_node *node, const char *name)
{
    struct op_nearest nearest;
    char all[256] = "";
    char hint[256];

    op_nearest_start(&nearest, name);
    for (int i = 0; i < OP_N_PHASES; i++) {
        const size_t used = strlen(all);

        if (strcmp(reader->schema->phases[i], name) == 0) {
            return i;
        }
        op_nearest_offer(&nearest, reader->schema->phases[i]);
        snprintf(all + used, sizeof all - used, "%s%s", i > 0 ? ", " : "phases are ",
                 reader->schema->phases[i]);
    }
    op_fault(reader, OP_UNKNOWN_NAME, node, op_did_you_mean(nearest.best, all, hint),
             "\"%s\" is not a phase", name);
    return -1;
}

// The text without the blanks about it, cut in place.
static const char *
without_blanks(char *text)
{
    size_t n;

    text += strspn(text, " ");
    n = strlen(text);
    while (n > 0 && text[n - 1] == ' ') {
        text[--n] = '\0';
    }
    return text;
}

// `first .. last`, or one phase, as bits; 0 on a fault. `text` is cut to pieces.
static unsigned
read_range(struct op_reader *reader, const struct op_node *node, char *text)
{
    char *dots = strstr(text, "..");
    int first, last;

    if (dots) {
        *dots = '\0';
    }
    first = find_phase(reader, node, without_blanks(text));
    last = dots ? find_phase(reader, node, without_blanks(dots + 2)) : first;
    if (first < 0 || last < 0) {
        return 0;
    }
    if (first > last) {
        op_fault(reader, OP_BAD_VALUE, node, "the earlier phase stands first",
                 "\"%s\" runs backwards", node->text);
        return 0;
    }
    return op_phases_from_to(first, last);
}

// `all`, or phases and ranges of them between commas.
static void
read_phases(struct op_reader *reader, const struct op_node *node, struct op_measure *measure)
{
    const char *text = op_field_text(reader, node);
    char *piece = text ? op_arena_format(reader->arena, "%s", text) : NULL;

    if (!text || strcmp(text, "all") == 0) {
        return;
    }
    reader->no_memory |= !piece;
    measure->phases = 0;
    while (piece) {
        char *comma = strchr(piece, ',');
        unsigned range;

        if (comma) {
            *comma = '\0';
        }
        range = read_range(reader, node, piece);
        if ((range & measure->phases) != 0) {
            op_fault(reader, OP_BAD_VALUE, node, "name each phase once",
                     "\"%s\" names a phase twice", text);
        }
        measure->phases |= range;
        piece = comma && range != 0 ? comma + 1 : NULL;   // one finding is enough
    }
    if (measure->phases == 0) {
        measure->phases = OP_ALL_PHASES;   // of a fault
    }
}

static const char *
text_or_null(struct op_reader *reader, const struct op_node *map, const char *key)
{
    const struct op_node *node = op_node_find(map, key);

    return node ? op_field_text(reader, node) : NULL;
}

static void
read_legal(struct op_reader *reader, const struct op_node *node, struct op_measure *measure)
{
    const struct op_key *keys = op_language_keys(OP_MAP_LEGAL);
    static const char form[] =
        "{ kind: administrative, basis: art. 172 Gemeentewet, status: in_force, as_of: 2026-11 }";

    if (!op_is_map(reader, node, form)) {
        return;
    }
    op_check_keys(reader, node, OP_MAP_LEGAL);
    for (int i = 0; keys[i].key; i++) {
        if (keys[i].is_needed && !op_node_find(node, keys[i].key)) {
            op_fault(reader, OP_MISSING_KEY, node, form, "%s is missing", keys[i].key);
        }
    }
    const struct op_node *kind = op_node_find(node, "kind");

    if (kind && op_field_word(reader, kind, op_legal_kind_words) >= 0) {
        measure->legal_kind = kind->text;
    }
    measure->legal_readings = text_or_null(reader, node, "readings");
    measure->legal_basis = text_or_null(reader, node, "basis");
    measure->legal_as_of = text_or_null(reader, node, "as_of");

    const struct op_node *status = op_node_find(node, "status");
    const int word = status ? op_field_word(reader, status, op_legal_status_words) : -1;

    measure->legal_status = word >= 0 ? (enum op_legal_status)word : OP_IN_FORCE;
    if (measure->legal_status == OP_CONTESTED && !measure->legal_readings) {
        op_fault(reader, OP_MISSING_KEY, node, "readings: as one side reads it; as the other does",
                 "readings is missing: the basis is contested");
    }
}

static void
read_parts(struct op_reader *reader, const struct op_node *node, struct op_measure *measure)
{
    const struct op_node *name = op_node_find(node, "name");
    const struct op_node *phases = op_node_find(node, "phases");
    const struct op_node *legal = op_node_find(node, "legal");
    const struct op_node *content = op_node_find(node, "aims_at_content");
    const struct op_node *lead = op_node_find(node, "lead_time");
    const struct op_node *moves = op_node_find(node, "moves");
    const char *lead_text = lead ? op_field_text(reader, lead) : NULL;

    if (name) {
        op_field_text2(reader, name, &measure->name);
    }
    if (phases) {
        read_phases(reader, phases, measure);
    }
    if (legal) {
        read_legal(reader, legal, measure);
    }
    if (content) {
        op_field_yes(reader, content, &measure->aims_at_content);
    }
    if (lead_text && op_dist_parse(OP_UNIT_DURATION, 0, 366 * 86400.0, lead_text, lead->place,
                                   lead->key, &measure->lead_time, reader->diag) != OP_OK) {
        measure->lead_time = (struct op_dist){ .kind = OP_DIST_FIXED };
    }
    if (moves) {
        op_read_moves(reader, moves, &measure->moves, &measure->n_moves);
    }
}

// `replaces`: an entry of another folder has this id, and is not what the missing keys come from.
static void
read_measure(struct op_reader *reader, const struct op_node *node, bool replaces,
             struct op_measure *measure)
{
    const struct op_key *keys = op_language_keys(OP_MAP_MEASURE);
    const char *hint = replaces ? "an entry takes the place of that of the catalogue as a whole; "
                                  "to change what it moves, write `moves:` where it is used"
                                : NULL;

    *measure = (struct op_measure){ .id = node->key, .phases = OP_ALL_PHASES };
    if (!op_is_map(reader, node, "an entry of scenarios/catalogue")) {
        return;
    }
    op_check_keys(reader, node, OP_MAP_MEASURE);
    for (int i = 0; keys[i].key; i++) {
        if (keys[i].is_needed && !op_node_find(node, keys[i].key)) {
            op_diag_add(reader->diag, OP_MISSING_KEY, node->key_place, hint, "%s: %s is missing",
                        node->key, keys[i].key);
            hint = NULL;   // said once
        }
    }
    read_parts(reader, node, measure);
    op_read_practice(reader, node, measure);
    measure->actor = text_or_null(reader, node, "actor");
    measure->precondition = text_or_null(reader, node, "precondition");
    measure->side_effects = text_or_null(reader, node, "side_effects");
    measure->rights = text_or_null(reader, node, "rights");
    measure->source = text_or_null(reader, node, "source");
}

// ---- files ----

static bool
make_room(struct op_reader *reader, struct op_catalogue *catalogue)
{
    if (catalogue->n_measures < catalogue->capacity) {
        return true;
    }

    const size_t n = (size_t)catalogue->n_measures;
    const size_t capacity = n > 0 ? 2 * n : 64;
    struct op_measure *measures =
        op_arena_grow(reader->arena, catalogue->measures, n, capacity, sizeof *measures);
    const struct op_node **nodes =
        op_arena_grow(reader->arena, catalogue->nodes, n, capacity, sizeof *nodes);

    if (!measures || !nodes) {
        reader->no_memory = true;
        return false;
    }
    catalogue->measures = measures;
    catalogue->nodes = nodes;
    catalogue->capacity = (int)capacity;
    return true;
}

// `first_here`: measures below this index came from other folders and may be replaced.
static void
add_entries(struct op_reader *reader, const struct op_node *root, int n_before,
            struct op_catalogue *catalogue)
{
    for (const struct op_node *node = root->first; node; node = node->next) {
        int at = op_catalogue_find(catalogue, node->key);
        const bool replaces = at >= 0;
        const bool is_version = root->key[0] == '\0' && strcmp(node->key, "oploop") == 0;

        if (is_version || op_is_own_key(node)) {
            continue;
        }
        if (!op_text_is_id(node->key)) {
            op_diag_add(reader->diag, OP_BAD_VALUE, node->key_place,
                        "small letters, digits and _, at most 40", "%s: not the id of a measure",
                        node->key);
            continue;
        }
        if (at >= n_before) {
            op_diag_add(reader->diag, OP_DUPLICATE_KEY, node->key_place, NULL,
                        "%s: this measure stands in %s too", node->key,
                        catalogue->nodes[at]->key_place.file);
            continue;
        }
        if (at < 0) {
            if (!make_room(reader, catalogue)) {
                return;
            }
            at = catalogue->n_measures++;
        }
        catalogue->nodes[at] = node;
        read_measure(reader, node, replaces, &catalogue->measures[at]);
    }
}

static int
is_yaml(const struct dirent *entry)
{
    const size_t n = strlen(entry->d_name);

    return entry->d_name[0] != '.' && n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0;
}

static int
compare_names(const struct dirent **x, const struct dirent **y)
{
    return strcmp((*x)->d_name, (*y)->d_name);   // not alphasort: the locale must not matter
}

static void
read_folder(struct op_reader *reader, const char *folder, struct op_catalogue *catalogue)
{
    const int n_before = catalogue->n_measures;
    struct dirent **entries = NULL;
    const int n = folder ? scandir(folder, &entries, is_yaml, compare_names) : 0;

    // A folder that is not there holds no measures; one that could not be listed is another matter.
    reader->no_memory |= n < 0 && errno == ENOMEM;
    for (int i = 0; i < n; i++) {
        const char *path = op_arena_format(reader->arena, "%s/%s", folder, entries[i]->d_name);
        struct op_node *root = NULL;
        int version = OP_LANGUAGE_VERSION;

        if (path && !op_path_is_inside(reader, path)) {
            op_diag_add(reader->diag, OP_BAD_VALUE, (struct op_place){ .file = path },
                        "put the file itself into the catalogue's folder",
                        "a link leads out of the scenario's folder");
        } else if (i == MAX_FILES) {
            op_diag_add(reader->diag, OP_TOO_LARGE, (struct op_place){ .file = folder }, NULL,
                        "more than %d files of measures", MAX_FILES);
        } else if (i < MAX_FILES && path &&
                   op_tree_read(reader->arena, path, &root, reader->diag) == OP_OK && root &&
                   op_is_map(reader, root, "scenarios/catalogue/police.yaml") &&
                   op_migrate_file(reader, root, OP_FILE_CATALOGUE, &version)) {
            add_entries(reader, root, n_before, catalogue);
        }
        free(entries[i]);
    }
    free(entries);
}

// A scenario that lies in <share>/scenarios has the common catalogue beside it.
static bool
is_same_folder(const struct op_reader *reader)
{
    const char *common = op_arena_format(reader->arena, "%s/scenarios", reader->share_dir);
    struct stat x;
    struct stat y;

    return common && stat(common, &x) == 0 && stat(reader->folder, &y) == 0 &&
           x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int
compare_rows(const void *left, const void *right)
{
    const struct op_node *const *x = left;
    const struct op_node *const *y = right;

    return strcmp((*x)->key, (*y)->key);
}

void
op_read_catalogue(struct op_reader *reader, const struct op_node *own,
                  struct op_catalogue *catalogue)
{
    *catalogue = (struct op_catalogue){ 0 };
    if (reader->share_dir) {
        read_folder(reader,
                    op_arena_format(reader->arena, "%s/scenarios/catalogue", reader->share_dir),
                    catalogue);
    }
    if (!reader->share_dir || !is_same_folder(reader)) {
        read_folder(reader, op_arena_format(reader->arena, "%s/catalogue", reader->folder),
                    catalogue);
    }
    if (own && op_is_map(reader, own, "measures: { a_measure: { name: ... } }")) {
        // An entry of the scenario itself may replace any other.
        add_entries(reader, own, catalogue->n_measures, catalogue);
    }

    // Sorted by id: the measures are ordered through their nodes, which hold the same ids.
    struct op_measure *sorted =
        op_reader_new(reader, (size_t)catalogue->n_measures, sizeof *sorted);
    const struct op_node **nodes =
        op_reader_new(reader, (size_t)catalogue->n_measures, sizeof *nodes);

    if (!sorted || !nodes || catalogue->n_measures == 0) {
        return;
    }
    memcpy(nodes, catalogue->nodes, (size_t)catalogue->n_measures * sizeof *nodes);
    qsort(nodes, (size_t)catalogue->n_measures, sizeof *nodes, compare_rows);
    for (int i = 0; i < catalogue->n_measures; i++) {
        sorted[i] = catalogue->measures[op_catalogue_find(catalogue, nodes[i]->key)];
    }
    catalogue->measures = sorted;
    catalogue->nodes = nodes;
}
