// SPDX-License-Identifier: GPL-3.0-or-later
// From the events of libyaml to a tree. A stack of open lists and maps, no recursion, so that no
// document can exhaust the program's own stack.
#include "sim/input/tree.h"

#include <string.h>
#include <yaml.h>

// A text that was parted at its commas; each piece is a copy, so that longer ones would cost.
enum { LONGEST_JOINED = 1000 };

struct builder {
    struct op_arena *arena;
    struct op_diag *diag;
    const char *file;
    bool has_lines;
    struct op_node *open[OP_TREE_MAX_DEPTH];
    bool is_flow[OP_TREE_MAX_DEPTH];              // stands in { } or [ ]
    const char *pending_key[OP_TREE_MAX_DEPTH];   // MAP: a key that waits for its value
    struct op_place pending_place[OP_TREE_MAX_DEPTH];
    int depth;
    int n_documents;
    struct op_node *root;
};

static struct op_place
place_of(const struct builder *builder, const yaml_mark_t *mark)
{
    if (!builder->has_lines) {
        return (struct op_place){ .file = builder->file };
    }
    return (struct op_place){ builder->file, (int)mark->line + 1, (int)mark->column + 1 };
}

// What of a file is usually wrong where libyaml says so; often it stands on the line above.
static const char *
hint_of(const char *problem)
{
    if (strstr(problem, "character that cannot start any token")) {
        return "put the text in quotes, and indent with spaces";
    }
    if (strstr(problem, "',' or '")) {
        return "entries within { } and [ ] are parted by commas; a text with a quote or a comma "
               "stands in quotes of the other kind";
    }
    return "here or above, a quote is not closed, or a line is not indented as its neighbours";
}

static enum op_status
refuse_syntax(struct builder *builder, const yaml_parser_t *parser)
{
    const char *problem = parser->problem ? parser->problem : "this cannot be read";

    if (parser->error == YAML_MEMORY_ERROR) {
        return OP_NO_MEMORY;
    }
    if (parser->context && strcmp(parser->context, "while scanning a quoted scalar") == 0) {
        return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &parser->context_mark),
                           "close it, or put the text in quotes of the other kind",
                           "the quote that is opened here has no end");
    }
    if (strstr(problem, "mapping values are not allowed")) {
        return op_diag_add(
            builder->diag, OP_SYNTAX, place_of(builder, &parser->problem_mark),
            "a text with a colon stands in quotes; keys of one map stand exactly below "
            "each other",
            "not valid YAML: a key with a value cannot stand here");
    }
    if (strstr(problem, "could not find expected ':'")) {   // the line before the one it is met on
        return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &parser->context_mark),
                           "KEY: VALUE, with a blank behind the colon",
                           "not valid YAML: a key without a colon");
    }
    if (parser->context && strstr(parser->context, "parsing a flow") &&
        parser->context_mark.line < parser->problem_mark.line) {
        return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &parser->context_mark),
                           "each { has its }, each [ its ]; entries are parted by commas",
                           "not valid YAML: the bracket that opens here is not closed");
    }
    return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &parser->problem_mark),
                       hint_of(problem), "not valid YAML: %s%s%s", problem,
                       parser->context ? ", " : "", parser->context ? parser->context : "");
}

// Within a map the first scalar of each pair is a key.
static bool
is_key(const struct builder *builder)
{
    return builder->depth > 0 && builder->open[builder->depth - 1]->kind == OP_NODE_MAP &&
           !builder->pending_key[builder->depth - 1];
}

static enum op_status
take_key(struct builder *builder, const yaml_event_t *event)
{
    const int top = builder->depth - 1;
    const char *text = (const char *)event->data.scalar.value;
    const struct op_node *before = op_node_find(builder->open[top], text);
    const struct op_place place = place_of(builder, &event->start_mark);

    if (memchr(text, 0, event->data.scalar.length)) {
        return op_diag_add(builder->diag, OP_SYNTAX, place, NULL,
                           "a key may not hold the character NUL");
    }
    if (before) {
        char hint[96];

        snprintf(hint, sizeof hint, "it stands at line %d too", before->key_place.line);
        op_diag_add(builder->diag, OP_DUPLICATE_KEY, place, hint, "%s: this key stands twice",
                    text);   // go on: the other faults of the file are worth knowing too
    }
    if (builder->open[top]->n_children >= OP_TREE_MAX_KEYS) {
        return op_diag_add(builder->diag, OP_TOO_LARGE, place, NULL, "a map of more than %d keys",
                           OP_TREE_MAX_KEYS);
    }
    builder->pending_key[top] = op_arena_part(builder->arena, text, event->data.scalar.length);
    builder->pending_place[top] = place;
    return builder->pending_key[top] ? OP_OK : OP_NO_MEMORY;
}

static enum op_status
add_node(struct builder *builder, enum op_node_kind kind, const yaml_event_t *event,
         struct op_node **added)
{
    struct op_node *node = op_arena_new(builder->arena, 1, sizeof *node);
    const int top = builder->depth - 1;

    if (!node) {
        return OP_NO_MEMORY;
    }
    node->kind = kind;
    node->text = "";
    node->key = "";
    node->place = place_of(builder, &event->start_mark);
    node->key_place = node->place;
    *added = node;
    if (builder->depth == 0) {
        builder->root = node;
        return OP_OK;
    }
    if (builder->open[top]->kind == OP_NODE_LIST) {
        node->key = builder->open[top]->key;
    } else if (builder->pending_key[top]) {
        node->key = builder->pending_key[top];
        node->key_place = builder->pending_place[top];
        builder->pending_key[top] = NULL;
    } else {
        return op_diag_add(builder->diag, OP_WRONG_TYPE, node->place, NULL,
                           "a key must be a text, not a list or a map");
    }
    op_node_append(builder->open[top], node);
    return OP_OK;
}

static bool
has_open_bracket(const char *text)
{
    int n_open = 0;

    for (; *text; text++) {
        n_open += (*text == '(') - (*text == ')');
    }
    return n_open > 0;
}

// `{ reach: uniform(5 %, 15 %) }`: to YAML the comma ends the value, and `15 %)` is a key without a
// value (in a list: the next item). Such a piece is given back to the text before it.
static bool
is_rest_of_text(const struct builder *builder, const yaml_event_t *event)
{
    const int top = builder->depth - 1;

    if (top < 0 || !builder->is_flow[top] || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
        return false;
    }

    const struct op_node *before = builder->open[top]->last;

    return before && before->kind == OP_NODE_TEXT && !before->is_quoted &&
           strnlen(before->text, LONGEST_JOINED) < LONGEST_JOINED &&
           has_open_bracket(before->text) &&
           (builder->open[top]->kind == OP_NODE_LIST || event->data.scalar.length == 0);
}

static enum op_status
join_rest(struct builder *builder, const yaml_event_t *event)
{
    const int top = builder->depth - 1;
    struct op_node *before = builder->open[top]->last;
    const char *rest = builder->open[top]->kind == OP_NODE_LIST
                           ? (const char *)event->data.scalar.value
                           : builder->pending_key[top];

    builder->pending_key[top] = NULL;
    before->text = op_arena_format(builder->arena, "%s, %s", before->text, rest);
    return before->text ? OP_OK : OP_NO_MEMORY;
}

static enum op_status
take_scalar(struct builder *builder, const yaml_event_t *event)
{
    struct op_node *node = NULL;

    if (is_key(builder)) {
        return take_key(builder, event);
    }
    if (is_rest_of_text(builder, event)) {
        return join_rest(builder, event);
    }

    const enum op_status status = add_node(builder, OP_NODE_TEXT, event, &node);

    if (status != OP_OK) {
        return status;
    }
    if (memchr(event->data.scalar.value, 0, event->data.scalar.length)) {
        return op_diag_add(builder->diag, OP_SYNTAX, node->place, NULL,
                           "a text may not hold the character NUL");
    }
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = op_arena_part(builder->arena, (const char *)event->data.scalar.value,
                               event->data.scalar.length);
    return node->text ? OP_OK : OP_NO_MEMORY;
}

static enum op_status
open_node(struct builder *builder, enum op_node_kind kind, const yaml_event_t *event)
{
    struct op_node *node = NULL;

    if (builder->depth == OP_TREE_MAX_DEPTH) {
        return op_diag_add(builder->diag, OP_TOO_LARGE, place_of(builder, &event->start_mark), NULL,
                           "lists and maps within each other deeper than %d", OP_TREE_MAX_DEPTH);
    }

    const enum op_status status = add_node(builder, kind, event, &node);

    if (status == OP_OK) {
        builder->open[builder->depth] = node;
        builder->pending_key[builder->depth] = NULL;
        builder->is_flow[builder->depth] =
            kind == OP_NODE_MAP ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                                : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        builder->depth++;
    }
    return status;
}

static enum op_status
refuse_tag(struct builder *builder, const yaml_event_t *event, const yaml_char_t *tag)
{
    return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &event->start_mark),
                       "put a text that starts with ! in quotes",
                       "tags such as %s are not part of the language", (const char *)tag);
}

static const yaml_char_t *
anchor_of(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor
           : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor
           : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.anchor
                                                      : NULL;
}

static enum op_status
take_event(struct builder *builder, const yaml_event_t *event)
{
    const yaml_char_t *anchor = anchor_of(event);

    if (anchor) {
        return op_diag_add(
            builder->diag, OP_SYNTAX, place_of(builder, &event->start_mark),
            "write it out where it is used again; a text that starts with & stands in "
            "quotes",
            "anchors such as &%s are not part of the language", (const char *)anchor);
    }
    switch (event->type) {
        case YAML_SCALAR_EVENT:
            return event->data.scalar.tag ? refuse_tag(builder, event, event->data.scalar.tag)
                                          : take_scalar(builder, event);
        case YAML_SEQUENCE_START_EVENT:
            return event->data.sequence_start.tag
                       ? refuse_tag(builder, event, event->data.sequence_start.tag)
                       : open_node(builder, OP_NODE_LIST, event);
        case YAML_MAPPING_START_EVENT:
            return event->data.mapping_start.tag
                       ? refuse_tag(builder, event, event->data.mapping_start.tag)
                       : open_node(builder, OP_NODE_MAP, event);
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            builder->depth--;
            return OP_OK;
        case YAML_ALIAS_EVENT:
            return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &event->start_mark),
                               "write it out, or put it in a file of its own and include that",
                               "aliases (*name) are not part of the language");
        case YAML_DOCUMENT_START_EVENT:
            if (++builder->n_documents > 1) {
                return op_diag_add(builder->diag, OP_SYNTAX, place_of(builder, &event->start_mark),
                                   NULL, "a second document: a file holds one");
            }
            return OP_OK;
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_STREAM_END_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            return OP_OK;
    }
    return OP_OK;
}

static enum op_status
build(struct builder *builder, yaml_parser_t *parser)
{
    enum op_status status = OP_OK;
    bool at_end = false;

    while (status == OP_OK && !at_end) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event)) {
            return refuse_syntax(builder, parser);
        }
        status = take_event(builder, &event);
        at_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return status;
}

enum op_status
op_tree_read_text(struct op_arena *arena, const char *text, size_t n_bytes, const char *file,
                  bool has_lines, struct op_node **root, struct op_diag *diag)
{
    struct builder builder = {
        .arena = arena,
        .diag = diag,
        .file = file,
        .has_lines = has_lines,
    };
    const int n_errors = diag->n_errors;
    yaml_parser_t parser;
    enum op_status status = OP_NO_MEMORY;

    *root = NULL;
    if (!yaml_parser_initialize(&parser)) {
        arena->is_short = true;
        return status;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, n_bytes);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    status = build(&builder, &parser);
    yaml_parser_delete(&parser);
    arena->is_short |= status == OP_NO_MEMORY;
    if (status == OP_OK && diag->n_errors > n_errors) {
        status = OP_DUPLICATE_KEY;
    }
    if (status == OP_OK) {
        *root = builder.root;
    }
    return status;
}

enum op_status
op_tree_read(struct op_arena *arena, const char *path, struct op_node **root, struct op_diag *diag)
{
    const char *file = op_arena_text(arena, path);
    char *text = NULL;
    size_t n_bytes = 0;
    size_t skip = 0;
    enum op_status status;

    *root = NULL;
    if (!file) {
        return OP_NO_MEMORY;
    }
    status = op_file_read(arena, path, (struct op_place){ 0 }, &text, &n_bytes, diag);
    if (status == OP_OK) {
        status = op_file_check_text(text, n_bytes, file, &skip, diag);
    }
    if (status == OP_OK) {
        status = op_tree_read_text(arena, text + skip, n_bytes - skip, file, true, root, diag);
    }
    return status;
}
