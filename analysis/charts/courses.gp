# SPDX-License-Identifier: GPL-3.0-or-later
# Small multiples of one observable over time, one panel an arm, the same axes in each.
#   gnuplot -d -c courses.gp WORDS DATA OUT.svg "PANELS COLUMNS band|lines YMAX XMIN XMAX count|phase STEP_S"
# WORDS: one text a line: title, explanation, y axis, footer, base, time format, recorded, seven phases,
# panel titles, texts at the line ends. DATA: four blocks a panel: band (x q05 q25 q50 q75 q95) or
# runs (x y, a blank line between runs); the base's median (x y); the record (x value low high);
# labels (x y number-of-word).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]
n = int(word(ARGV[4], 1))
columns = int(word(ARGV[4], 2)); mode = word(ARGV[4], 3); ymax = word(ARGV[4], 4) + 0.0
xmin = word(ARGV[4], 5) + 0.0; xmax = word(ARGV[4], 6) + 0.0; kind = word(ARGV[4], 7); step = word(ARGV[4], 8) + 0.0
set datafile separator tab
set datafile commentschars ""
set datafile missing "NaN"
array T[14 + 2 * n]
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
rows = int(ceil(n / (1.0 * columns)))
high = (n == 1 ? 420 : 60 + 245 * rows) + 40
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set grid ytics lc rgb "#dddddd" lw 0.5
set xrange [xmin:xmax]
set yrange [0:ymax]
# "%H:%M|%d %b" is two lines: the hour, and the day below it
bar = strstrt(T[6], "|")
tics = bar ? substr(T[6], 1, bar - 1) . "\n" . substr(T[6], bar + 1, strlen(T[6])) : T[6]
set format x tics timedate
set xtics step
set format y "%.0f"
unset key
title_space = 62.0 / high
foot = 26.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[4] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
if (kind eq "phase") {
    set ytics (T[8] 0, T[9] 1, T[10] 2, T[11] 3, T[12] 4, T[13] 5, T[14] 6) noenhanced
    set yrange [-0.3:6.5]
}
panel_h = (1 - title_space - foot) / rows
left = kind eq "phase" ? 118.0 / 960 : 62.0 / 960
right = 56.0 / 960
set multiplot
do for [i = 1:n] {
    row = (i - 1) / columns; column = (i - 1) - row * columns
    top = 1 - title_space - row * panel_h
    set lmargin at screen column / (1.0 * columns) + left
    set rmargin at screen (column + 1) / (1.0 * columns) - right
    set tmargin at screen top - 22.0 / high
    set bmargin at screen top - panel_h + 48.0 / high
    set label 1 T[14 + i] at graph 0, 1 left offset 0, 0.7 noenhanced font "Arial Bold,12" textcolor rgb "black"
    if (i > 1) { unset label 101; unset label 102; unset label 103 }
    if (mode eq "band") {
        plot data index 4 * (i - 1) using 1:2:6 with filledcurves fs transparent solid 0.18 noborder lc rgb "#0072B2", \
             data index 4 * (i - 1) using 1:3:5 with filledcurves fs transparent solid 0.30 noborder lc rgb "#0072B2", \
             data index 4 * (i - 1) + 1 using 1:2 with lines lw 1.6 dt (6, 4) lc rgb "black", \
             data index 4 * (i - 1) using 1:4 with lines lw 2.4 lc rgb "#0072B2", \
             data index 4 * (i - 1) + 2 using 1:2:3:4 with yerrorbars pt 6 ps 0.8 lw 1.6 lc rgb "#D55E00", \
             data index 4 * (i - 1) + 3 using 1:2:(T[int(column(3))]) with labels left offset 0.5, 0 noenhanced font "Arial,12" textcolor rgb "black"
    } else {
        plot data index 4 * (i - 1) using 1:2 with lines lw 0.7 lc rgb "#0072B2", \
             data index 4 * (i - 1) + 1 using 1:2 with lines lw 1.6 dt (6, 4) lc rgb "black", \
             data index 4 * (i - 1) + 2 using 1:2:3:4 with yerrorbars pt 6 ps 0.8 lw 1.6 lc rgb "#D55E00", \
             data index 4 * (i - 1) + 3 using 1:2:(T[int(column(3))]) with labels left offset 0.5, 0 noenhanced font "Arial,12" textcolor rgb "black"
    }
}
unset multiplot
