// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces: what a study has finished, in files that are whole or not there, so that a study which
// was killed goes on where it stopped and ends in the same bytes.
//
// A piece holds the lines of some consecutive replicates, in several streams; its last line says
// what it holds and the hash of all before it.
#ifndef OP_STUDY_PIECE_H
#define OP_STUDY_PIECE_H

#include "sim/base/diag.h"
#include "sim/record/csvout.h"

#include <stdint.h>

#define OP_MAX_STREAMS 4
#define OP_MAX_PIECE_FAILED 64

// What the last line says.
struct op_piece_sum {
    int first, n;   // replicates
    int n_failed;
    int failed[OP_MAX_PIECE_FAILED];
    int reason[OP_MAX_PIECE_FAILED];   // enum op_status
    uint64_t n_simulated, n_in_arms, fingerprint;
};

struct op_piece {
    struct op_csv_out stream[OP_MAX_STREAMS];   // in memory until the piece is whole
    char *text[OP_MAX_STREAMS];
    size_t size[OP_MAX_STREAMS];
    int n_streams;
    struct op_piece_sum sum;
};

enum op_status op_piece_open(struct op_piece *piece, int n_streams) OP_MUST_CHECK;
// Write it under its name: another name first, the disk asked to keep it, then renamed. The piece
// is free after that.
enum op_status op_piece_keep(struct op_piece *piece, const char *path,
                             struct op_diag *diag) OP_MUST_CHECK;
void op_piece_drop(struct op_piece *piece);   // safe on zeroed and kept

// Is there a whole piece of these replicates? Nothing is said where there is none; a file whose
// hash is not its own counts as none.
//   error  OP_NO_MEMORY, OP_IO: there is one, and it cannot be read
enum op_status op_piece_look(const char *path, int first, int n, struct op_piece_sum *sum,
                             bool *is_whole, struct op_diag *diag) OP_MUST_CHECK;
// Put the lines of one stream at the end of a file.
enum op_status op_piece_copy(const char *path, int stream, FILE *out,
                             struct op_diag *diag) OP_MUST_CHECK;

#endif
