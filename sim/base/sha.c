// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 through libmd. Files are read in pieces: trajectories may be larger than memory.
#include "sim/base/sha.h"

#include <sys/types.h>   // sha2.h of Debian 12 uses off_t and names no header for it

#include <sha2.h>
#include <stdint.h>
#include <stdio.h>

enum { PIECE = 1 << 16 };

_Static_assert(OP_SHA_TEXT == SHA256_DIGEST_STRING_LENGTH, "libmd writes another length");

void
op_sha_of_bytes(const void *bytes, size_t n, char text[OP_SHA_TEXT])
{
    SHA2_CTX context;

    SHA256Init(&context);
    if (n > 0) {
        SHA256Update(&context, bytes, n);
    }
    SHA256End(&context, text);
}

enum op_status
op_sha_of_file(const char *path, char text[OP_SHA_TEXT])
{
    FILE *in = fopen(path, "rb");
    uint8_t piece[PIECE];
    SHA2_CTX context;
    size_t n;

    text[0] = '\0';
    if (!in) {
        return OP_NOT_FOUND;
    }
    SHA256Init(&context);
    while ((n = fread(piece, 1, sizeof piece, in)) > 0) {
        SHA256Update(&context, piece, n);
    }

    const int failed = ferror(in);

    fclose(in);
    if (failed) {
        return OP_IO;
    }
    SHA256End(&context, text);
    return OP_OK;
}
