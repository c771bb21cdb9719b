// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/json.h"

#include "sim/base/text.h"

#include <string.h>

void
op_json_text(FILE *out, const char *text)
{
    const char *c = text != NULL ? text : "";
    size_t left = strlen(c);

    (void)fputc('"', out);
    while (left > 0) {
        const int length = op_utf8_length(c, left);
        const size_t n = length > 0 ? (size_t)length : 1;

        if (length <= 0) {
            (void)fputs("\\ufffd", out);
        } else if (*c == '"' || *c == '\\') {
            (void)fprintf(out, "\\%c", *c);
        } else if ((unsigned char)*c < 0x20) {
            (void)fprintf(out, "\\u%04x", (unsigned)*c);
        } else {
            (void)fwrite(c, 1, n, out);
        }
        c += n;
        left -= n;
    }
    (void)fputc('"', out);
}
