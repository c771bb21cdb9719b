// SPDX-License-Identifier: GPL-3.0-or-later
// The file: how it is written and read back whole. What it means is in snapshot_plans.c.
//
// magic, format, byte order; then sections {tag, number, bytes, checksum} with their payload padded
// to eight bytes; the last one is OP_PART_END. A file that stops before it is truncated.
#include "sim/base/cause.h"
#include "sim/base/file.h"
#include "sim/base/hash.h"
#include "sim/run/snapshot_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char magic[8] = "oploopS";

struct opening {
    char magic[8];
    uint32_t format, byte_order;   // 0x01020304 as this machine writes it
};

struct section {
    uint32_t tag, number;
    uint64_t n_bytes, checksum;
};

static void
put(struct op_snapshot_out *out, const void *bytes, size_t n)
{
    if (out->error == 0 && n > 0 && fwrite(bytes, 1, n, out->file) != n) {
        out->error = errno != 0 ? errno : EIO;
    }
}

void
op_snapshot_put(struct op_snapshot_out *out, enum op_part_tag tag, uint32_t number,
                const void *bytes, size_t n)
{
    static const char zeros[8] = { 0 };
    const struct section section = { (uint32_t)tag, number, n,
                                     op_hash_bytes(bytes, n, (uint64_t)tag) };
    put(out, &section, sizeof section);
    put(out, bytes, n);
    put(out, zeros, (8 - n % 8) % 8);
}

// Where a file is written until it is whole.
static const char *
part_path(const char *path, char part[4200])
{
    (void)snprintf(part, 4200, "%s.part", path);
    return part;
}

enum op_status
op_snapshot_create(struct op_snapshot_out *out, const char *path, const struct op_run *run,
                   const struct op_snapshot_key *key, struct op_diag *diag)
{
    char part[4200];
    *out = (struct op_snapshot_out){ .path = path };
    if (strlen(path) >= sizeof part - 16) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", ENAMETOOLONG);
    }
    out->file = fopen(part_path(path, part), "wb");
    if (out->file == NULL) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    struct opening opening = { .format = OP_SNAPSHOT_FORMAT, .byte_order = 0x01020304 };
    memcpy(opening.magic, magic, sizeof magic);
    put(out, &opening, sizeof opening);
    op_snapshot_put_head(out, run, key);
    return OP_OK;
}

static void
note(struct op_snapshot_out *out, bool is_good)
{
    if (!is_good && out->error == 0) {
        out->error = errno != 0 ? errno : EIO;
    }
}

enum op_status
op_snapshot_close(struct op_snapshot_out *out, struct op_diag *diag)
{
    char part[4200];
    if (out->file == NULL) {
        return OP_OK;
    }
    op_snapshot_put(out, OP_PART_END, 0, NULL, 0);
    note(out, fflush(out->file) == 0);
    note(out, fsync(fileno(out->file)) == 0);
    note(out, fclose(out->file) == 0);
    if (out->error == 0) {
        note(out, rename(part_path(out->path, part), out->path) == 0);
    }
    const struct op_snapshot_out done = *out;
    *out = (struct op_snapshot_out){ 0 };
    if (done.error == 0) {
        return OP_OK;
    }
    (void)unlink(part_path(done.path, part));
    return op_cause_add(diag, OP_IO, done.path, "cannot be written", done.error);
}

void
op_snapshot_drop(struct op_snapshot_out *out)
{
    char part[4200];
    if (out->file != NULL) {
        (void)fclose(out->file);
        (void)unlink(part_path(out->path, part));
    }
    *out = (struct op_snapshot_out){ 0 };
}

// ---- reading ----

static enum op_status
read_whole(struct op_snapshot *snapshot, const char *path, struct op_diag *diag)
{
    char why[96];
    FILE *file = op_file_open(path, why);
    if (file == NULL) {
        return errno == ENOMEM
                   ? op_cause_add(diag, OP_NOT_FOUND, path, "the snapshot cannot be opened", errno)
                   : op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ .file = path }, NULL,
                                 "the snapshot cannot be opened: %s", why);
    }
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    enum op_status status = OP_OK;
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0) {
        status = op_cause_add(diag, OP_IO, path, "the snapshot cannot be read", errno);
    } else if ((snapshot->bytes = malloc((size_t)size + 1)) == NULL) {
        status = op_diag_add(diag, OP_NO_MEMORY, (struct op_place){ .file = path }, NULL,
                             "no memory for a snapshot of %ld bytes", size);
    } else {
        snapshot->n_bytes = fread(snapshot->bytes, 1, (size_t)size, file);
        if (ferror(file) != 0) {
            status = op_cause_add(diag, OP_IO, path, "the snapshot cannot be read", errno);
        }
    }
    (void)fclose(file);
    return status;
}

static enum op_status
truncated(const struct op_snapshot *snapshot, struct op_diag *diag)
{
    return op_diag_add(diag, OP_TRUNCATED, (struct op_place){ .file = snapshot->path },
                       "write it again with --snapshot-at; was the disk full?",
                       "the snapshot ends after %zu bytes, before its end", snapshot->n_bytes);
}

static enum op_status
check_opening(const struct op_snapshot *snapshot, struct op_diag *diag)
{
    struct opening opening;
    const struct op_place place = { .file = snapshot->path };
    if (snapshot->n_bytes < sizeof opening) {
        return truncated(snapshot, diag);
    }
    memcpy(&opening, snapshot->bytes, sizeof opening);
    if (memcmp(opening.magic, magic, sizeof magic) != 0 || opening.byte_order != 0x01020304) {
        return op_diag_add(diag, OP_CORRUPTED, place, "a snapshot is what run --snapshot-at writes",
                           "this is no snapshot of oploop on a machine like this");
    }
    if (opening.format < OP_SNAPSHOT_OLDEST) {
        return op_diag_add(diag, OP_TOO_OLD, place, "write it again with --snapshot-at",
                           "the snapshot has layout %u; this program reads %d to %d",
                           (unsigned)opening.format, OP_SNAPSHOT_OLDEST, OP_SNAPSHOT_FORMAT);
    }
    if (opening.format > OP_SNAPSHOT_FORMAT) {
        return op_diag_add(diag, OP_TOO_NEW, place, "use the newer oploop that wrote it",
                           "the snapshot has layout %u; this program reads up to %d",
                           (unsigned)opening.format, OP_SNAPSHOT_FORMAT);
    }
    return OP_OK;
}

// One pass counts the parts, a second one (parts not NULL) notes them.
static enum op_status
walk(struct op_snapshot *snapshot, struct op_part *parts, struct op_diag *diag)
{
    size_t at = sizeof(struct opening);
    snapshot->n_parts = 0;
    snapshot->n_trajectories = 0;
    for (;;) {
        struct section section;
        if (snapshot->n_bytes - at < sizeof section) {
            return truncated(snapshot, diag);
        }
        memcpy(&section, snapshot->bytes + at, sizeof section);
        at += sizeof section;
        if (section.n_bytes > snapshot->n_bytes - at) {
            return truncated(snapshot, diag);
        }
        const unsigned char *bytes = snapshot->bytes + at;
        if (parts == NULL &&
            op_hash_bytes(bytes, section.n_bytes, section.tag) != section.checksum) {
            return op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = snapshot->path },
                               "write it again with --snapshot-at",
                               "the snapshot's bytes from %zu on are not what was written", at);
        }
        if (section.tag == OP_PART_END) {
            return OP_OK;
        }
        snapshot->n_trajectories += section.tag == OP_PART_PLANS;
        if (parts != NULL) {
            parts[snapshot->n_parts] =
                (struct op_part){ section.tag, section.number, snapshot->n_trajectories - 1, bytes,
                                  section.n_bytes };
        }
        snapshot->n_parts++;
        const size_t padded = (section.n_bytes + 7) / 8 * 8;
        at += padded <= snapshot->n_bytes - at ? padded : section.n_bytes;
    }
}

enum op_status
op_snapshot_open(struct op_snapshot *snapshot, const char *path, struct op_diag *diag)
{
    *snapshot = (struct op_snapshot){ .path = path };
    enum op_status status = read_whole(snapshot, path, diag);
    if (status == OP_OK) {
        status = check_opening(snapshot, diag);
    }
    if (status == OP_OK) {
        status = walk(snapshot, NULL, diag);
    }
    if (status == OP_OK) {
        snapshot->parts = calloc((size_t)snapshot->n_parts + 1, sizeof(struct op_part));
        status = snapshot->parts == NULL ? OP_NO_MEMORY : walk(snapshot, snapshot->parts, diag);
    }
    if (status == OP_OK) {
        status = op_snapshot_check(snapshot, diag);
    }
    return status == OP_OK ? op_snapshot_read_head(snapshot, diag) : status;
}

void
op_snapshot_free(struct op_snapshot *snapshot)
{
    free(snapshot->bytes);
    free(snapshot->parts);
    *snapshot = (struct op_snapshot){ 0 };
}

// First part of a trajectory: the parts of one stand together, in the order of trajectories.
static int
first_part(const struct op_snapshot *snapshot, int trajectory)
{
    const struct op_part *parts = snapshot->parts;
    int low = 0, high = snapshot->n_parts;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (parts[middle].trajectory < trajectory) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct op_part *
op_snapshot_part(const struct op_snapshot *snapshot, int trajectory, enum op_part_tag tag,
                 uint32_t number)
{
    const struct op_part *parts = snapshot->parts;
    const int of = tag < OP_PART_PLANS ? -1 : trajectory;
    for (int i = first_part(snapshot, of); i < snapshot->n_parts && parts[i].trajectory == of;
         i++) {
        if (parts[i].tag == (uint32_t)tag && parts[i].number == number) {
            return &parts[i];
        }
    }
    return NULL;
}
