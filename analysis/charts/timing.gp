# SPDX-License-Identifier: GPL-3.0-or-later
# Small multiples of effect by start: one panel a measure, the same axes in each.
#   gnuplot -d -c timing.gp WORDS DATA OUT.svg "N COLUMNS YMIN YMAX XMIN XMAX EVENT NX x.. NY y.. LEGEND-ROWS LEGEND.."
# (EVENT is -1 where absent; a legend's place is 1000 row + x, -1 where it is not shown)
# WORDS: title, explanation, footer, six of the legend (average, interval, goal, last effective moment, carried
# out seldom, event), the ticks of x ("18:00|21 Sep" is two lines) and y, the panels' titles, the panels' notes.
# DATA: three blocks a panel: the starts (x average low high carried-out), the goal (x y), the last effective
# moment (x low high; x -1: none).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); columns = int(word(S, 2)); ymin = word(S, 3) + 0.0; ymax = word(S, 4) + 0.0
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
plot_h = n == 1 ? 300 : 190
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
set yrange [ymin:ymax]
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
        if (k == 1) { set arrow 111 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 2.4 lc rgb "#0072B2" }
        if (k == 2) { set object 112 rect from screen x, screen y - 7.0 / high to screen x + 26.0 / 960, screen y + 7.0 / high fs solid 1 noborder fc rgb "#D1E6F1" }
        if (k == 3) { set arrow 113 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 1.6 dt (6, 4) lc rgb "black" }
        if (k == 4) {
            if (word(S, legend + 2) + 0.0 >= 0) { set object 114 rect from screen x + 4.0 / 960, screen y - 8.0 / high to screen x + 22.0 / 960, screen y + 8.0 / high fs solid 1 noborder fc rgb "#F6D5C0" }
            set arrow 114 from screen x + 13.0 / 960, screen y - 8.0 / high to screen x + 13.0 / 960, screen y + 8.0 / high nohead front lw 2 lc rgb "#D55E00"
        }
        if (k == 5) { set label 99 "" at screen x + 13.0 / 960, screen y point pt 6 ps 0.7 lw 1.6 lc rgb "#595959" }
        if (k == 6) { set arrow 116 from screen x + 13.0 / 960, screen y - 8.0 / high to screen x + 13.0 / 960, screen y + 8.0 / high nohead lw 1.2 dt (2, 3) lc rgb "#595959" }
    }
}
left = 76.0; gap = 48.0; right = 26.0
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
    set arrow 4 from graph 0, first 0 to graph 1, first 0 nohead lw 1 lc rgb "black"
    if (i > 1) {
        do for [k = 1:3] { unset label 100 + k }
        do for [k = 1:6] { unset label 110 + k; unset arrow 110 + k; unset object 110 + k }
        unset label 99
    }
    stats data index 3 * (i - 1) + 2 using (L = $1, A = $2, B = $3, 0) nooutput
    unset object 5
    unset arrow 5
    if (L > 0) {
        set object 5 rect from first A, graph 0 to first B, graph 1 behind fs solid 1 noborder fc rgb "#F6D5C0"
        set arrow 5 from first L, graph 0 to first L, graph 1 nohead front lw 2 lc rgb "#D55E00"
    }
    plot data index 3 * (i - 1) using 1:3:4 with filledcurves fs transparent solid 0.85 noborder lc rgb "#D1E6F1", \
         data index 3 * (i - 1) using 1:3 with lines lw 0.6 lc rgb "#0072B2", \
         data index 3 * (i - 1) using 1:4 with lines lw 0.6 lc rgb "#0072B2", \
         data index 3 * (i - 1) using 1:2 with lines lw 2.4 lc rgb "#0072B2", \
         data index 3 * (i - 1) + 1 using 1:2 with lines lw 1.6 dt (6, 4) lc rgb "black", \
         data index 3 * (i - 1) using ($5 < 0.5 ? $1 : NaN):2 with points pt 7 ps 0.7 lc rgb "white", \
         data index 3 * (i - 1) using ($5 < 0.5 ? $1 : NaN):2 with points pt 6 ps 0.7 lw 1.6 lc rgb "#595959"
}
unset multiplot
