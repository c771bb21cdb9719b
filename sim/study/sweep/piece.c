// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/piece.h"

#include "sim/base/cause.h"
#include "sim/base/hash.h"
#include "sim/base/memorystream.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum op_status
op_piece_open(struct op_piece *piece, int n_streams)
{
    *piece = (struct op_piece){ .n_streams = n_streams };
    for (int i = 0; i < n_streams; i++) {
        piece->stream[i].file = op_memory_open(&piece->text[i], &piece->size[i]);
        if (!piece->stream[i].file) {
            op_piece_drop(piece);
            return OP_NO_MEMORY;
        }
    }
    return OP_OK;
}

void
op_piece_drop(struct op_piece *piece)
{
    for (int i = 0; i < piece->n_streams; i++) {
        if (piece->stream[i].file) {
            (void)fclose(piece->stream[i].file);
        }
        free(piece->text[i]);
    }
    *piece = (struct op_piece){ 0 };
}

// What is said of the piece: the last line.
static void
write_sum(FILE *out, const struct op_piece *piece, uint64_t hash)
{
    const struct op_piece_sum *sum = &piece->sum;

    (void)fprintf(out, "#end %d %d %" PRIu64 " %" PRIu64 " %016" PRIx64, sum->first, sum->n,
                  sum->n_simulated, sum->n_in_arms, sum->fingerprint);
    (void)fprintf(out, " %d", piece->n_streams);
    for (int i = 0; i < piece->n_streams; i++) {
        (void)fprintf(out, " %zu", piece->size[i]);
    }
    (void)fprintf(out, " %d", sum->n_failed);
    for (int i = 0; i < sum->n_failed && i < OP_MAX_PIECE_FAILED; i++) {
        (void)fprintf(out, " %d:%d", sum->failed[i], sum->reason[i]);
    }
    (void)fprintf(out, " %016" PRIx64 "\n", hash);
}

// Close the streams in memory: their texts are whole then. OP_NO_MEMORY where one is not.
static enum op_status
close_streams(struct op_piece *piece)
{
    enum op_status status = OP_OK;

    for (int i = 0; i < piece->n_streams; i++) {
        struct op_csv_out *stream = &piece->stream[i];

        if (op_memory_close(stream->file) != OP_OK || stream->error != 0) {
            status = OP_NO_MEMORY;
        }
        stream->file = NULL;
    }
    return status;
}

enum op_status
op_piece_keep(struct op_piece *piece, const char *path, struct op_diag *diag)
{
    char part[4200];
    enum op_status status = close_streams(piece);
    uint64_t hash = 0;

    if (status != OP_OK) {
        op_piece_drop(piece);
        return status;
    }
    (void)snprintf(part, sizeof part, "%.4000s.part", path);

    FILE *out = fopen(part, "wb");

    if (!out) {
        op_piece_drop(piece);
        return op_cause_add(diag, OP_CANNOT_CREATE, part, "cannot be created", errno);
    }
    for (int i = 0; i < piece->n_streams; i++) {
        hash = op_hash_bytes(piece->text[i], piece->size[i], hash);
        (void)fwrite(piece->text[i], 1, piece->size[i], out);
    }
    write_sum(out, piece, hash);
    (void)fflush(out);
    (void)fsync(fileno(out));
    status = op_cause_close(diag, out, part);
    if (status == OP_OK && rename(part, path) != 0) {
        status = op_cause_add(diag, OP_IO, path, "cannot be put under its name", errno);
    }
    if (status != OP_OK) {
        (void)unlink(part);
    }
    op_piece_drop(piece);
    return status;
}

// ---- reading ----

struct piece_text {
    char *bytes;
    size_t n_bytes;
    size_t size[OP_MAX_STREAMS];
    int n_streams;
};

// 0, or the errno of what went wrong.
static int
read_open(struct piece_text *text, FILE *in)
{
    const long n = fseek(in, 0, SEEK_END) == 0 ? ftell(in) : -1;

    if (n < 0 || fseek(in, 0, SEEK_SET) != 0) {
        return errno;
    }
    text->bytes = malloc((size_t)n + 1);
    if (!text->bytes) {
        return ENOMEM;
    }
    text->n_bytes = fread(text->bytes, 1, (size_t)n, in);
    text->bytes[text->n_bytes] = '\0';
    return ferror(in) ? EIO : 0;
}

static int
read_bytes(struct piece_text *text, const char *path)
{
    FILE *in = fopen(path, "rb");

    if (!in) {
        return errno;
    }
    const int error = read_open(text, in);

    (void)fclose(in);
    return error;
}

// The numbers of the last line one after the other; false when one is missing.
static bool
next_number(char **at, int base, uint64_t *number)
{
    char *end = NULL;

    *number = strtoull(*at, &end, base);
    if (end == *at) {
        return false;
    }
    *at = end;
    return true;
}

static bool
read_failed(char **at, struct op_piece_sum *sum)
{
    uint64_t n = 0;

    if (!next_number(at, 10, &n) || n > (uint64_t)(sum->n > 0 ? sum->n : 0)) {
        return false;
    }
    sum->n_failed = (int)n;
    for (int i = 0; i < sum->n_failed && i < OP_MAX_PIECE_FAILED; i++) {
        uint64_t replicate = 0;
        uint64_t reason = 0;

        if (!next_number(at, 10, &replicate) || *(*at)++ != ':' || !next_number(at, 10, &reason)) {
            return false;
        }
        sum->failed[i] = (int)replicate;
        sum->reason[i] = (int)reason;
    }
    return true;
}

static bool
read_sum(struct piece_text *text, struct op_piece_sum *sum)
{
    static const char start[] = "#end ";
    char *at = text->bytes + text->n_bytes;
    size_t n_before = 0;
    uint64_t number[5];
    uint64_t hash = 0;

    if (text->n_bytes < sizeof start || at[-1] != '\n') {
        return false;
    }
    for (at--; at > text->bytes && at[-1] != '\n'; at--) {
    }
    n_before = (size_t)(at - text->bytes);
    if (strncmp(at, start, sizeof start - 1) != 0) {
        return false;
    }
    at += sizeof start - 1;
    for (int i = 0; i < 5; i++) {
        if (!next_number(&at, i == 4 ? 16 : 10, &number[i])) {
            return false;
        }
    }
    *sum = (struct op_piece_sum){ .first = (int)number[0],
                                  .n = (int)number[1],
                                  .n_simulated = number[2],
                                  .n_in_arms = number[3],
                                  .fingerprint = number[4] };
    if (!next_number(&at, 10, &number[0]) || number[0] > OP_MAX_STREAMS) {
        return false;
    }
    for (text->n_streams = 0; text->n_streams < (int)number[0]; text->n_streams++) {
        uint64_t size = 0;

        if (!next_number(&at, 10, &size) || size > n_before) {
            return false;
        }
        text->size[text->n_streams] = size;
    }
    if (!read_failed(&at, sum) || !next_number(&at, 16, &number[0])) {
        return false;
    }
    for (size_t i = 0, from = 0; i < (size_t)text->n_streams; from += text->size[i++]) {
        if (from + text->size[i] > n_before) {
            return false;
        }
        hash = op_hash_bytes(text->bytes + from, text->size[i], hash);
    }
    return hash == number[0];
}

enum op_status
op_piece_look(const char *path, int first, int n, struct op_piece_sum *sum, bool *is_whole,
              struct op_diag *diag)
{
    struct piece_text text = { 0 };
    const int error = read_bytes(&text, path);

    *is_whole = error == 0 && read_sum(&text, sum) && sum->first == first && sum->n == n;
    free(text.bytes);
    return error == 0 || error == ENOENT ? OP_OK
                                         : op_cause_add(diag, OP_IO, path, "cannot be read", error);
}

enum op_status
op_piece_copy(const char *path, int stream, FILE *out, struct op_diag *diag)
{
    struct piece_text text = { 0 };
    struct op_piece_sum sum;
    const int error = read_bytes(&text, path);
    enum op_status status = OP_OK;
    size_t from = 0;

    if (error != 0) {
        status = op_cause_add(diag, OP_IO, path, "cannot be read", error);
    } else if (!read_sum(&text, &sum)) {
        status = op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = path },
                             "start the study anew with --force", "this piece is not whole");
    }
    for (int i = 0; i < stream && i < text.n_streams; i++) {
        from += text.size[i];
    }
    if (status == OP_OK && stream < text.n_streams) {
        (void)fwrite(text.bytes + from, 1, text.size[stream], out);
    }
    free(text.bytes);
    return status;
}
