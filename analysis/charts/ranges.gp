# SPDX-License-Identifier: GPL-3.0-or-later
# One row an arm: point = median, thick line = half of the evenings, thin line = 9 of 10.
#   gnuplot -d -c ranges.gp WORDS DATA OUT.svg "N XMIN XMAX interval|ticks zero|plain NX x.."
# WORDS: title, explanation, footer, heading of the remarks, lower, higher, the ticks of x, then a label and
# a remark for each row. DATA block 0: y q05 q25 q50 q75 q95 style (0 base, 1 arm, 2 not lawful); block 1:
# every evening (x y).
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); xmin = word(S, 2) + 0.0; xmax = word(S, 3) + 0.0; mode = word(S, 4); zero = word(S, 5)
nx = int(word(S, 6))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
head = 82
high = head + 36 * n + 66
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 1 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333"
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] { set xtics add (T[6 + k] word(S, 6 + k) + 0.0) }
unset ytics
unset key
set grid xtics lt 1 lc rgb "#dddddd" lw 0.5
set xrange [xmin:xmax]
set yrange [0.4:n + 0.6]
set lmargin at screen 270.0 / 960
set rmargin at screen 690.0 / 960
set tmargin at screen 1 - head / (1.0 * high)
set bmargin at screen 66.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 104 T[4] at screen 704.0 / 960, 1 - (head - 10.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
do for [i = 1:n] {
    set label 200 + i T[5 + nx + 2 * i] at screen 260.0 / 960, first n + 1 - i right noenhanced
    set label 400 + i T[6 + nx + 2 * i] at screen 704.0 / 960, first n + 1 - i left noenhanced font "Arial,12"
}
if (zero eq "zero") {
    set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead lw 1.5 lc rgb "black"
    set label 105 T[5] at graph 0, screen 1 - (head - 10.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
    set label 106 T[6] at graph 1, screen 1 - (head - 10.0) / high right noenhanced font "Arial,12" textcolor rgb "#333333"
}
array D[3] = [1, 1, 2]
array C[3] = ["black", "#0072B2", "#D55E00"]
if (mode eq "interval") {
    plot for [s = 0:2] data index 0 using (int($7) == s ? $2 : NaN):1:($6 - $2):(0) with vectors nohead lw 1.6 dt D[s + 1] lc rgb C[s + 1], \
         for [s = 0:2] data index 0 using (int($7) == s ? $3 : NaN):1:($5 - $3):(0) with vectors nohead lw 7 lc rgb C[s + 1], \
         for [s = 0:2] data index 0 using (int($7) == s ? $4 : NaN):1 with points pt 7 ps 1.1 lc rgb "white", \
         for [s = 0:2] data index 0 using (int($7) == s ? $4 : NaN):1 with points pt 6 ps 1.1 lw 2 lc rgb C[s + 1]
} else {
    plot data index 1 using 1:2 with points pt 2 ps 0.6 lc rgb "#595959", \
         for [s = 0:2] data index 0 using (int($7) == s ? $4 : NaN):1 with points pt 7 ps 1.1 lc rgb C[s + 1]
}
