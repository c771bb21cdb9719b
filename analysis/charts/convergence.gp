# SPDX-License-Identifier: GPL-3.0-or-later
# How half the width of the interval of a mean paired difference shrinks with evenings: a line an arm.
#   gnuplot -d -c convergence.gp WORDS DATA OUT.svg "N XMIN XMAX YMAX ASKED NX x.. NY y.."
# WORDS: title, explanation, footer, name of the x axis, words at the width that was asked for, the ticks of
# x, the ticks of y, then a label for each arm. DATA: a block an arm: evenings half_width. ASKED is 0 where
# no width was asked for.
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); xmin = word(S, 2) + 0.0; xmax = word(S, 3) + 0.0; ymax = word(S, 4) + 0.0
asked = word(S, 5) + 0.0; nx = int(word(S, 6)); ny = int(word(S, 7 + nx))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
high = 470
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set xtics () noenhanced font "Arial,12"
set ytics () noenhanced font "Arial,12"
do for [k = 1:nx] { set xtics add (T[5 + k] word(S, 6 + k) + 0.0) }
do for [k = 1:ny] { set ytics add (T[5 + nx + k] word(S, 7 + nx + k) + 0.0) }
unset key
set grid xtics ytics lt 1 lc rgb "#dddddd" lw 0.5
set xrange [xmin:xmax]
set yrange [0:ymax]
set lmargin at screen 80.0 / 960
set rmargin at screen 690.0 / 960
set tmargin at screen 1 - 62.0 / high
set bmargin at screen 88.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 104 T[4] at screen 385.0 / 960, 44.0 / high center noenhanced font "Arial,12" textcolor rgb "#333333"
array C[8] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8a8a8a"]
array D[4] = [1, 2, 4, 5]
do for [i = 1:n] {
    set arrow 200 + i from screen 706.0 / 960, 1 - (70.0 + 22 * i) / high to screen 740.0 / 960, 1 - (70.0 + 22 * i) / high \
        nohead lw 2.4 dt D[((i - 1) / 8) % 4 + 1] lc rgb C[(i - 1) % 8 + 1]
    set label 200 + i T[5 + nx + ny + i] at screen 748.0 / 960, 1 - (70.0 + 22 * i) / high left noenhanced font "Arial,12"
}
if (asked > 0) {
    set arrow 1 from first xmin, first asked to first xmax, first asked nohead lw 1.6 dt 3 lc rgb "black"
    set label 105 T[5] at screen 706.0 / 960, first asked left noenhanced font "Arial,12" textcolor rgb "#333333"
}
plot for [i = 1:n] data index i - 1 using 1:2 with lines lw 2.4 dt D[((i - 1) / 8) % 4 + 1] lc rgb C[(i - 1) % 8 + 1]
