# SPDX-License-Identifier: GPL-3.0-or-later
# From when to when each measure is possible: one row a measure, a bar over clock time.
#   gnuplot -d -c windows.gp WORDS DATA OUT.svg "N XMIN XMAX EVENT NX x.. LEGEND-ROWS LEGEND.."
# WORDS: title, explanation, footer, five of the legend (can, lead time, last effective moment, interval, event),
# the ticks of x ("18:00|21 Sep" is two lines), then a label and a remark for each row.
# DATA: one row a measure: y can decide last low high kind (0: no bar, 1: bar, 2: bar that goes on).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); xmin = word(S, 2) + 0.0; xmax = word(S, 3) + 0.0; event = word(S, 4) + 0.0
nx = int(word(S, 5)); legend = 6 + nx; legend_rows = int(word(S, legend))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
head = 70 + 20 * legend_rows
high = head + 40 * n + 74
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 1 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] {
    bar = strstrt(T[8 + k], "|")
    tick = bar ? substr(T[8 + k], 1, bar - 1) . "\n" . substr(T[8 + k], bar + 1, strlen(T[8 + k])) : T[8 + k]
    set xtics add (tick word(S, 5 + k) + 0.0)
}
unset ytics
unset key
set grid xtics lt 1 lc rgb "#dddddd" lw 0.5
set xrange [xmin:xmax]
set yrange [0.4:n + 0.6]
set lmargin at screen 250.0 / 960
set rmargin at screen 690.0 / 960
set tmargin at screen 1 - head / (1.0 * high)
set bmargin at screen 74.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
do for [k = 1:5] {
    place = word(S, legend + k) + 0.0
    y = 1 - (63.0 + 20 * floor(place / 1000)) / high
    x = place < 0 ? -1 : (place - 1000 * floor(place / 1000)) / 960
    if (x >= 0) {
        set label 110 + k T[3 + k] at screen x + 32.0 / 960, screen y left noenhanced font "Arial,12" textcolor rgb "black"
        if (k == 1) { set arrow 111 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 10 lc rgb "#0072B2" }
        if (k == 2) { set arrow 112 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 4 lc rgb "#93C3DF" }
        if (k == 3) { set label 98 "" at screen x + 13.0 / 960, screen y point pt 7 ps 1 lc rgb "#D55E00" }
        if (k == 4) { set arrow 114 from screen x, screen y to screen x + 26.0 / 960, screen y nohead lw 1.6 lc rgb "#D55E00" }
        if (k == 5) { set arrow 116 from screen x + 13.0 / 960, screen y - 8.0 / high to screen x + 13.0 / 960, screen y + 8.0 / high nohead lw 1.2 dt (2, 3) lc rgb "#595959" }
    }
}
do for [i = 1:n] {
    set label 200 + i T[7 + nx + 2 * i] at screen 240.0 / 960, first n + 1 - i right noenhanced
    set label 400 + i T[8 + nx + 2 * i] at screen 700.0 / 960, first n + 1 - i left noenhanced font "Arial,12"
}
if (event > 0) { set arrow 3 from first event, graph 0 to first event, graph 1 nohead front lw 1.2 dt (2, 3) lc rgb "#595959" }
plot data using ($7 > 0 ? $2 : NaN):1:($3 - $2):(0) with vectors nohead lw 10 lc rgb "#0072B2", \
     data using ($7 > 0 ? $3 : NaN):1:($4 - $3):(0) with vectors nohead lw 4 lc rgb "#93C3DF", \
     data using ($7 > 0 ? $5 : NaN):1:($6 - $5):(0) with vectors nohead lw 1.6 lc rgb "#D55E00", \
     data using ($7 == 1 ? $4 : NaN):1 with points pt 7 ps 1 lc rgb "#D55E00", \
     data using ($7 == 2 ? $4 : NaN):1:(0.02 * (xmax - xmin)):(0) with vectors head filled size screen 0.01, 25 lw 2 lc rgb "#D55E00"
