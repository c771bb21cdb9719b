# SPDX-License-Identifier: GPL-3.0-or-later
# Time an event as the world grows, and as more events are pending: two panels, from the rows of make bench.
#   gnuplot -d -c growth.gp BENCH.csv OUT.svg
csv = ARG1
set datafile separator comma
set terminal svg size 960, 430 font "Arial,13" background rgb "white"
set output ARG2
set encoding utf8
set multiplot
set border 3 lc rgb "#595959"
set tics nomirror out scale 0.5 textcolor rgb "#333333" font "Arial,12"
set logscale x 10
set grid ytics lt 1 lc rgb "#dddddd" lw 0.5
unset key
set format x "10^{%L}"
set yrange [0:*]
set tmargin at screen 0.78
set bmargin at screen 0.16
pick(part, name) = sprintf("< grep '^%s,\"%s\"' '%s'", part, name, csv)

set label 1 "What an event costs as the world grows" at screen 0.012, 0.95 left font "Arial Bold,16" textcolor rgb "black"
set label 2 "Nanoseconds an event, infection on a preferential network (m = 5)" at screen 0.012, 0.875 left font "Arial,12" textcolor rgb "#333333"
set label 3 "Nanoseconds to take the least pending event and to add one" at screen 0.52, 0.875 left font "Arial,12" textcolor rgb "#333333"
set lmargin at screen 0.055
set rmargin at screen 0.45
set xlabel "persons" textcolor rgb "#333333"
set xrange [7e3:1.4e7]
plot pick("scale", "an event") using 3:4 with linespoints lw 2.5 pt 7 ps 0.7 lc rgb "#0072B2", \
     "" using 3:4:(sprintf("%.0f", column(4))) with labels offset 0, 1 font "Arial,12" textcolor rgb "#333333"
unset label 1
unset label 2
unset label 3
set lmargin at screen 0.565
set rmargin at screen 0.88
set xlabel "events pending"
set xrange [7e2:1.4e7]
array L[4] = ["exponential", "even", "two-fold", "heavy"]
# Lines end at the largest size: what they are is written there once for each of the two queues.
last(kind) = real(system(sprintf("grep '^queue,\"%s, exponential\"' '%s' | tail -1 | cut -d, -f5", kind, csv)))
size_of(kind) = real(system(sprintf("grep '^queue,\"%s, exponential\"' '%s' | tail -1 | cut -d, -f4", kind, csv)))
set label 11 "4-ary heap" at first size_of("heap"), last("heap") offset 1, 0 left textcolor rgb "#D55E00"
set label 12 "bucket queue" at first size_of("bucket"), last("bucket") offset 1, 0 left textcolor rgb "#0072B2"
plot for [i = 1:4] pick("queue", "heap, ".L[i]) using 3:4 with linespoints dt i lw 2 pt 5 ps 0.4 lc rgb "#D55E00", \
     for [i = 1:4] pick("queue", "bucket, ".L[i]) using 3:4 with linespoints dt i lw 2 pt 7 ps 0.4 lc rgb "#0072B2"
unset multiplot
