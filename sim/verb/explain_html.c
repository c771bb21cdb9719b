// SPDX-License-Identifier: GPL-3.0-or-later
// What the printable pages have in common: style, words, marks, the filters that were set.
#include "sim/verb/explain_practice.h"

#include <string.h>

// Marks stand in words and in borders, so that a page in black and white says the same.
static const char style[] =
    "body { font: 9pt/1.35 'Noto Sans', 'DejaVu Sans', Arial, sans-serif; color: #111;\n"
    "  margin: 0 auto; padding: 10mm; max-width: 277mm; }\n"
    "h1 { font-size: 17pt; margin: 0 0 1mm; }\n"
    "h2 { font-size: 12.5pt; margin: 5mm 0 1.5mm; border-bottom: .6mm solid #123a5e; }\n"
    "h3 { font-size: 10pt; margin: 3mm 0 1mm; color: #123a5e; }\n"
    "p { margin: 0 0 1.5mm; }\n"
    ".small, small { font-size: 7.5pt; color: #444; }\n"
    "code { font: 7.5pt 'DejaVu Sans Mono', monospace; color: #444; }\n"
    "table { border-collapse: collapse; width: 100%; font-size: 8pt; }\n"
    "th, td { border: .2mm solid #999; padding: .8mm 1.2mm; text-align: left;\n"
    "  vertical-align: top; overflow-wrap: anywhere; }\n"
    "th { background: #e8edf2; }\n"
    "thead { display: table-header-group; }\n"
    "tr, li { break-inside: avoid; }\n"
    "h1, h2, h3 { break-after: avoid; }\n"
    "ul { margin: 0; padding-left: 4mm; }\n"
    ".mark { font-weight: bold; font-size: 7pt; padding: 0 1mm; border: .3mm solid #111;\n"
    "  white-space: nowrap; }\n"
    ".mark.proposed { border-style: dashed; }\n"
    ".mark.void { color: #fff; background: #8c1515; border-color: #8c1515; }\n"
    ".mark.contested { border-style: dotted; }\n"
    ".void .name { text-decoration: line-through; }\n"
    ".proposed .name, .contested .name { font-style: italic; }\n"
    ".three { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 3mm; }\n"
    ".three > div { border: .2mm solid #999; padding: 1.5mm 2mm; }\n"
    ".three h3 { margin-top: 0; }\n"
    ".columns { columns: 3; column-gap: 6mm; font-size: 8pt; margin-bottom: 1.5mm; }\n"
    ".phase + .phase { break-before: page; }\n"
    "footer { margin-top: 4mm; border-top: .2mm solid #999; padding-top: 1mm; }\n"
    "@media print {\n"
    "  body { padding: 0; max-width: none; }\n"
    "  .mark, th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }\n"
    "}\n";

// ---- words ----

void
op_html_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
            case '&':
                (void)fputs("&amp;", out);
                break;
            case '<':
                (void)fputs("&lt;", out);
                break;
            case '>':
                (void)fputs("&gt;", out);
                break;
            case '"':
                (void)fputs("&quot;", out);
                break;
            default:
                (void)fputc(*text, out);
        }
    }
}

void
op_html_words(struct op_explain *explain, const char *text)
{
    bool is_foreign = false;
    const char *words =
        text != NULL && text[0] != '\0' ? op_catalogue_words(explain, text, &is_foreign) : "–";

    if (is_foreign) {
        (void)fputs("<span lang=\"en\">", explain->out);
    }
    op_html_text(explain->out, words);
    if (is_foreign) {
        (void)fputs("</span>", explain->out);
    }
}

const char *
op_html_status(const struct op_measure *measure)
{
    return op_legal_status_words[measure->legal_status];
}

void
op_html_mark(struct op_explain *explain, const struct op_measure *measure)
{
    const char *status = op_html_status(measure);

    if (measure->legal_status != OP_IN_FORCE) {
        (void)fprintf(explain->out, " <span class=\"mark %s\">", status);
        op_html_words(explain, status);
        (void)fputs("</span>", explain->out);
    }
}

// ---- the page ----

static void
write_filter(struct op_explain *explain, const char *label, const char *word, bool *is_any)
{
    if (word == NULL) {
        return;
    }
    (void)fprintf(explain->out, "%s%s: <b>",
                  *is_any ? "; " : op_either(explain, "Selection: ", "Selectie: "), label);
    if (word == explain->phase) {
        op_html_text(explain->out,
                     op_in_language(explain, &explain->phase_text[op_phase_asked(explain)].name));
    } else {
        op_html_words(explain, word);
    }
    (void)fputs("</b>", explain->out);
    *is_any = true;
}

static void
write_filters(struct op_explain *explain)
{
    bool is_any = false;

    (void)fputs("<p>", explain->out);
    write_filter(explain, op_either(explain, "phase", "fase"), explain->phase, &is_any);
    write_filter(explain, "actor", explain->actor, &is_any);
    write_filter(explain, op_either(explain, "law", "recht"), explain->legal, &is_any);
    write_filter(explain, "status", explain->status, &is_any);
    write_filter(explain, op_either(explain, "barrier", "barrière"), explain->barrier, &is_any);
    (void)fputs(is_any ? ".</p>\n" : "</p>\n", explain->out);
}

static void
write_legend(const struct op_explain *explain)
{
    (void)fputs(
        op_either(
            explain,
            "<p class=\"small\"><span class=\"mark contested\">contested</span> the ground is "
            "disputed; <span class=\"mark proposed\">proposed</span> not law yet: cannot be "
            "used; <span class=\"mark void\">void</span> held unlawful: must not be used. The "
            "last two stand here so that they are known for what they are, and are never "
            "ranked.</p>\n",
            "<p class=\"small\"><span class=\"mark contested\">omstreden</span> de grond wordt "
            "betwist; <span class=\"mark proposed\">voorstel</span> nog geen wet: niet te "
            "gebruiken; <span class=\"mark void\">nietig</span> onrechtmatig bevonden: mag niet "
            "worden gebruikt. De laatste twee staan hier opdat men weet wat ze zijn; ze worden "
            "nooit gerangschikt.</p>\n"),
        explain->out);
}

void
op_html_begin(struct op_explain *explain, const char *title, const char *size)
{
    FILE *out = explain->out;

    (void)fprintf(out,
                  "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                  op_either(explain, "en", "nl"));
    op_html_text(out, title);
    (void)fprintf(out,
                  "</title>\n<style>\n@page { size: %s; margin: 11mm; }\n%s</style>\n</head>\n",
                  size, style);
    (void)fputs("<body>\n<h1>", out);
    op_html_text(out, title);
    (void)fputs("</h1>\n", out);
    write_filters(explain);
    write_legend(explain);
}

void
op_html_end(struct op_explain *explain, const char *note)
{
    (void)fputs("<footer class=\"small\">", explain->out);
    op_html_text(explain->out, note);
    op_html_text(explain->out,
                 op_either(explain,
                           " No legal advice, and no advice on what to do: there are no standard "
                           "interventions. Made by oploop.",
                           " Geen juridisch advies, en geen advies over wat te doen: "
                           "standaardinterventies bestaan niet. Gemaakt met oploop."));
    (void)fputs("</footer>\n</body>\n</html>\n", explain->out);
}
