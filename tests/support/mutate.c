// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mutate.h"

#include "sim/base/status.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

// ---- chance: splitmix64 (Steele, Lea, Flood 2014), apart from the program's own ----

static uint64_t
draw(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t
below(uint64_t *state, size_t n)
{
    return n > 0 ? (size_t)(draw(state) % n) : 0;
}

// ---- pieces of a text ----

struct span {
    size_t from, to;
};

static void
splice(struct mutant *mutant, struct span span, const char *text, size_t n)
{
    char *whole = malloc(mutant->n_bytes - (span.to - span.from) + n + 1);

    if (!whole) {
        abort();
    }
    memcpy(whole, mutant->text, span.from);
    memcpy(whole + span.from, text, n);
    memcpy(whole + span.from + n, mutant->text + span.to, mutant->n_bytes - span.to);
    mutant->n_bytes += n - (span.to - span.from);
    whole[mutant->n_bytes] = '\0';
    free(mutant->text);
    mutant->text = whole;
}

static struct span
random_line(const struct mutant *mutant, uint64_t *state)
{
    struct span line = { below(state, mutant->n_bytes), 0 };

    while (line.from > 0 && mutant->text[line.from - 1] != '\n') {
        line.from--;
    }
    line.to = line.from;
    while (line.to < mutant->n_bytes && mutant->text[line.to++] != '\n') {
    }
    return line;
}

// A key (`word:` before a space or an end of line) or the value after one, outside of comments.
static struct span
random_key(const struct mutant *mutant, uint64_t *state)
{
    struct span found = { 0, 0 };
    size_t n_seen = 0;
    bool is_comment = false;

    for (size_t i = 0; i + 1 < mutant->n_bytes; i++) {
        const char c = mutant->text[i];

        is_comment = c == '\n' ? false : is_comment || c == '#';
        if (is_comment || c != ':' || !isspace((unsigned char)mutant->text[i + 1])) {
            continue;
        }
        size_t from = i;

        while (from > 0 && (isalnum((unsigned char)mutant->text[from - 1]) ||
                            strchr("_.-", mutant->text[from - 1]))) {
            from--;
        }
        if (from < i && below(state, ++n_seen) == 0) {
            found = (struct span){ from, i };
        }
    }
    return found;
}

static struct span
value_after(const struct mutant *mutant, struct span key)
{
    struct span value = { key.to + 1, 0 };
    int depth = 0;

    while (value.from < mutant->n_bytes && mutant->text[value.from] == ' ') {
        value.from++;
    }
    value.to = value.from;
    while (value.to < mutant->n_bytes && mutant->text[value.to] != '\n' &&
           mutant->text[value.to] != '#') {
        const char c = mutant->text[value.to];

        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth < 0 || (depth == 0 && c == ',')) {
            break;
        }
        value.to++;
    }
    return value;
}

// ---- changes ----

static const char *const odd_values[] = {
    "",
    "~",
    "null",
    "0",
    "-1",
    "-0",
    "1e308",
    "1e999",
    "-1e308",
    "nan",
    ".nan",
    ".inf",
    "inf",
    "0x10",
    "1_000",
    "3,5",
    "1.000.000",
    "99999999999999999999",
    "1e-320",
    "yes",
    "no",
    "maybe",
    "5 km",
    "90 min",
    "-90 min",
    "1e300 d",
    "20 %",
    "200 %",
    "-3 /h",
    "10 lightyears",
    "[]",
    "{}",
    "[1, 2, 3]",
    "{ a: 1 }",
    "[[[[[[]]]]]]",
    "\"",
    "'",
    "\"\\u0000\"",
    "\"\\x41\"",
    "!!int 3",
    "*x",
    "&x 3",
    "|",
    ">",
    "? x",
    "- x",
    "uniform(1, 2",
    "uniform(2, 1)",
    "lognormal(median 0, 90 % 1)",
    "margin(1 h, 2 h, 3 h)",
    "normal(mean 1, sd -1)",
    "normal(mean 1e308, sd 1e308)",
    "2026-02-30 10:00",
    "9999-12-31 23:59",
    "0001-01-01 00:00",
    "start - 5 d",
    "end + 9 d",
    "start + 1e30 d",
    "event + event",
    "me_standby + 5 min",
    "all",
    "..",
    "trigger .. trigger",
    "disorder .. trigger",
    "Hengelo",
    "0014",
    "../../etc/passwd",
    "/etc/passwd",
    "/dev/zero",
    "catalogue/police.yaml",
    "scenario.yaml",
    ".",
    "\xC3\xA9\xC3\xA9n",
    "\xEF\xBF\xBF",
    "\t",
    "%s%s%n",
    "{ phase: assembly }",
    "{ observable: active_persons, at_least: 1e999, oracle: yes }",
};

static void
change_bytes(struct mutant *mutant, uint64_t *state)
{
    const size_t n = 1 + below(state, 4);

    for (size_t i = 0; i < n; i++) {
        mutant->text[below(state, mutant->n_bytes)] = (char)(unsigned char)below(state, 256);
    }
}

static void
change_mark(struct mutant *mutant, uint64_t *state)
{
    static const char marks[] = "{}[]:,\"'#-|>&*!%@ \n\t?.()";
    const size_t at = below(state, mutant->n_bytes);
    const size_t n_out = below(state, 2);
    const char mark = marks[below(state, sizeof marks - 1)];

    splice(mutant, (struct span){ at, at + n_out }, &mark, 1);
}

static void
change_indent(struct mutant *mutant, uint64_t *state)
{
    const struct span line = random_line(mutant, state);
    static const char *const starts[] = { " ", "  ", "\t", "   ", "      ", "- ", "# " };
    size_t n_spaces = 0;

    while (line.from + n_spaces < line.to && mutant->text[line.from + n_spaces] == ' ') {
        n_spaces++;
    }
    if (n_spaces > 0 && below(state, 2) == 0) {
        splice(mutant, (struct span){ line.from, line.from + 1 + below(state, n_spaces) }, "", 0);
    } else {
        const char *start = starts[below(state, sizeof starts / sizeof *starts)];

        splice(mutant, (struct span){ line.from, line.from }, start, strlen(start));
    }
}

static void
change_line(struct mutant *mutant, const char *other, uint64_t *state)
{
    const struct span line = random_line(mutant, state);
    struct mutant foreign = { .text = NULL, .n_bytes = strlen(other) };
    char *copy = strndup(mutant->text + line.from, line.to - line.from);
    const size_t kind = below(state, 4);

    if (!copy) {
        abort();
    }
    if (kind == 0) {
        splice(mutant, line, "", 0);
    } else if (kind == 1) {
        splice(mutant, (struct span){ line.from, line.from }, copy, line.to - line.from);
    } else if (kind == 2) {   // moved
        splice(mutant, line, "", 0);
        const struct span to = random_line(mutant, state);

        splice(mutant, (struct span){ to.from, to.from }, copy, line.to - line.from);
    } else {   // one of another file
        foreign.text = strdup(other);
        if (!foreign.text) {
            abort();
        }
        const struct span from = random_line(&foreign, state);

        splice(mutant, (struct span){ line.from, line.from }, foreign.text + from.from,
               from.to - from.from);
    }
    free(copy);
    free(foreign.text);
}

static void
change_key(struct mutant *mutant, uint64_t *state)
{
    const struct span key = random_key(mutant, state);
    const struct span other = random_key(mutant, state);
    char *word;

    if (key.to == 0) {
        return;
    }
    switch (below(state, 3)) {
        case 0:   // a letter
            mutant->text[key.from + below(state, key.to - key.from)] =
                (char)('a' + below(state, 26));
            break;
        case 1:   // another key's name
            word = strndup(mutant->text + other.from, other.to - other.from);
            if (!word) {
                abort();
            }
            splice(mutant, key, word, strlen(word));
            free(word);
            break;
        default:   // a key beside it, of another one's name, with the same value
            word = strndup(mutant->text + other.from, other.to - other.from);
            if (!word) {
                abort();
            }
            splice(mutant, (struct span){ key.from, key.from }, ": 1, ", 5);
            splice(mutant, (struct span){ key.from, key.from }, word, strlen(word));
            free(word);
            break;
    }
}

static void
change_value(struct mutant *mutant, uint64_t *state)
{
    const struct span key = random_key(mutant, state);
    const struct span value = value_after(mutant, key);
    const char *odd = odd_values[below(state, sizeof odd_values / sizeof *odd_values)];

    if (key.to > 0) {
        splice(mutant, value, odd, strlen(odd));
    }
}

static void
change_number(struct mutant *mutant, uint64_t *state)
{
    static const char *const numbers[] = {
        "-1", "0", "1e9", "1e999", "-1e99", "nan", "0.5", "2147483648", "1e-300", "00", "+7", "9999"
    };
    const size_t from = below(state, mutant->n_bytes);
    size_t at = from;

    while (at < mutant->n_bytes && !isdigit((unsigned char)mutant->text[at])) {
        at++;
    }
    size_t to = at;

    while (to < mutant->n_bytes && isdigit((unsigned char)mutant->text[to])) {
        to++;
    }
    const char *number = numbers[below(state, sizeof numbers / sizeof *numbers)];

    splice(mutant, (struct span){ at, to }, number, strlen(number));
}

static void
insert_new_key(struct mutant *mutant, uint64_t *state)
{
    static struct mutant_map maps[MUTANT_MAX_MAPS];
    const int n = mutant_maps(mutant->text, maps);
    char key[32];

    if (n == 0) {
        return;
    }
    snprintf(key, sizeof key, "zq%u", (unsigned)below(state, 100000));

    char *text = mutant_with_key(mutant->text, &maps[below(state, (size_t)n)], key,
                                 odd_values[below(state, sizeof odd_values / sizeof *odd_values)]);

    free(mutant->text);
    mutant->text = text;
    mutant->n_bytes = strlen(text);
}

static void
change_once(struct mutant *mutant, const char *other, uint64_t *state)
{
    static const char *const words[] = { "cut", "bytes", "mark",   "indent", "line",
                                         "key", "value", "number", "new key" };
    const size_t kind = below(state, 16);

    if (mutant->n_bytes == 0) {
        return;
    }
    mutant->what = words[kind < 9 ? kind : kind < 13 ? 6 : 5];
    switch (kind) {
        case 0:
            splice(mutant, (struct span){ below(state, mutant->n_bytes), mutant->n_bytes }, "", 0);
            break;
        case 1:
            change_bytes(mutant, state);
            break;
        case 2:
            change_mark(mutant, state);
            break;
        case 3:
            change_indent(mutant, state);
            break;
        case 4:
            change_line(mutant, other, state);
            break;
        case 7:
            change_number(mutant, state);
            break;
        case 8:
            insert_new_key(mutant, state);
            break;
        default:
            if (kind == 5 || kind >= 13) {
                change_key(mutant, state);
            } else {
                change_value(mutant, state);
            }
            break;
    }
}

void
mutant_make(const char *text, const char *other, uint64_t seed, struct mutant *mutant)
{
    uint64_t state = seed;

    *mutant = (struct mutant){ .text = strdup(text), .n_bytes = strlen(text), .what = "" };
    if (!mutant->text) {
        abort();
    }
    change_once(mutant, other, &state);
    mutant->has_new_key = strcmp(mutant->what, "new key") == 0;
    if (!mutant->has_new_key && below(&state, 4) == 0) {
        change_once(mutant, other, &state);
        mutant->has_new_key = false;
    }
}

// ---- maps ----

struct walker {
    const char *text;
    struct mutant_map *maps;
    int n_maps;
    char path[32][160];
    bool is_map[32], has_key[32];
    int map[32];   // index of it in maps
    int depth;
};

// Marks count characters; bytes are asked for.
static size_t
byte_at(const char *text, const yaml_mark_t *mark, size_t *line_start)
{
    size_t at = 0;

    for (size_t line = 0; line < mark->line; at++) {
        line += text[at] == '\n';
    }
    *line_start = at;
    for (size_t n = 0; n < mark->column; n++) {
        at++;
        while ((text[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    return at;
}

static void
child_path(const struct walker *w, const char *name, char path[160])
{
    const char *above = w->depth > 0 ? w->path[w->depth - 1] : "";

    snprintf(path, 160, "%.100s%s%.50s", above, above[0] ? "." : "", name);
}

static void
open_node(struct walker *w, const yaml_event_t *event, const char *key)
{
    const bool is_map = event->type == YAML_MAPPING_START_EVENT;
    char path[160] = "";

    if (w->depth == 32) {
        abort();
    }
    if (w->depth > 0) {
        child_path(w, w->is_map[w->depth - 1] ? key : "*", path);
    }
    memcpy(w->path[w->depth], path, sizeof path);
    w->is_map[w->depth] = is_map;
    w->has_key[w->depth] = false;
    w->map[w->depth] = w->n_maps;
    if (is_map && w->n_maps < MUTANT_MAX_MAPS) {
        struct mutant_map *map = &w->maps[w->n_maps++];
        size_t line_start;

        *map = (struct mutant_map){
            .is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
            .is_empty = true,
            .line = (int)event->start_mark.line + 1,
        };
        map->at = byte_at(w->text, &event->start_mark, &line_start);
        map->at += map->is_flow ? 1 : 0;
        map->column = (int)(map->at - line_start);
        map->line_column = (int)event->start_mark.column + (map->is_flow ? 3 : 1);
        memcpy(map->path, path, sizeof path);
    }
    w->depth++;
}

int
mutant_maps(const char *text, struct mutant_map maps[MUTANT_MAX_MAPS])
{
    static struct walker w;
    yaml_parser_t parser;
    yaml_event_t event;
    char key[160] = "";
    bool is_end = false;

    w = (struct walker){ .text = text, .maps = maps };
    if (!yaml_parser_initialize(&parser)) {
        abort();
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    while (!is_end && yaml_parser_parse(&parser, &event)) {
        const int top = w.depth - 1;

        if (event.type == YAML_SCALAR_EVENT && top >= 0 && w.is_map[top]) {
            if (!w.has_key[top]) {
                snprintf(key, sizeof key, "%.50s", (const char *)event.data.scalar.value);
                maps[w.map[top]].is_empty = false;
            }
            w.has_key[top] = !w.has_key[top];
        } else if (event.type == YAML_MAPPING_START_EVENT ||
                   event.type == YAML_SEQUENCE_START_EVENT) {
            if (top >= 0) {
                w.has_key[top] = false;   // its value is this
            }
            open_node(&w, &event, key);
        } else if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            w.depth--;
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return w.n_maps;
}

char *
mutant_with_key(const char *text, const struct mutant_map *map, const char *key, const char *value)
{
    const bool needs_quotes = map->is_flow && strpbrk(value, ",(") && !strchr("[{\"'", value[0]);
    const char *quote = needs_quotes ? "\"" : "";
    char *whole = NULL;
    int n;

    if (map->is_flow) {
        n = asprintf(&whole, "%.*s %s: %s%s%s%s%s", (int)map->at, text, key, quote, value, quote,
                     map->is_empty ? "" : ",", text + map->at);
    } else {
        n = asprintf(&whole, "%.*s%s: %s\n%*s%s", (int)map->at, text, key, value, map->column, "",
                     text + map->at);
    }
    if (n < 0) {
        abort();
    }
    return whole;
}
