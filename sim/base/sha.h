// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 as 64 hexadecimal digits: names what was read and written (through libmd).
#ifndef OP_BASE_SHA_H
#define OP_BASE_SHA_H

#include "sim/base/status.h"

#include <stddef.h>

enum { OP_SHA_TEXT = 65 };   // 64 digits and the ending zero

void op_sha_of_bytes(const void *bytes, size_t n, char text[OP_SHA_TEXT]);

// On an error text is "".
//   error  OP_NOT_FOUND   the file cannot be opened
//          OP_IO          it cannot be read to its end
enum op_status op_sha_of_file(const char *path, char text[OP_SHA_TEXT]) OP_MUST_CHECK;

#endif
