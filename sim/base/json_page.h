// SPDX-License-Identifier: GPL-3.0-or-later
// JSON with lists and objects within each other, indented: who writes says what stands where, and
// commas, lines and quotes come by themselves.
#ifndef OP_BASE_JSON_PAGE_H
#define OP_BASE_JSON_PAGE_H

#include <stdbool.h>
#include <stdio.h>

enum { OP_JSON_MAX_DEPTH = 32 };

struct op_json_page {
    FILE *out;
    int depth;
    bool is_short;   // whoever writes into it lacked memory: something is missing
    bool has_items[OP_JSON_MAX_DEPTH];
    bool is_line[OP_JSON_MAX_DEPTH];   // all on one line
    char closing[OP_JSON_MAX_DEPTH];
};

// `key` is that of an entry of an object; NULL for an item of a list and for the whole. A list or
// object that is opened within one that stands on a line stands there too.
void op_json_open(struct op_json_page *page, const char *key, char bracket);   // '{' or '['
void op_json_open_line(struct op_json_page *page, const char *key, char bracket);
void op_json_close(struct op_json_page *page);   // at the end of the whole also the line
void op_json_string(struct op_json_page *page, const char *key, const char *text);
void op_json_number(struct op_json_page *page, const char *key, double value);
// A piece of JSON as it is: true, null, {"type": "object"}.
void op_json_raw(struct op_json_page *page, const char *key, const char *json);

#endif
