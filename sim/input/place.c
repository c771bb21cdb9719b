// SPDX-License-Identifier: GPL-3.0-or-later
// The place of a gathering: by name, by name and municipality or province, by code, or made up.
#include "sim/input/towns.h"

#include "sim/base/text.h"
#include "sim/input/language.h"

#include <string.h>

enum { MAX_NAMED = 6 };

// What was asked for: "Haren" and "Groningen" of "Haren (Groningen)".
struct wish {
    char name[128];
    char within[128];   // "" if nothing stands in brackets
};

static bool
read_wish(struct op_reader *reader, const struct op_node *node, const char *text, struct wish *wish)
{
    const char *open = strchr(text, '(');
    size_t n = open ? (size_t)(open - text) : strlen(text);

    *wish = (struct wish){ 0 };
    while (n > 0 && text[n - 1] == ' ') {
        n--;
    }
    if (n == 0 || n >= sizeof wish->name) {
        return op_fault(reader, OP_BAD_VALUE, node, "write it like \"Haren (Groningen)\"",
                        "\"%s\" is not a place", text);
    }
    memcpy(wish->name, text, n);
    if (open) {
        const char *close = strchr(open, ')');

        if (!close || close[1] != '\0' || close - open > 120) {
            return op_fault(reader, OP_BAD_VALUE, node, "write it like \"Haren (Groningen)\"",
                            "\"%s\" is not a place", text);
        }
        memcpy(wish->within, open + 1, (size_t)(close - open) - 1);
    }
    return true;
}

static bool
lies_within(const struct op_town *town, const struct wish *wish)
{
    return !wish->within[0] || op_text_same_letters(town->municipality, wish->within) ||
           op_text_same_letters(town->province, wish->within) ||
           strcmp(town->code, wish->within) == 0;
}

static bool
is_code(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

// The largest place of a municipality, by its code or name; -1: no such municipality.
static int
largest_of_municipality(const struct op_scenario *scenario, const struct wish *wish)
{
    int largest = -1;

    for (int i = 0; i < scenario->n_towns; i++) {
        const struct op_town *town = &scenario->towns[i];

        if ((strcmp(town->code, wish->name) == 0 ||
             op_text_same_letters(town->municipality, wish->name)) &&
            lies_within(town, wish) &&
            (largest < 0 || town->inhabitants > scenario->towns[largest].inhabitants)) {
            largest = i;
        }
    }
    return largest;
}

static void
refuse_ambiguous(struct op_reader *reader, const struct op_node *node, const struct wish *wish)
{
    const struct op_scenario *scenario = reader->scenario;
    char hint[400] = "write one of";
    int n = 0;

    for (int i = 0; i < scenario->n_towns; i++) {
        const struct op_town *town = &scenario->towns[i];
        const size_t used = strlen(hint);

        if (op_text_same_letters(town->name, wish->name) && lies_within(town, wish) &&
            n++ < MAX_NAMED) {
            snprintf(hint + used, sizeof hint - used, "%s \"%s (%s)\"", n > 1 ? "," : "",
                     town->name, town->municipality);
        }
    }
    op_fault(reader, OP_AMBIGUOUS, node, hint, "there are %d places \"%s\"", n, wish->name);
}

static void
refuse_unknown(struct op_reader *reader, const struct op_node *node, const struct wish *wish)
{
    const struct op_scenario *scenario = reader->scenario;
    struct op_nearest nearest;
    char hint[256];

    op_nearest_start(&nearest, wish->name);
    for (int i = 0; i < scenario->n_towns; i++) {
        const struct op_town *town = &scenario->towns[i];

        if (op_text_same_letters(town->name, wish->name)) {   // then it lies elsewhere
            snprintf(hint, sizeof hint, "there is \"%s (%s)\"", town->name, town->municipality);
            op_fault(reader, OP_UNKNOWN_NAME, node, hint, "no \"%s\" in \"%s\"", wish->name,
                     wish->within);
            return;
        }
        op_nearest_offer(&nearest, town->name);
        op_nearest_offer(&nearest, town->municipality);
    }
    op_fault(reader, OP_UNKNOWN_NAME, node,
             op_did_you_mean(nearest.best, "a place of the table, or a municipality's code", hint),
             "no place \"%s\" in the table of places", wish->name);
}

// Index of a town, -1 on a fault.
static int
find_town(struct op_reader *reader, const struct op_node *node)
{
    const struct op_scenario *scenario = reader->scenario;
    const char *text = op_field_text(reader, node);
    struct wish wish;
    int found = -1;
    int n = 0;

    if (!text || !read_wish(reader, node, text, &wish)) {
        return -1;
    }
    for (int i = 0; i < scenario->n_towns && !is_code(wish.name); i++) {
        if (op_text_same_letters(scenario->towns[i].name, wish.name) &&
            lies_within(&scenario->towns[i], &wish)) {
            found = i;
            n++;
        }
    }
    if (n > 1) {
        refuse_ambiguous(reader, node, &wish);
        return -1;
    }
    found = n == 1 ? found : largest_of_municipality(scenario, &wish);
    if (found < 0) {
        refuse_unknown(reader, node, &wish);
    }
    return found;
}

// The made-up place stands in the row of the one that it is like: same site, own name and number.
static bool
read_made_up(struct op_reader *reader, const struct op_node *node)
{
    const struct op_node *name = op_node_find(node, "name");
    const struct op_node *inhabitants = op_node_find(node, "inhabitants");
    const struct op_node *like = op_node_find(node, "like");
    struct op_scenario *scenario = reader->scenario;
    double number = 0;

    op_check_keys(reader, node, OP_MAP_PLACE);
    if (!name || !inhabitants || !like) {
        return op_fault(reader, OP_MISSING_KEY, node,
                        "write { name: Rivierstad, inhabitants: 35000, like: Wijchen }",
                        "a made-up place has no %s",
                        !name          ? "name"
                        : !inhabitants ? "inhabitants"
                                       : "like");
    }

    const char *text = op_field_text(reader, name);
    const bool has_number = op_field_persons(reader, inhabitants, 1, 1e8, &number);
    const int found = find_town(reader, like);

    if (!text || !has_number || found < 0) {
        return false;
    }
    scenario->towns[found].name = text;
    scenario->towns[found].municipality = text;
    scenario->towns[found].inhabitants = number;
    scenario->place = found;
    return true;
}

bool
op_read_place(struct op_reader *reader, const struct op_node *node)
{
    struct op_scenario *scenario = reader->scenario;

    if (node->kind == OP_NODE_MAP) {
        if (!read_made_up(reader, node)) {
            return false;
        }
    } else {
        scenario->place = find_town(reader, node);
        if (scenario->place < 0) {
            return false;
        }
    }
    scenario->place_name = scenario->towns[scenario->place].name;
    scenario->place_latitude_deg = scenario->towns[scenario->place].latitude_deg;
    scenario->place_longitude_deg = scenario->towns[scenario->place].longitude_deg;
    return true;
}
