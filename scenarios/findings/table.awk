# The table of README.md, from drawn.csv, breakeven.csv and the lines of questions.txt (see run.sh), in the order of the questions.
# Verdicts are told by rule from the figures alone:
#   put in          the difference that a parameter of the model says directly; where it stands on a grid, the break-even
#   emerges         no parameter says it; its interval over the drawn assumptions excludes zero, and the assumption that it
#                   hangs on most, if one can be told, does not turn it
#   cannot be told  the interval holds zero, or that assumption turns it; or two courses are compared whose effects are
#                   assumed ranges (kind `ranges`); or the difference is told from zero nowhere on a grid
function figure(v) { return sprintf(v < 1 && v > -1 ? "%.2g" : "%.3g", v) }
function minus(t) { gsub(/-/, "−", t); return t }
function code(t,    part, n, i, all) {
    n = split(t, part, "+")
    for (i = 1; i <= n; i++) all = all (i == 1 ? "" : i == n ? " and " : ", ") "`" part[i] "`"
    return all
}
function with_unit(v) { return v == "below" ? "below " e[6] : v == "above" ? "above " e[7] : unit == "%" ? figure(100 * v) " %" : unit == "h" ? figure(v) " h" : figure(v) }
function missing(file) {
    print "table.awk: " file " has no row for: " question > "/dev/stderr"
    failed = 1
    exit 1
}
function interval(low, high) { return "(" minus(figure(low)) " to " minus(figure(high)) ")" }
BEGIN {
    title["early_sharing"] = "Signals are shared too late"; title["expertise"] = "Too little expertise to judge signals"
    title["removal_trust"] = "Removal costs trust"; title["displacement"] = "What is removed comes back, talk moves to closed groups"
    title["communication_legal"] = "Communication can work beside legal means"
    title["national_platform"] = "A national platform for those with little capacity"
    title["harassed_residents"] = "The mayor protects harassed residents"
    print "| Finding | Question put to the program | Verdict | Break-even, or reason | Run |"
    print "| --- | --- | --- | --- | --- |"
}
FNR == 1 { file++; if (file < 3) { FS = ","; $0 = $0; for (i = 1; i <= NF; i++) column[file, $i] = i; next } FS = "|"; $0 = $0 }
file == 1 { drawn[$1, $3, $4, $5] = $0; next }
file == 2 { even[$1, $2, $3, $4, $5] = $0; next }
{
    kind = $1; study = $2; arm = $3; against = $4; metric = $5; keys = $6; question = $8
    if (kind == "break_even") {
        if (!((study, arm, against, metric, keys) in even)) missing("breakeven.csv")
        split(even[study, arm, against, metric, keys], e, ",")
        unit = e[6] ~ /%/ ? "%" : e[6] ~ /(h|min|d)$/ ? "h" : ""
        verdict = "put in: " code(keys)
        if (e[19] == "" && e[14] <= 0 && e[15] >= 0 && e[17] <= 0 && e[18] >= 0) verdict = "cannot be told"
        if (e[9] == "none") reason = "none from " minus(e[6]) " to " minus(e[7]) ": `" metric "` " (e[12] == "under" ? "lower" : "higher") " throughout, " minus(figure(e[13])) " " interval(e[14], e[15]) " at the one end, " minus(figure(e[16])) " " interval(e[17], e[18]) " at the other"
        else reason = minus(with_unit(e[9])) " (" minus(with_unit(e[10])) " to " minus(with_unit(e[11])) "); the difference in `" metric "` " e[12] " with it"
        if (e[9] == "none" && e[19] != "" && e[19] != e[6]) reason = reason "; told from zero from " minus(e[19]) " on"
        if (e[20] != "") { gsub(/;/, ",", e[20]); reason = reason "; assumed is " e[20] }
        if (verdict == "cannot be told") reason = "told from zero nowhere on the grid: " reason
        run = "`ONLY=" study " sh scenarios/findings/run.sh build/oploop " e[8] " build/one build/one`"
    } else {
        if (!((study, arm, against, metric) in drawn)) missing("drawn.csv")
        split(drawn[study, arm, against, metric], e, ",")
        told = e[9] > 0 || e[10] < 0
        by = e[15] != "yes" ? "no single assumption can be told to decide it" : "hangs most on `" e[14] "` (" minus(figure(e[17])) " in its lowest third, " minus(figure(e[18])) " in its highest)"
        reason = "`" metric "` " minus(figure(e[8])) " " interval(e[9], e[10]) ", lower in " e[11] ", higher in " e[13] " of " e[7] "; " by
        if (kind == "put_in") verdict = "put in: " code(keys)
        else if (kind == "ranges") { verdict = "cannot be told"; reason = "hangs on ranges of " code(keys) " that have no source: " reason }
        else if (told && !(e[15] == "yes" && e[19] == "yes")) verdict = "emerges"
        else { verdict = "cannot be told"; reason = (told ? "an assumption turns it: " : "the interval holds zero: ") reason }
        run = "`oploop compare scenarios/findings/" study ".yaml -n " e[7] "`"
    }
    print "| " title[study] " | " question "? | " verdict " | " reason " | " run " |"
}
