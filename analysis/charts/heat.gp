# SPDX-License-Identifier: GPL-3.0-or-later
# Effect by start (across) and value of another key (up), one cell a point.
#   gnuplot -d -c heat.gp WORDS DATA OUT.svg "N-STARTS N-VALUES CMIN CMAX NX x.."
# WORDS: title, explanation, footer, the key's name, the least and the largest effect, the ticks of x, then the values from low to
# high. DATA: column row effect, and a blank line after each row; the columns and rows are numbers from 0.
# No text is ever part of a command: all are read as data and drawn as they stand.
words = ARGV[1]; data = ARGV[2]; S = ARGV[4]
n = int(word(S, 1)); m = int(word(S, 2)); cmin = word(S, 3) + 0.0; cmax = word(S, 4) + 0.0
nx = int(word(S, 5))
set datafile commentschars ""
set datafile missing "NaN"
array T[2000]
set datafile separator tab    # the words' one column may hold commas within its quotes
stats words using (T[int($0) + 1] = strcol(1), 0) nooutput
set datafile separator comma
head = 92
high = head + (m < 4 ? 46 : 34) * m + 78
set terminal svg size 960, high font "Arial,13" background rgb "white"
set output ARGV[3]
set encoding utf8
set border 0
set tics nomirror out scale 0.4 textcolor rgb "#333333"
set xtics () noenhanced font "Arial,12"
do for [k = 1:nx] {
    bar = strstrt(T[6 + k], "|")
    tick = bar ? substr(T[6 + k], 1, bar - 1) . "\n" . substr(T[6 + k], bar + 1, strlen(T[6 + k])) : T[6 + k]
    set xtics add (tick word(S, 5 + k) + 0.0)
}
set ytics () noenhanced font "Arial,12"
do for [k = 1:m] { set ytics add (T[6 + nx + k] k - 1) }
unset key
set xrange [-0.5:n - 0.5]
set yrange [-0.5:m - 0.5]
# light to dark blue (and to orange where doing it makes things worse): told apart in grey and by the colour-blind
set palette defined (-1 "#D55E00", 0 "#FFFFFF", 0.5 "#6BAED6", 1 "#08306B")
most = abs(cmin) > abs(cmax) ? abs(cmin) : abs(cmax)
most = most > 0 ? most : 1
set cbrange [-most:most]
set colorbox user origin screen 0.87, screen 78.0 / high size screen 0.018, screen (high - head - 78.0) / high noborder
set cbtics () noenhanced font "Arial,12"
set cbtics add (T[5] cmin)
set cbtics add (T[6] cmax)
set cbtics add ("0" 0)
set lmargin at screen 150.0 / 960
set rmargin at screen 820.0 / 960
set tmargin at screen 1 - head / (1.0 * high)
set bmargin at screen 78.0 / high
set label 101 T[1] at screen 0.012, 1 - 18.0 / high left noenhanced font "Arial Bold,16" textcolor rgb "black"
set label 102 T[2] at screen 0.012, 1 - 40.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 103 T[3] at screen 0.012, 11.0 / high left noenhanced font "Arial,12" textcolor rgb "#333333"
set label 104 T[4] at screen 0.012, 1 - (head - 14.0) / high left noenhanced font "Arial,12" textcolor rgb "#333333"
plot data using 1:2:3 with image pixels
