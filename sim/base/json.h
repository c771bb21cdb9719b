// SPDX-License-Identifier: GPL-3.0-or-later
// What a program may read of ours: JSON by hand, for there is little of it.
#ifndef OP_BASE_JSON_H
#define OP_BASE_JSON_H

#include <stdio.h>

// A string in quotes; NULL is the empty one. Bytes that are not UTF-8 come out as U+FFFD.
void op_json_text(FILE *out, const char *text);

#endif
