# Where on a grid of one parameter the mean of paired differences changes its sign, with an interval.
#
#   awk -f tools/breakeven.awk FILE        lines `point replicate difference`; point is a number, the same evenings at each
#
# Printed: evenings,break_even,low,high,side. Between two points the mean is taken as straight, in the logarithm of the
# point where all points are above zero. low and high hold 95 per cent of 1,000 bootstraps over whole evenings, each drawn for
# all points at once, so that evenings stay paired along the grid; the generator is our own, the same file gives the same bytes.
# A bootstrap without a change of sign counts as one beyond the end towards which it lies: then the bound is "below" or
# "above". side is `rises` or `falls` (the difference along the grid); a curve that lies on one side of zero from end to end
# has break_even "none", and says under or over in `side`. Of several changes of sign the first counts.
function uniform() { state = (state * 48271) % 2147483647; return state / 2147483647 }
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
function place(p) { return logs ? log(p) : p }
# The first change of sign of mean[1..m]; beyond the ends (-inf and inf as -1e300 and 1e300) where there is none.
function crossing(    i, u) {
    for (i = 1; i < m; i++) if ((mean[i] < 0) != (mean[i + 1] < 0)) {
        u = mean[i] / (mean[i] - mean[i + 1])
        u = place(point[i]) + u * (place(point[i + 1]) - place(point[i]))
        return logs ? exp(u) : u
    }
    return (mean[1] < 0) == rising ? 1e300 : -1e300
}
function word(v) { return v <= -1e299 ? "below" : v >= 1e299 ? "above" : sprintf("%.4g", v) }
{
    if (!($1 in at)) { at[$1] = ++m; point[m] = $1 }
    if (!($2 in evening)) { evening[$2] = ++n }
    d[at[$1], evening[$2]] = $3
}
END {
    state = 20260613; logs = 1
    for (i = 1; i <= m; i++) { if (point[i] <= 0) logs = 0
        mean[i] = 0; for (k = 1; k <= n; k++) mean[i] += d[i, k] / n }
    rising = mean[m] > mean[1]
    best = crossing()
    side = best > -1e299 && best < 1e299 ? (rising ? "rises" : "falls") : mean[1] < 0 ? "under" : "over"
    for (b = 1; b <= 1000; b++) {
        for (i = 1; i <= m; i++) mean[i] = 0
        for (k = 1; k <= n; k++) { r = 1 + int(uniform() * n); for (i = 1; i <= m; i++) mean[i] += d[i, r] }
        found[b] = crossing()
    }
    sort_from(found, 1, 1000)
    printf "%d,%s,%s,%s,%s\n", n, side == "under" || side == "over" ? "none" : word(best), word(found[25]), word(found[976]), side
}
