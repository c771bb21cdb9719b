# SPDX-License-Identifier: GPL-3.0-or-later
# In which phase the evenings are, over time: one panel an arm, one row a phase; the thickness of a row
# is the share of the evenings that are in that phase.
#   gnuplot -d -c phases.gp WORDS DATA OUT.svg "N COLUMNS PHASES XMIN XMAX EVENT NX x.. LEGEND-x"
# WORDS: title, explanation, footer, event's name, the ticks of x, the phases' names from low to high, the
# panels' titles, the panels' notes. DATA: one block a panel and phase (x, half the share of the evenings, up to 0.5).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); columns = int(word(S, 2)); phases = int(word(S, 3))
xmin = word(S, 4) + 0.0; xmax = word(S, 5) + 0.0; event = word(S, 6) + 0.0
nx = int(word(S, 7)); legend = word(S, 8 + nx) + 0.0; disorder = int(word(S, 9 + nx))
set datafile commentschars ""
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
rows = int(ceil(n / (1.0 * columns)))
plot_h = 12 + 34 * phases
row_h = plot_h + 94
high = 62 + row_h * rows + 24
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set xrange [xmin:xmax]
set yrange [0.4:phases + 0.6]
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] {
    bar = strstrt(T[4 + k], "|")
    tick = bar ? substr(T[4 + k], 1, bar - 1) . "\n" . substr(T[4 + k], bar + 1, strlen(T[4 + k])) : T[4 + k]
    set xtics add (tick word(S, 7 + k) + 0.0)
}
unset key
set samples 2
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
if (legend >= 0) {
    set arrow 116 from screen legend / 960, 1 - 48.0 / high to screen legend / 960, 1 - 32.0 / high nohead lw 1.2 dt (2, 3) lc rgb "#595959"
    set label 116 T[4] at screen (legend + 8) / 960, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
}
left = 110.0; gap = 48.0; right = 26.0
width = (960 - left - right - gap * (columns - 1)) / columns
set multiplot
do for [i = 1:n] {
    row = (i - 1) / columns; column = (i - 1) - row * columns
    top = 62 + row * row_h + 38
    set lmargin at screen (left + column * (width + gap)) / 960
    set rmargin at screen (left + column * (width + gap) + width) / 960
    set tmargin at screen 1 - top / (1.0 * high)
    set bmargin at screen 1 - (top + plot_h) / (1.0 * high)
    set label 1 T[4 + nx + phases + i] at graph 0, screen 1 - (top - 26.0) / high left noenhanced font "Arial Bold,12" textcolor rgb "black"
    set label 2 T[4 + nx + phases + n + i] at graph 0, screen 1 - (top - 10.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
    set ytics () scale 0 noenhanced font "Arial,12"
    do for [k = 1:phases] { set ytics add ((column == 0 ? T[4 + nx + k] : "") k) }
    if (event > 0) { set arrow 3 from first event, graph 0 to first event, graph 1 nohead front lw 1.2 dt (2, 3) lc rgb "#595959" }
    if (i > 1) { unset label 101; unset label 102; unset label 103; unset label 116; unset arrow 116 }
    plot for [k = 1:phases] k with lines lw 0.5 lc rgb "#cccccc", \
         for [k = 1:phases] data index phases * (i - 1) + k - 1 using 1:(k - 0.85 * $2):(k + 0.85 * $2) with filledcurves fs solid 1 noborder fc rgb (k == disorder ? "#D55E00" : "#0072B2")
}
unset multiplot
