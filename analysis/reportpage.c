// SPDX-License-Identifier: GPL-3.0-or-later
// report.html: one file that needs no other, in the order question, answer, how sure, what it does
// not say, strategies, pictures, fit, numbers, how made.
#include "analysis/charts/sketch.h"
#include "analysis/between.h"
#include "analysis/outfile.h"
#include "analysis/plausible.h"

#include <stdlib.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f3f5f7;--line:#c9cfd6;"
    "--mark:#0072b2}"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#16191c;--soft:#22272b;"
    "--line:#4a5259;--mark:#7cc4f0}}"
    "*{box-sizing:border-box}"
    "body{margin:0;font:1.05rem/1.55 system-ui,-apple-system,'Segoe UI',Arial,sans-serif;"
    "color:var(--ink);background:var(--paper)}"
    "header,main,footer,nav{max-width:72rem;margin:0 auto;padding:0 1.2rem}"
    "h1{font-size:1.7rem;line-height:1.25;margin:1.4rem 0 .4rem}"
    "h2{font-size:1.3rem;margin:2.2rem 0 .5rem}h3{font-size:1.05rem;margin:1.4rem 0 .3rem}"
    "p,li{max-width:46rem}ul{padding-left:1.3rem}li{margin:.25rem 0}a{color:var(--mark)}"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper)}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem "
    "1.1rem;padding:0;list-style:none;font-size:.95rem}"
    ".answer,.limits{max-width:52rem}.answer{border-left:.3rem solid var(--mark);padding:.1rem "
    "1rem;background:var(--soft)}"
    ".limits{border:.12rem solid var(--ink);padding:.2rem 1rem;margin:1.6rem 0}"
    ".limits h2{margin-top:.6rem}"
    "table{border-collapse:collapse;font-size:.92rem;margin:.6rem 0;"
    "font-variant-numeric:tabular-nums}"
    "caption{text-align:left;padding:.3rem 0;max-width:46rem}"
    "th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}"
    "th{font-weight:600}.nums thead th+th{text-align:right}.nums thead "
    "th.w{text-align:left}td.n,th.n{text-align:right}td.n{white-space:nowrap}table:not(.nums) "
    "td.n{text-align:left}"
    ".role{font-weight:400;font-size:.92em}"
    "thead th{border-bottom:2px solid var(--ink)}"
    ".scroll{overflow-x:auto}"
    "figure{margin:1.2rem 0}figure svg{display:block;width:100%;max-width:60rem;min-width:44rem;"
    "height:auto;background:#fff}"
    "figcaption{font-size:.92rem}"
    "@media screen and (prefers-color-scheme:dark){figure svg{filter:invert(.91) "
    "hue-rotate(180deg)}}"
    "details{margin:.5rem 0}summary{cursor:pointer}"
    "footer{font-size:.92rem;padding-bottom:3rem}"
    "@media print{@page{margin:15mm}body{font-size:10pt}nav,.skip,details:not([open]){display:none}"
    "h2,h3{break-after:avoid}figure,tr,.limits{break-inside:avoid}.scroll{overflow:visible}"
    "figure svg{min-width:0}table{font-size:8pt}header,main,footer{padding:0;max-width:none}}";

void
op_page_say(FILE *out, const struct op_findings *f, enum op_phrase phrase)
{
    op_out_escaped(out, op_say(f->lang, phrase));
}

void
op_page_heading(FILE *out, const struct op_findings *f, const char *id, enum op_phrase phrase)
{
    fprintf(out, "<h2 id=\"%s\">", id);
    op_page_say(out, f, phrase);
    fputs("</h2>\n", out);
}

void
op_page_paragraph(FILE *out, const struct op_findings *f, enum op_phrase phrase,
                  const char *const *arguments)
{
    fputs("<p>", out);
    op_say_to(out, true, f->lang, phrase, arguments);
    fputs("</p>\n", out);
}

static const struct op_page_part report_parts[] = {
    { "answer", OP_SAY_ANSWER },  { "sure", OP_SAY_SURE },
    { "limits", OP_SAY_NOT_SAY }, { "arms", OP_SAY_ARMS },
    { "rights", OP_SAY_RIGHTS },  { "charts", OP_SAY_COURSES },
    { "fit", OP_SAY_FIT },        { "numbers", OP_SAY_NUMBERS },
    { "made", OP_SAY_MADE },      { NULL, 0 }
};

void
op_page_begin(FILE *out, const struct op_findings *f, const struct op_page_part *parts)
{
    const struct op_results *r = &f->results;

    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
            f->lang == OP_LANG_NL ? "nl" : "en");
    op_out_escaped(out, op_results_study_in(r, "title", f->lang));
    fprintf(out,
            "</title>\n<style>%s</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#answer\">",
            style);
    op_page_say(out, f, OP_SAY_SKIP);
    fputs("</a>\n<header>\n<h1>", out);
    op_out_escaped(out, op_results_study_in(r, "title", f->lang));
    fputs("</h1>\n</header>\n<nav aria-label=\"", out);
    op_page_say(out, f, OP_SAY_NO_LANDMARK);
    fputs("\"><ul>\n", out);
    for (size_t i = 0; parts[i].id != NULL; i++) {
        if (parts[i].phrase == OP_SAY_FIT && r->n_record == 0) {
            continue;   // nothing to compare with
        }
        fprintf(out, "<li><a href=\"#%s\">", parts[i].id);
        op_page_say(out, f, parts[i].phrase);
        fputs("</a></li>\n", out);
    }
    fputs("</ul></nav>\n<main>\n", out);
}

void
op_page_question(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    const char *law = op_results_study(r, "counterfactual_law");

    op_page_heading(out, f, "question", OP_SAY_QUESTION);
    fputs("<p><strong>", out);
    op_out_escaped(out, *op_results_study_in(r, "question", f->lang) != '\0'
                            ? op_results_study_in(r, "question", f->lang)
                            : op_results_study_in(r, "title", f->lang));
    fputs("</strong></p>\n", out);
    op_page_paragraph(out, f, OP_SAY_PURPOSE,
                      OP_ARGS(op_say_word(f->lang, op_results_study(r, "purpose")),
                              op_say_word(f->lang, op_results_study(r, "gathering"))));
    if (*law != '\0') {
        op_page_paragraph(out, f, OP_SAY_LAW, OP_ARGS(law));
    }
    if (*op_results_study(r, "failed_replicates") != '\0') {
        op_page_paragraph(out, f, OP_SAY_FAILED, OP_ARGS(op_results_study(r, "failed_replicates")));
    }
}

// The same differences under each rival structure, where several were drawn.
static void
put_explanations(FILE *out, const struct op_findings *f)
{
    char n[16];

    if (f->headline < 0 || f->results.n_structures < 2 || f->results.n_arms < 2) {
        return;
    }
    snprintf(n, sizeof n, "%d", OP_MIN_FOR_BAND);
    op_page_heading(out, f, "explanations", OP_SAY_STRUCTURES_TITLE);
    if (op_results_record_arm(&f->results) >= 0) {
        op_page_paragraph(out, f, OP_SAY_STRUCTURES_GIVEN, OP_ARGS(""));
    }
    op_page_paragraph(out, f, OP_SAY_STRUCTURES, OP_ARGS(n));
    op_page_structures(out, f);
}

// Said once, of the base: what others do differ from it.
static void
put_implausible(FILE *out, const struct op_findings *f)
{
    const enum op_phrase says[] = { OP_SAY_TOO_VIOLENT, OP_SAY_TOO_MANY };

    if (f->results.n_arms == 0) {
        return;   // the page of a study of points alone
    }
    const struct op_plausible counted = op_plausible_count(&f->results, f->base);
    const int n[] = { op_plausible_is_too_violent(&counted) ? counted.n_too_violent : 0,
                      op_plausible_is_too_many(&counted) ? counted.n_too_many : 0 };
    char some[16], all[16], base[256];

    (void)snprintf(all, sizeof all, "%d", counted.n_crowds);
    op_results_arm_label(&f->results, f->base, f->lang, base, sizeof base);
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        if (n[i] > 0) {
            (void)snprintf(some, sizeof some, "%d", n[i]);
            fputs("</li>\n<li>", out);
            op_say_to(out, true, f->lang, says[i], OP_ARGS(some, all, base));
        }
    }
}

void
op_page_limits(FILE *out, const struct op_findings *f)
{
    const char *conditional = op_results_study_in(&f->results, "conditional", f->lang);
    const char *at_most = op_results_study(&f->results, "at_most_persons");

    fputs("<aside class=\"limits\" aria-labelledby=\"limits\">\n", out);
    op_page_heading(out, f, "limits", OP_SAY_NOT_SAY);
    fputs("<ul>\n<li>", out);
    op_page_say(out, f, OP_SAY_NOT_FORECAST);
    if (op_results_study_is(&f->results, "tuned_on_record", "yes")) {
        fputs("</li>\n<li>", out);
        op_page_say(out, f, OP_SAY_NOT_TEST);
    }
    if (*conditional != '\0') {
        fputs("</li>\n<li>", out);
        op_out_escaped(out, conditional);
    }
    if (*at_most != '\0') {
        fputs("</li>\n<li>", out);
        op_say_to(out, true, f->lang, OP_SAY_THINNED, OP_ARGS(at_most));
    }
    put_implausible(out, f);
    fputs("</li>\n<li>", out);
    op_page_say(out, f, OP_SAY_NOT_KNOWN);
    fputs("</li>\n<li>", out);
    op_page_say(out, f, OP_SAY_NOT_HARM);
    fputs("</li>\n</ul>\n</aside>\n", out);
}

static void
put_picture(FILE *out, const struct op_findings *f, const struct op_chart_made *chart)
{
    const size_t size = strlen(f->results.dir) + strlen(chart->name) + 32;
    char *path = malloc(size);
    FILE *file = NULL;
    bool has_begun = false;
    char line[65536];

    if (path == NULL) {
        op_findings_lack(f);
        return;
    }
    snprintf(path, size, "%s/charts/%s.svg", f->results.dir, chart->name);
    file = fopen(path, "rb");
    free(path);
    if (file == NULL) {
        op_findings_lack(f);   // it was written a moment ago
        return;
    }
    fputs("<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
    op_out_escaped(out, chart->title);
    fputs("\">\n", out);
    while (fgets(line, sizeof line, file) != NULL) {
        const char *from = has_begun ? line : strstr(line, "<svg");   // without the XML prologue
        if (from != NULL) {
            has_begun = true;
            fputs(from, out);
        }
    }
    fclose(file);
    fputs("</div>\n<figcaption><details><summary>", out);
    op_page_say(out, f, OP_SAY_SHOW_TABLE);
    fputs("</summary>\n<div class=\"scroll\"><table class=\"nums\"><caption>", out);
    op_out_escaped(out, chart->title);
    fprintf(out, "; n = %d</caption>%s</table></div>\n<p><a href=\"charts/%s.svg\">",
            f->results.n_replicates, chart->table, chart->name);
    op_page_say(out, f, OP_SAY_AS_SVG);
    fputs("</a></p></details></figcaption>\n</figure>\n", out);
}

bool
op_page_has_pictures(const struct op_findings *f, enum op_phrase section)
{
    for (int i = 0; i < f->n_charts; i++) {
        if (f->charts[i].section == section) {
            return true;
        }
    }
    return false;
}

void
op_page_pictures(FILE *out, const struct op_findings *f, enum op_phrase section)
{
    bool has_heading = false;

    for (int i = 0; i < f->n_charts; i++) {
        if (f->charts[i].section != section) {
            continue;
        }
        if (!has_heading && section != OP_SAY_FIT && section != OP_SAY_TIMING) {
            op_page_heading(out, f,
                            section == OP_SAY_COURSES     ? "charts"
                            : section == OP_SAY_PHASES    ? "phases"
                            : section == OP_SAY_LEVELS    ? "levels"
                            : section == OP_SAY_WINDOWS   ? "windows"
                            : section == OP_SAY_HEAT      ? "heat"
                            : section == OP_SAY_DECIDES   ? "decides"
                            : section == OP_SAY_PRECISION ? "precision"
                                                          : "differences",
                            section);
        }
        if (!has_heading && (section == OP_SAY_DECIDES || section == OP_SAY_PRECISION)) {
            op_page_paragraph(out, f,
                              section == OP_SAY_PRECISION ? OP_SAY_PRECISION_INTRO
                              : f->is_of_points           ? OP_SAY_POINTS_INTRO
                                                          : OP_SAY_DECIDES_INTRO,
                              OP_ARGS(""));
        }
        if (!has_heading && section == OP_SAY_DECIDES) {
            fputs("<p>", out);
            op_say_ranking(out, true, f);
            fputs("</p>\n", out);
        }
        has_heading = true;
        put_picture(out, f, &f->charts[i]);
    }
}

void
op_page_made(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    char n[16];

    snprintf(n, sizeof n, "%d", r->n_replicates);
    op_page_heading(out, f, "made", OP_SAY_MADE);
    op_page_paragraph(out, f, OP_SAY_MADE_WITH,
                      OP_ARGS(op_results_study(r, "version"), n, op_results_study(r, "seed"),
                              op_results_study(r, "start"), op_results_study(r, "end")));
}

enum op_status
op_page_write(const struct op_findings *f, struct op_diag *diag)
{
    struct op_outfile file = { 0 };
    enum op_status status = op_outfile_open(&file, f->results.dir, "report.html", diag);
    FILE *out = file.stream;

    if (status != OP_OK) {
        return status;
    }
    op_page_begin(out, f, report_parts);
    op_page_question(out, f);
    op_page_answer(out, f);
    op_page_sure(out, f);
    op_page_limits(out, f);
    op_page_heading(out, f, "arms", OP_SAY_ARMS);
    op_page_arms(out, f);
    op_page_heading(out, f, "rights", OP_SAY_RIGHTS);
    op_page_rights(out, f);
    op_page_between(out, f);
    put_explanations(out, f);
    if (f->n_charts == 0) {
        fputs("<p id=\"charts\">", out);
        op_page_say(out, f, OP_SAY_NO_CHARTS);
        fputs("</p>\n", out);
    }
    if (f->n_charts > 0 && f->results.n_conditions > OP_MAX_SETS_DRAWN) {
        op_page_paragraph(out, f, OP_SAY_PICTURES_FIRST,
                          OP_ARGS(op_results_conditions_label(&f->results, f->results.conditions[0],
                                                              f->lang)));
    }
    op_page_pictures(out, f, OP_SAY_DIFFERENCES);
    op_page_pictures(out, f, OP_SAY_DECIDES);
    op_page_pictures(out, f, OP_SAY_PRECISION);
    op_page_pictures(out, f, OP_SAY_LEVELS);
    op_page_pictures(out, f, OP_SAY_COURSES);
    op_page_pictures(out, f, OP_SAY_PHASES);
    if (f->results.n_record > 0) {
        op_page_heading(out, f, "fit", OP_SAY_FIT);
        op_page_pictures(out, f, OP_SAY_FIT);
        op_page_fit(out, f);
    }
    op_page_heading(out, f, "numbers", OP_SAY_NUMBERS);
    op_page_numbers(out, f);
    fputs("</main>\n<footer>\n", out);
    op_page_made(out, f);
    fputs("</footer>\n</body>\n</html>\n", out);
    if (f->is_short != NULL && *f->is_short) {
        op_outfile_drop(&file);
        return OP_NO_MEMORY;
    }
    return op_outfile_close(&file, diag);
}
