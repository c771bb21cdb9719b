// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/sweep/pointrun.h"

#include "sim/base/cause.h"
#include "sim/study/designfile.h"
#include "sim/study/sweep/piecelist.h"
#include "sim/study/sweep/pointpieces.h"
#include "sim/study/sweep/pointrow.h"
#include "sim/study/sweep/pointworld.h"

#include <errno.h>
#include <sys/stat.h>

enum { MOST_PIECES = 256 };   // unless they would hold more evenings than they can list

int
op_sweep_chunk(const struct op_sweep *sweep)
{
    // A piece lists all of its evenings that failed.
    const int most = OP_MAX_PIECE_FAILED / OP_STOP_EVERY * OP_STOP_EVERY;
    const int least = (sweep->study.n_replicates + MOST_PIECES - 1) / MOST_PIECES;
    const int chunk =
        sweep->until ? (least + OP_STOP_EVERY - 1) / OP_STOP_EVERY * OP_STOP_EVERY : least;

    return chunk < most ? chunk : most;
}

int
op_sweep_evenings(const struct op_sweep *sweep)
{
    return sweep->until && sweep->until->n_stopped > 0 ? sweep->until->n_stopped
                                                       : sweep->study.n_replicates;
}

const char *
op_sweep_piece(const struct op_sweep *sweep, int world, int first, char path[4096])
{
    char name[64];

    (void)snprintf(name, sizeof name, OP_SWEEP_PIECES "/world-%04d-%07d", world + 1, first);
    return op_folder_file(sweep->folder, name, path);
}

static enum op_status
prepare_pieces(const struct op_sweep *sweep, struct op_diag *diag)
{
    char path[4096];

    if (mkdir(op_folder_file(sweep->folder, OP_SWEEP_PIECES, path), 0777) != 0 && errno != EEXIST) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    return op_sweep_note_plan(sweep, diag);
}

enum op_status
op_sweep_go(const struct op_sweep *sweep, struct op_sweep_counts *counts, struct op_diag *diag)
{
    enum op_status status = prepare_pieces(sweep, diag);

    *counts = (struct op_sweep_counts){ 0 };
    for (int w = 0; w < sweep->plan->n_worlds && status == OP_OK; w++) {
        const enum op_status one = op_world_go(sweep, w, counts, diag);

        status = one == OP_PARTIAL ? OP_OK : one;
    }
    const enum op_status tallied = op_sweep_tally(sweep, counts, diag);

    status = status == OP_OK ? tallied : status;
    if (status == OP_OK && counts->all.n_done == 0) {
        return counts->all.failure;
    }
    return status == OP_OK && counts->all.n_failed > 0 ? OP_PARTIAL : status;
}

// ---- tables ----

// A table from the lines that the pieces hold for it, in the order of worlds and evenings.
struct piece_table {
    const char *name;
    enum op_sweep_stream stream;
    void (*header)(const struct op_sweep *sweep, struct op_csv_out *out);
};

static void
drawn_header(const struct op_sweep *sweep, struct op_csv_out *out)
{
    const struct op_drawn_table table = { .has_sets = op_sweep_has_sets(sweep),
                                          .world = sweep->plan->n_worlds > 1 };

    op_drawn_header(&table, out);
}

static enum op_status
put_pieces(const struct op_sweep *sweep, enum op_sweep_stream stream, FILE *file,
           struct op_diag *diag)
{
    const int chunk = op_sweep_chunk(sweep);
    const int end = op_sweep_end(sweep);
    enum op_status status = OP_OK;
    char path[4096];

    for (int w = 0; w < sweep->plan->n_worlds; w++) {
        for (int r = sweep->study.first_replicate; r < end && status == OP_OK; r += chunk) {
            status = op_piece_copy(op_sweep_piece(sweep, w, r, path), (int)stream, file, diag);
        }
    }
    return status;
}

static enum op_status
write_pieces(const struct op_sweep *sweep, const struct piece_table *table, struct op_diag *diag)
{
    char path[4096];
    struct op_csv_out out = { .file =
                                  fopen(op_folder_file(sweep->folder, table->name, path), "wb") };

    if (!out.file) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    table->header(sweep, &out);

    const enum op_status status = put_pieces(sweep, table->stream, out.file, diag);
    const enum op_status closed = op_cause_close(diag, out.file, path);

    return status == OP_OK ? closed : status;
}

enum op_status
op_sweep_tables(const struct op_sweep *sweep, struct op_diag *diag)
{
    static const struct piece_table tables[] = {
        { OP_SWEEP_POINTS, OP_STREAM_POINTS, op_sweep_header },
        { OP_DRAWN_TABLE, OP_STREAM_DRAWS, drawn_header },
    };
    enum op_status status = OP_OK;

    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == OP_OK; i++) {
        status = write_pieces(sweep, &tables[i], diag);
    }
    if (status == OP_OK) {
        status = op_design_write(sweep, diag);
    }
    return status == OP_OK ? op_sweep_failed_write(sweep, diag) : status;
}
