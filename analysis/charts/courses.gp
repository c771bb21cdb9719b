# SPDX-License-Identifier: GPL-3.0-or-later
# Small multiples of one observable over time, one panel an arm, the same axes in each.
#   gnuplot -d -c courses.gp WORDS DATA OUT.svg "N COLUMNS band|lines YMAX XMIN XMAX EVENT
#       NX x.. NY y.. LEGEND-ROWS LEGEND.."    (EVENT is -1 where absent; a legend's place is 1000 row + x)
# WORDS: one text a line: title, explanation, footer, six of the legend (middle, half, 9 of 10, base,
# recorded, event), the ticks of x ("18:00|21 Sep" is two lines) and y, the panels' titles, the panels'
# notes, the labels of the record. DATA: three blocks a panel: band (x q05 q25 q50 q75 q95) or runs
# (x y, a blank line between runs); the base's median (x y); the record (x value low high up label y-of-label).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); columns = int(word(S, 2)); mode = word(S, 3); ymax = word(S, 4) + 0.0
xmin = word(S, 5) + 0.0; xmax = word(S, 6) + 0.0; event = word(S, 7) + 0.0
nx = int(word(S, 8)); ny = int(word(S, 9 + nx)); legend = 10 + nx + ny
legend_rows = int(word(S, legend))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
rows = int(ceil(n / (1.0 * columns)))
plot_h = n == 1 ? 300 : 150
row_h = plot_h + 94
head = 64 + 20 * legend_rows
high = head + row_h * rows + 24
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set grid ytics lt 1 lc rgb "#dddddd" lw 0.5
set xrange [xmin:xmax]
set yrange [0:ymax]
unset mxtics
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] {
    bar = strstrt(T[9 + k], "|")
    tick = bar ? substr(T[9 + k], 1, bar - 1) . "\n" . substr(T[9 + k], bar + 1, strlen(T[9 + k])) : T[9 + k]
    set xtics add (tick word(S, 8 + k) + 0.0)
}
unset key
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
# the legend: what is drawn, then its name
do for [k = 1:6] {
    place = word(S, legend + k) + 0.0
    y = 1 - (63.0 + 20 * floor(place / 1000)) / high
    x = place < 0 ? -1 : (place - 1000 * floor(place / 1000)) / 960
    if (x >= 0) {
        set label 110 + k T[3 + k] at screen x + 32.0 / 960, screen y left noenhanced font "Arial,12" textcolor rgb "black"
        if (k == 1) { set arrow 111 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw (mode eq "band" ? 2.4 : 0.9) lc rgb "#0072B2" }
        if (k == 2) { set object 112 rect from screen x, screen y - 7.0 / high to screen x + 26.0 / 960, screen y + 7.0 / high fs solid 1 noborder fc rgb "#93C3DF" }
        if (k == 3) { set object 113 rect from screen x, screen y - 7.0 / high to screen x + 26.0 / 960, screen y + 7.0 / high fs solid 1 border lc rgb "#0072B2" fc rgb "#D1E6F1" lw 0.6 }
        if (k == 4) { set arrow 114 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 1.6 dt (6, 4) lc rgb "black" }
        if (k == 5) { set label 99 "" at screen x + 13.0 / 960, screen y point pt 6 ps 0.8 lw 1.8 lc rgb "#D55E00" }
        if (k == 6) { set arrow 116 from screen x + 13.0 / 960, screen y - 8.0 / high to screen x + 13.0 / 960, screen y + 8.0 / high nohead lw 1.2 dt (2, 3) lc rgb "#595959" }
    }
}
left = 66.0; gap = 48.0; right = 26.0
width = (960 - left - right - gap * (columns - 1)) / columns
set multiplot
do for [i = 1:n] {
    row = (i - 1) / columns; column = (i - 1) - row * columns
    top = head + row * row_h + 38
    set lmargin at screen (left + column * (width + gap)) / 960
    set rmargin at screen (left + column * (width + gap) + width) / 960
    set tmargin at screen 1 - top / (1.0 * high)
    set bmargin at screen 1 - (top + plot_h) / (1.0 * high)
    set label 1 T[9 + nx + ny + i] at graph 0, screen 1 - (top - 26.0) / high left noenhanced font "Arial Bold,12" textcolor rgb "black"
    set label 2 T[9 + nx + ny + n + i] at graph 0, screen 1 - (top - 10.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
    set ytics () noenhanced font "Arial,12"
    do for [k = 1:ny] { set ytics add ((column == 0 ? T[9 + nx + k] : "") word(S, 9 + nx + k) + 0.0) }
    if (event > 0) { set arrow 3 from first event, graph 0 to first event, graph 1 nohead front lw 1.2 dt (2, 3) lc rgb "#595959" }
    if (i > 1) {
        do for [k = 1:3] { unset label 100 + k }
        do for [k = 1:6] { unset label 110 + k; unset arrow 110 + k; unset object 110 + k }
        unset label 99
    }
    if (mode eq "band") {
        plot data index 3 * (i - 1) using 1:2:6 with filledcurves fs solid 1 noborder lc rgb "#D1E6F1", \
             data index 3 * (i - 1) using 1:3:5 with filledcurves fs solid 1 noborder lc rgb "#93C3DF", \
             data index 3 * (i - 1) using 1:2 with lines lw 0.6 lc rgb "#0072B2", \
             data index 3 * (i - 1) using 1:6 with lines lw 0.6 lc rgb "#0072B2", \
             data index 3 * (i - 1) using 1:4 with lines lw 2.4 lc rgb "#0072B2", \
             data index 3 * (i - 1) + 1 using 1:2 with lines lw 1.6 dt (6, 4) lc rgb "black", \
             data index 3 * (i - 1) + 2 using ($5 > 0 ? $1 : NaN):2:(0):5 with vectors head size screen 0.007, 25 filled lw 1.6 lc rgb "#D55E00", \
             data index 3 * (i - 1) + 2 using 1:2:3:4 with yerrorbars pt 6 ps 0.8 lw 1.8 lc rgb "#D55E00", \
             data index 3 * (i - 1) + 2 using 1:7:(T[int(column(6))]) with labels left offset 0.8, 0 noenhanced font "Arial,12" textcolor rgb "black"
    } else {
        plot data index 3 * (i - 1) using 1:2 with lines lw 0.9 lc rgb "#0072B2", \
             data index 3 * (i - 1) + 1 using 1:2 with lines lw 1.6 dt (6, 4) lc rgb "black", \
             data index 3 * (i - 1) + 2 using ($5 > 0 ? $1 : NaN):2:(0):5 with vectors head size screen 0.007, 25 filled lw 1.6 lc rgb "#D55E00", \
             data index 3 * (i - 1) + 2 using 1:2:3:4 with yerrorbars pt 6 ps 0.8 lw 1.8 lc rgb "#D55E00", \
             data index 3 * (i - 1) + 2 using 1:7:(T[int(column(6))]) with labels left offset 0.8, 0 noenhanced font "Arial,12" textcolor rgb "black"
    }
}
unset multiplot
