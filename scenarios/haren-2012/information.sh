#!/bin/sh
# What knowing and preparing would have been worth in Haren: replays information.yaml and information_news.yaml, and makes information.csv and the
# table of README.md from it.
#
#   sh scenarios/haren-2012/information.sh [PROGRAM [EVENINGS [RESULTS FOLDER [FOLDER OF THE TABLES]]]]   from the project's folder
#   sh scenarios/haren-2012/information.sh table [FOLDER OF THE TABLES]     prints the table alone
#
# 96 evenings, and half as many of the other file, take some ten minutes of one core. Results that lie in their folder are not made again.
set -eu
export LC_ALL=C
here=$(dirname "$0")

table() {
    awk -F, 'function minus(v) { v = sprintf(v < 10 && v > -10 ? "%.1f" : "%.0f", v); sub(/^-/, "−", v); return v }
        NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i
            print "| Value of | Where | Fewer or more (−, +) | Violent persons | Lower, higher in | Injured persons | Leans most on |"
            print "| --- | --- | --- | --- | --- | --- | --- |"; next }
        $c["metric"] == "violent_persons" { value = $c["value"]; where = $c["where"]; what = $c["difference_of"]
            n = $c["evenings"]; mean = $c["difference"]; low = $c["low"]; high = $c["high"]
            counts = $c["lower"] ", " $c["higher"] " of " n
            lean = "`" $c["leans_on"] "` (" minus($c["at_low"]) " in its lowest third, " minus($c["at_high"]) " in its highest)"
            if ($c["told"] != "yes") lean = "cannot be told" (n < 60 ? "" : "; nearest " lean)
            if ($c["leans_on"] == "") lean = "nothing"
            next }
        { printf "| %s | %s | %s | %s (%s to %s) | %s | %s (%s to %s) | %s |\n", value, where, what, minus(mean), minus(low),
            minus(high), counts, minus($c["difference"]), minus($c["low"]), minus($c["high"]), lean }' "$1/information.csv"
}

if [ "${1:-}" = table ]; then
    table "${2:-$here}"
    exit
fi
program=${1:-build/oploop}
n=${2:-96}
results=${3:-build/information}
tables=${4:-$here}
mkdir -p "$tables"
[ -d "$results" ] || "$program" run "$here/information.yaml" -s as_happened -s early_perceived -s early_known \
    -s evening_perceived -s evening_known -n "$n" -q -o "$results"
[ -d "$results-news" ] || "$program" run "$here/information_news.yaml" -s early_perceived -s early_known -n "$((n / 2))" -q \
    -o "$results-news"

# row VALUE WHERE WHAT ARM AGAINST [ARM2 AGAINST2 [STRUCTURE]]: a line for each metric.
row() {
    for metric in violent_persons injured_persons; do
        echo "$1,$2,$3,$metric,$(awk -f "$here/../../tools/paired.awk" -v arm="$4" -v against="$5" -v arm2="${6:-}" \
            -v against2="${7:-}" -v within="${8:-}" -v metric="$metric" "$from/outcomes.csv" "$from/parameters.csv")"
    done
}

{
    echo "value,where,difference_of,metric,evenings,difference,low,high,lower,equal,higher,leans_on,told,rho,at_low,at_high,turns"
    from=$results
    for time in early evening; do
        where=$([ "$time" = early ] && echo "early talks" || echo "police on the evening")
        for set in none practised; do
            row information "$where; cooperation $set" "known - perceived" "$set:${time}_known" "$set:${time}_perceived"
        done
        row preparation "$where; as perceived" "practised - none" "practised:${time}_perceived" "none:${time}_perceived"
        row preparation "$where; as known" "practised - none" "practised:${time}_known" "none:${time}_known"
        row "both together" "$where" "practised and known - none and perceived" "practised:${time}_known" "none:${time}_perceived"
        row interaction "$where" "information among practised - among strangers" "practised:${time}_known" \
            "practised:${time}_perceived" "none:${time}_known" "none:${time}_perceived"
    done
    for structure in announcement counter date; do
        row information "early talks; cooperation none; news driven by $structure" "known - perceived" none:early_known \
            none:early_perceived "" "" "$structure"
    done
    from=$results-news
    for set in none practised; do
        row information "early talks; cooperation $set; the story of the 19th comes anyhow" "known - perceived" \
            "$set:early_known" "$set:early_perceived"
    done
    row preparation "early talks; as perceived; the story of the 19th comes anyhow" "practised - none" practised:early_perceived \
        none:early_perceived
} > "$results.csv"
cp "$results.csv" "$tables/information.csv"
if [ -f "$tables/README.md" ]; then
    table "$tables" > "$results.md"
    awk -v file="$results.md" '/^<!-- end -->/ { skip = 0 }
        !skip { print }
        /^<!-- information -->/ { skip = 1; while ((getline line < file) > 0) print line }' "$tables/README.md" > "$results.page"
    cp "$results.page" "$tables/README.md"
fi
