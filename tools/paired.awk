# Paired differences of one metric between two arms of a results folder, their interval, and the drawn assumption that the
# difference hangs on most. Which arm is which is told by -v:
#
#   awk -f tools/paired.awk -v arm=SET:STRATEGY -v against=SET:STRATEGY -v metric=NAME \
#       [-v arm2=... -v against2=...] [-v within=STRUCTURE] [-v pairs=FILE] outcomes.csv [parameters.csv]
#
# With arm2 and against2 the difference is (arm - against) - (arm2 - against2), the interaction of two questions. `within`
# takes evenings of one explanation of the news alone (column structure). `pairs` is written: a line `replicate difference` an
# evening. Printed is one line of CSV without its header:
#
#   evenings,difference,low,high,lower,equal,higher,leans_on,told,rho,at_low,at_high,turns
#
# low and high hold the mean difference with 95 per cent: bootstrap of evenings, 2,000 draws of a generator of its own, so
# that the same files give the same bytes. leans_on is the parameter whose draws have the largest rank correlation rho with
# the differences; told is yes where that is larger than the largest of as many unrelated ones would be with 95 per cent
# (normal approximation, Bonferroni). at_low and at_high are the mean differences in the third of the evenings with its lowest and
# highest draws; turns is yes where they lie on two sides of zero. Correlation shows a monotone lean on one parameter, not
# what two do together, nor a kink; it is no share of a variance.
BEGIN { FS = ","; if (arm2 == "") arm2 = against2 = ""; state = 20260613 }

function uniform() { state = (state * 48271) % 2147483647; return state / 2147483647 }

# The normal quantile for an upper tail p: Abramowitz & Stegun 26.2.23, error below 4.5e-4.
function normal_above(p,    t) {
    t = sqrt(-2 * log(p))
    return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}

function sort_from(a, low, high,    i, j, pivot, swap) {
    while (low < high) {
        i = low; j = high; pivot = a[int((low + high) / 2)]
        while (i <= j) {
            while (a[i] < pivot) i++
            while (a[j] > pivot) j--
            if (i <= j) { swap = a[i]; a[i] = a[j]; a[j] = swap; i++; j-- }
        }
        if (j - low < high - i) { sort_from(a, low, j); low = i } else { sort_from(a, i, high); high = j }
    }
}

# Ranks of values[1..m], the middle one for equals; the sum of squares about their mean is returned.
function ranks(values, m, rank,    i, sorted, first, last, squares) {
    split("", sorted); split("", first); split("", last)
    for (i = 1; i <= m; i++) sorted[i] = values[i]
    sort_from(sorted, 1, m)
    for (i = 1; i <= m; i++) { if (!(sorted[i] in first)) first[sorted[i]] = i; last[sorted[i]] = i }
    for (i = 1; i <= m; i++) {
        rank[i] = (first[values[i]] + last[values[i]]) / 2 - (m + 1) / 2
        squares += rank[i] * rank[i]
    }
    return squares
}

function mean_where(rank, from, to, m,    i, s, c) {
    for (i = 1; i <= m; i++) if (rank[i] >= from && rank[i] <= to) { s += difference[i]; c++ }
    return c ? s / c : 0
}

FNR == 1 { file++; for (i = 1; i <= NF; i++) column[file, $i] = i
    if (file == 1 && !((1, metric) in column)) { print "paired.awk: no metric " metric > "/dev/stderr"; failed = 1; exit 1 }
    next }
file == 1 {
    r = $column[1, "replicate"]; who = $column[1, "conditions"] ":" $column[1, "strategy"]; v = $column[1, metric]
    if (v == "" || (within != "" && $column[1, "structure"] != within)) next
    if (!(r in known)) { known[r] = 1; order[++n_known] = r }
    value[r, who] = v
    next
}
{ # parameters of the evening, or of the arm's set of conditions
    set = $column[2, "conditions"]; split(arm, part, ":")
    if (set != "all" && set != part[1]) next
    name = $column[2, "parameter"]
    if (!(name in drawn)) { drawn[name] = 1; names[++n_names] = name }
    draw[$column[2, "replicate"], name] = $column[2, "value"] + 0
}
END {
    if (failed) exit 1
    for (k = 1; k <= n_known; k++) {
        r = order[k]
        if (!((r, arm) in value) || !((r, against) in value)) continue
        d = value[r, arm] - value[r, against]
        if (arm2 != "") {
            if (!((r, arm2) in value) || !((r, against2) in value)) continue
            d -= value[r, arm2] - value[r, against2]
        }
        n++; evening[n] = r; difference[n] = d; sum += d
        d < 0 ? lower++ : d > 0 ? higher++ : equal++
        if (pairs != "") print r, d > pairs
    }
    if (n < 2) { print "paired.awk: fewer than two evenings have " arm " and " against > "/dev/stderr"; exit 1 }
    for (b = 1; b <= 2000; b++) { s = 0; for (i = 1; i <= n; i++) s += difference[1 + int(uniform() * n)]; mean[b] = s / n }
    sort_from(mean, 1, 2000)
    best = 0
    squares = ranks(difference, n, rank_of)
    for (j = 1; j <= n_names && squares > 0; j++) {
        for (i = 1; i <= n; i++) x[i] = draw[evening[i], names[j]]
        own = ranks(x, n, rank_x)
        if (own == 0) continue
        tried++; s = 0
        for (i = 1; i <= n; i++) s += rank_x[i] * rank_of[i]
        rho = s / sqrt(own * squares)
        if (rho * rho > best * best) { best = rho; most = names[j] }
    }
    printf "%d,%.6g,%.6g,%.6g,%d,%d,%d", n, sum / n, mean[50], mean[1951], lower, equal, higher
    if (best == 0) { print ",,no,,,,no"; exit }
    told = best * best * (n - 1) > normal_above(0.05 / (2 * tried)) ^ 2
    for (i = 1; i <= n; i++) x[i] = draw[evening[i], most]
    ranks(x, n, rank_x)
    a = mean_where(rank_x, -n, -n / 6, n); z = mean_where(rank_x, n / 6, n, n)
    printf ",%s,%s,%.3f,%.6g,%.6g,%s\n", most, told ? "yes" : "no", best, a, z, a * z < 0 ? "yes" : "no"
}
