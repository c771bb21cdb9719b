// SPDX-License-Identifier: GPL-3.0-or-later
// The places table from CSV.
#include "sim/input/towns.h"

#include "sim/input/cells.h"

#include <stdlib.h>
#include <string.h>

enum { NAME, MUNICIPALITY, CODE, PROVINCE, LATITUDE, LONGITUDE, POPULATION, N_WANTED };

static const char *const wanted[N_WANTED] = {
    [NAME] = "name",
    [MUNICIPALITY] = "municipality",
    [CODE] = "municipality_code",
    [PROVINCE] = "province",
    [LATITUDE] = "latitude_deg",
    [LONGITUDE] = "longitude_deg",
    [POPULATION] = "population",
};

static bool
find_columns(const struct op_cells *cells, int column[N_WANTED], struct op_diag *diag)
{
    bool is_well = true;

    for (int i = 0; i < N_WANTED; i++) {
        column[i] = op_cells_need(cells, wanted[i],
                                  "name, municipality, municipality_code, province, latitude_deg, "
                                  "longitude_deg, population",
                                  diag);
        is_well &= column[i] >= 0;
    }
    return is_well;
}

// A spreadsheet takes the zeros off a code.
static bool
has_lost_zeros(const char *code)
{
    const size_t n = strlen(code);

    return n < 4 && n > 0 && strspn(code, "0123456789") == n;
}

static bool
check_words(const struct op_cells *cells, const int column[N_WANTED], int row, struct op_diag *diag)
{
    static const int needed[] = { NAME, MUNICIPALITY, CODE };
    const char *code = op_cell(cells, row, column[CODE]);
    bool is_well = true;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!op_cell(cells, row, column[needed[i]])[0]) {
            is_well = op_diag_add(diag, OP_BAD_VALUE, op_cell_place(cells, row, column[needed[i]]),
                                  NULL, "column %s: empty", wanted[needed[i]]) == OP_OK;
        }
    }
    if (has_lost_zeros(code)) {
        char hint[64];

        snprintf(hint, sizeof hint, "write %04d, and tell the spreadsheet that it is a text",
                 atoi(code));
        is_well = op_diag_add(diag, OP_BAD_VALUE, op_cell_place(cells, row, column[CODE]), hint,
                              "column %s: \"%s\" has lost its zeros: a code has four digits",
                              wanted[CODE], code) == OP_OK;
    }
    return is_well;
}

static bool
read_town(const struct op_cells *cells, const int column[N_WANTED], int row, struct op_town *town,
          struct op_diag *diag)
{
    bool is_well = check_words(cells, column, row, diag);

    town->name = op_cell(cells, row, column[NAME]);
    town->municipality = op_cell(cells, row, column[MUNICIPALITY]);
    town->code = op_cell(cells, row, column[CODE]);
    town->province = op_cell(cells, row, column[PROVINCE]);
    is_well &= op_cell_number(cells, row, column[LATITUDE], -90, 90, &town->latitude_deg, diag);
    is_well &= op_cell_number(cells, row, column[LONGITUDE], -180, 180, &town->longitude_deg, diag);
    is_well &= op_cell_number(cells, row, column[POPULATION], 0, 1e8, &town->inhabitants, diag);
    return is_well;
}

static int
compare_towns(const struct op_town *x, const struct op_town *y)
{
    const int by_code = strcmp(x->code, y->code);

    return by_code ? by_code : strcmp(x->name, y->name);
}

// Rows of the file in the order of (code, name), so that doubles stand side by side.
struct row_of_town {
    struct op_town town;
    int row;
};

static int
compare_rows(const void *left, const void *right)
{
    const struct row_of_town *x = left;
    const struct row_of_town *y = right;
    const int by_town = compare_towns(&x->town, &y->town);

    return by_town ? by_town : (x->row > y->row) - (x->row < y->row);
}

static bool
sort_towns(struct op_reader *reader, const struct op_cells *cells)
{
    struct op_scenario *scenario = reader->scenario;
    struct row_of_town *rows = calloc((size_t)scenario->n_towns, sizeof *rows);
    bool is_well = true;

    if (!rows) {
        reader->no_memory = true;
        return false;
    }
    for (int i = 0; i < scenario->n_towns; i++) {
        rows[i] = (struct row_of_town){ scenario->towns[i], i };
    }
    qsort(rows, (size_t)scenario->n_towns, sizeof *rows, compare_rows);
    for (int i = 0; i < scenario->n_towns; i++) {
        scenario->towns[i] = rows[i].town;
        if (i > 0 && compare_towns(&rows[i - 1].town, &rows[i].town) == 0) {
            op_diag_add(reader->diag, OP_DUPLICATE_KEY, op_cell_place(cells, rows[i].row, 0), NULL,
                        "%s (%s) stands at line %d too", rows[i].town.name,
                        rows[i].town.municipality, cells->line[rows[i - 1].row]);
            is_well = false;
        }
    }
    free(rows);
    return is_well;
}

bool
op_read_towns(struct op_reader *reader, const char *path, struct op_place asked_at)
{
    struct op_scenario *scenario = reader->scenario;
    struct op_cells cells;
    int column[N_WANTED];
    bool is_well = true;

    if (op_cells_read(reader->arena, path, asked_at, &cells, reader->diag) != OP_OK ||
        !find_columns(&cells, column, reader->diag)) {
        return false;
    }
    if (cells.n_rows == 0) {
        return op_diag_add(reader->diag, OP_BAD_VALUE, (struct op_place){ cells.file, 1, 1 }, NULL,
                           "no places below the header") == OP_OK;
    }
    scenario->towns = op_reader_new(reader, (size_t)cells.n_rows, sizeof *scenario->towns);
    if (!scenario->towns) {
        return false;
    }
    scenario->n_towns = cells.n_rows;
    double n_persons = 0;

    for (int i = 0; i < cells.n_rows; i++) {
        is_well &= read_town(&cells, column, i, &scenario->towns[i], reader->diag);
        n_persons += scenario->towns[i].inhabitants;
    }
    if (is_well && !(n_persons >= 1)) {
        is_well =
            op_diag_add(reader->diag, OP_BAD_VALUE, (struct op_place){ cells.file, 1, 1 }, NULL,
                        "column population: nobody lives in any of the places") == OP_OK;
    }
    return is_well && sort_towns(reader, &cells);
}
