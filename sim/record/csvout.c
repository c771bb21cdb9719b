// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/record/csvout.h"

#include "sim/base/text.h"

#include <csv.h>
#include <errno.h>
#include <math.h>
#include <string.h>

static void
comma(struct op_csv_out *out)
{
    if (out->n_cells++ > 0) {
        (void)fputc(',', out->file);
    }
}

void
op_csv_word(struct op_csv_out *out, const char *text)
{
    comma(out);
    if (text == NULL) {
        return;
    }
    char cell[2048];
    // A leading apostrophe keeps a spreadsheet from running the cell.
    const char *guard = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL ? "'" : "";
    (void)snprintf(cell, sizeof cell, "%s%s", guard, text);
    if (strpbrk(cell, ",\"\r\n") != NULL) {
        (void)csv_fwrite(out->file, cell, strlen(cell));
    } else {
        (void)fputs(cell, out->file);
    }
}

void
op_csv_real(struct op_csv_out *out, double value)
{
    comma(out);
    if (isnan(value)) {
        return;
    }
    char text[32];
    op_real_text(value, text);
    (void)fputs(text, out->file);
}

void
op_csv_whole(struct op_csv_out *out, int64_t value)
{
    comma(out);
    (void)fprintf(out->file, "%lld", (long long)value);
}

void
op_csv_end(struct op_csv_out *out)
{
    (void)fputc('\n', out->file);
    out->n_cells = 0;
    if (out->error == 0 && ferror(out->file) != 0) {
        out->error = errno != 0 ? errno : EIO;
    }
}
