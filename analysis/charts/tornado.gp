# SPDX-License-Identifier: GPL-3.0-or-later
# One row an assumption: bar = the part of the width that goes with it, line = its 90 % interval. A bar
# that cannot be told from zero is hollow.
#   gnuplot -d -c tornado.gp WORDS DATA OUT.svg "N XMAX NX x.."
# WORDS: title, explanation, footer, heading of the remarks, the ticks of x, then for each row a label in
# two lines (the second one empty where one is enough) and a remark. DATA: y part low high told (0 or 1), in per cent.
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); xmax = word(S, 2) + 0.0; nx = int(word(S, 3))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
head = 82
high = head + 30 * n + 66
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] { set xtics add (T[4 + k] word(S, 3 + k) + 0.0) }
unset ytics
unset key
set grid xtics lt 1 lc rgb "#dddddd" lw 0.5
set xrange [0:xmax]
set yrange [0.4:n + 0.6]
set lmargin at screen 480.0 / 960
set rmargin at screen 740.0 / 960
set tmargin at screen 1 - head / (1.0 * high)
set bmargin at screen 66.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 104 T[4] at screen 754.0 / 960, 1 - (head - 10.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
do for [i = 1:n] {
    second = T[3 + nx + 3 * i]
    up = strlen(second) > 2 ? 0.22 : 0    # an empty word comes as blanks
    set label 200 + i T[2 + nx + 3 * i] at screen 470.0 / 960, first n + 1 - i + up right noenhanced font "Arial,12"
    set label 300 + i second at screen 470.0 / 960, first n + 1 - i - up right noenhanced font "Arial,12"
    set label 400 + i T[4 + nx + 3 * i] at screen 754.0 / 960, first n + 1 - i left noenhanced font "Arial,12"
}
set style fill solid 1.0
plot data using (int($5) == 1 ? $2 / 2 : NaN):1:($2 / 2):(0.28) with boxxyerror lc rgb "#0072B2" fs solid 1.0 border lc rgb "#0072B2", \
     data using (int($5) == 0 ? $2 / 2 : NaN):1:($2 / 2):(0.28) with boxxyerror lc rgb "#8a8a8a" fs empty border lc rgb "#8a8a8a", \
     data using 3:1:($4 - $3):(0) with vectors nohead lw 1.8 lc rgb "black", \
     data using 3:1:(0):(0.16) with vectors nohead lw 1.8 lc rgb "black", \
     data using 3:1:(0):(-0.16) with vectors nohead lw 1.8 lc rgb "black", \
     data using 4:1:(0):(0.16) with vectors nohead lw 1.8 lc rgb "black", \
     data using 4:1:(0):(-0.16) with vectors nohead lw 1.8 lc rgb "black"
