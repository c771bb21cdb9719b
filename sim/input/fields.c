// SPDX-License-Identifier: GPL-3.0-or-later
// Values of nodes, with findings in one style: the key, the value as written, what would be right.
#include "sim/input/fields.h"

#include "sim/base/text.h"
#include "sim/input/language.h"
#include "sim/input/quantity.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void *
op_reader_new(struct op_reader *reader, size_t n, size_t size)
{
    void *place = op_arena_new(reader->arena, n, size);

    reader->no_memory |= !place;
    return place;
}

enum op_status
op_reader_status(const struct op_reader *reader, int n_errors)
{
    if (reader->no_memory || reader->arena->is_short) {
        return OP_NO_MEMORY;
    }
    for (int i = 0, n = 0; i < reader->diag->n_findings; i++) {
        n += reader->diag->findings[i].severity == OP_ERROR;
        if (n > n_errors) {
            return reader->diag->findings[i].status;
        }
    }
    return reader->diag->n_errors > n_errors ? OP_NO_MEMORY : OP_OK;
}

bool
op_fault(struct op_reader *reader, enum op_status status, const struct op_node *node,
         const char *hint, const char *format, ...)
{
    char message[512];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return op_diag_add(reader->diag, status, node->place, hint, "%s%s%s", node->key,
                       node->key[0] ? ": " : "", message) == OP_OK;
}

static bool
is_kind(struct op_reader *reader, const struct op_node *node, enum op_node_kind kind,
        const char *wanted, const char *example)
{
    char hint[160];

    if (node->kind == kind) {
        return true;
    }
    snprintf(hint, sizeof hint, "write it like %s", example);
    return op_fault(reader, OP_WRONG_TYPE, node, hint, "%s stands here, and it is %s",
                    op_node_kind_text(node), wanted);
}

bool
op_is_map(struct op_reader *reader, const struct op_node *node, const char *example)
{
    return is_kind(reader, node, OP_NODE_MAP, "a map of keys", example);
}

bool
op_is_list(struct op_reader *reader, const struct op_node *node, const char *example)
{
    return is_kind(reader, node, OP_NODE_LIST, "a list", example);
}

const char *
op_field_text(struct op_reader *reader, const struct op_node *node)
{
    if (node->kind != OP_NODE_TEXT) {
        op_fault(reader, OP_WRONG_TYPE, node, NULL, "%s stands here, and it is one value",
                 op_node_kind_text(node));
        return NULL;
    }
    if (node->text[0] == '\0') {
        op_fault(reader, OP_BAD_VALUE, node, "write a value or leave out the key", "no value");
        return NULL;
    }
    // Other readers of YAML take these for nothing, and nothing is never what was meant here.
    if (!node->is_quoted &&
        (strcmp(node->text, "~") == 0 || op_text_same_letters(node->text, "null"))) {
        op_fault(reader, OP_BAD_VALUE, node,
                 "leave out the key; a text of that form stands in quotes", "%s is no value",
                 node->text);
        return NULL;
    }
    return node->text;
}

bool
op_field_yes(struct op_reader *reader, const struct op_node *node, bool *yes)
{
    const char *text = op_field_text(reader, node);

    if (!text) {
        return false;
    }
    if (strcmp(text, "yes") == 0 || strcmp(text, "true") == 0) {
        *yes = true;
        return true;
    }
    if (strcmp(text, "no") == 0 || strcmp(text, "false") == 0) {
        *yes = false;
        return true;
    }
    return op_fault(reader, OP_BAD_VALUE, node, "write yes or no", "\"%s\" is not yes or no", text);
}

const char *
op_did_you_mean(const char *nearest, const char *otherwise, char hint[256])
{
    if (!nearest) {
        return otherwise;
    }
    snprintf(hint, 256, "did you mean \"%s\"?", nearest);
    return hint;
}

void
op_list_words(const char *const *words, char text[256])
{
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; words[i] && used < 250; i++) {
        const int n = snprintf(text + used, 256 - used, "%s%s", i > 0 ? ", " : "", words[i]);

        used += n > 0 ? (size_t)n : 0;
    }
}

int
op_field_word(struct op_reader *reader, const struct op_node *node, const char *const *words)
{
    const char *text = op_field_text(reader, node);
    struct op_nearest nearest;
    char all[256];
    char otherwise[280];
    char hint[256];

    if (!text) {
        return -1;
    }
    op_nearest_start(&nearest, text);
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            return i;
        }
        op_nearest_offer(&nearest, words[i]);
    }
    op_list_words(words, all);
    snprintf(otherwise, sizeof otherwise, "one of %s", all);
    op_fault(reader, OP_UNKNOWN_NAME, node, op_did_you_mean(nearest.best, otherwise, hint),
             "\"%s\" is not known here", text);
    return -1;
}

bool
op_field_text2(struct op_reader *reader, const struct op_node *node, struct op_text2 *text)
{
    if (node->kind == OP_NODE_TEXT) {
        text->en = op_field_text(reader, node);
        text->nl = NULL;
        return text->en;
    }
    if (!op_is_map(reader, node, "{ en: ..., nl: ... }, or one text")) {
        return false;
    }
    op_check_keys(reader, node, OP_MAP_TEXT2);

    const struct op_node *en = op_node_find(node, "en");
    const struct op_node *nl = op_node_find(node, "nl");

    text->en = en ? op_field_text(reader, en) : NULL;
    text->nl = nl ? op_field_text(reader, nl) : NULL;
    if (!en && !nl) {
        return op_fault(reader, OP_MISSING_KEY, node, NULL, "neither en nor nl");
    }
    return text->en || text->nl;
}

bool
op_field_quantity(struct op_reader *reader, const struct op_node *node, enum op_unit unit,
                  double low, double high, double *value)
{
    const char *text = op_field_text(reader, node);
    double read = 0;

    if (!text ||
        op_quantity_parse(unit, text, node->place, node->key, &read, reader->diag) != OP_OK) {
        return false;
    }
    if (!(read >= low && read <= high)) {
        char low_text[48];
        char high_text[48];

        op_bound_text(unit, low, low_text);
        op_bound_text(unit, high, high_text);
        return op_fault(reader, OP_OUT_OF_RANGE, node, NULL, "%s is outside [%s, %s]", text,
                        low_text, high_text);
    }
    *value = read;
    return true;
}

bool
op_field_persons(struct op_reader *reader, const struct op_node *node, double low, double high,
                 double *value)
{
    double read = 0;

    if (!op_field_quantity(reader, node, OP_UNIT_PERSONS, low, high, &read)) {
        return false;
    }
    if (read != floor(read)) {
        return op_fault(reader, OP_BAD_VALUE, node, "nothing stands between thousands: 1500",
                        "\"%s\" is not a whole number of persons", node->text);
    }
    *value = read;
    return true;
}

bool
op_field_duration(struct op_reader *reader, const struct op_node *node, int64_t least_us,
                  int64_t *us)
{
    double seconds = 0;

    if (!op_field_quantity(reader, node, OP_UNIT_DURATION, (double)least_us * 1e-6,
                           10 * 366 * 86400.0, &seconds)) {
        return false;
    }
    *us = llround(seconds * 1e6);
    return true;
}

bool
op_field_whole(struct op_reader *reader, const struct op_node *node, int low, int high, int *value)
{
    const char *text = op_field_text(reader, node);
    double number = 0;

    if (!text) {
        return false;
    }
    if (!op_text_number(text, &number) || number != floor(number)) {
        return op_fault(reader, OP_BAD_VALUE, node, NULL, "\"%s\" is not a whole number", text);
    }
    if (!(number >= low && number <= high)) {
        return op_fault(reader, OP_OUT_OF_RANGE, node, NULL, "%s is outside [%d, %d]", text, low,
                        high);
    }
    *value = (int)number;
    return true;
}

void
op_unknown_key(struct op_reader *reader, const struct op_node *node, const char *nearest,
               const char *all)
{
    char hint[256];

    // { within: 12,5 km }: the comma ends the value, and "5 km" is the next key
    if (node->key[0] >= '0' && node->key[0] <= '9' && node->kind == OP_NODE_TEXT &&
        node->text[0] == '\0') {
        op_diag_add(reader->diag, OP_UNKNOWN_KEY, node->key_place,
                    "with a decimal point, as in 12.5 km: a comma ends a value here",
                    "%s: this key is not known here", node->key);
        return;
    }
    op_diag_add(reader->diag, OP_UNKNOWN_KEY, node->key_place, op_did_you_mean(nearest, all, hint),
                "%s: this key is not known here", node->key);
}

void
op_known_keys(struct op_reader *reader, const struct op_node *map, const char *const *keys)
{
    char all[256];
    char otherwise[300];

    op_list_words(keys, all);
    snprintf(otherwise, sizeof otherwise, "keys here: %s", all);
    for (const struct op_node *child = map->first; child; child = child->next) {
        struct op_nearest nearest;
        bool is_known = op_text_starts_with(child->key, "x-");

        op_nearest_start(&nearest, child->key);
        for (int i = 0; keys[i]; i++) {
            is_known |= strcmp(keys[i], child->key) == 0;
            op_nearest_offer(&nearest, keys[i]);
        }
        if (!is_known) {
            op_unknown_key(reader, child, nearest.best, otherwise);
        }
    }
}
