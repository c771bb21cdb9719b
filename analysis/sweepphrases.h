// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed texts of sweeps: X(code, English, Dutch).
#ifndef OP_ANALYSIS_SWEEPPHRASES_H
#define OP_ANALYSIS_SWEEPPHRASES_H

// clang-format off
#define OP_SWEEP_PHRASE_LIST(X) \
 X(TIMING, "Until when does it still work?", "Tot wanneer werkt het nog?") \
 X(TIMING_INTRO, "The evening was replayed {1} times; each time every start of the design was tried under the same chance and the same assumptions. A start still works as long as it has at least {2} of the effect of the early reference start, on “{3}”, compared with “{4}”. The last effective moment is the first at which that no longer holds; in brackets its 90 % interval.", "De avond is {1} keer nagespeeld; elke keer is elk startmoment van het ontwerp beproefd onder hetzelfde toeval en dezelfde aannames. Een start werkt nog zolang hij ten minste {2} heeft van het effect van de vroege referentiestart, op “{3}”, vergeleken met “{4}”. Het laatste werkzame moment is het eerste waarop dat niet meer geldt; tussen haken het 90 %-interval.") \
 X(TIMING_FOUND, "still works until {1} [{2}; {3}]. Reference: start at {4}, effect {5} [{6}; {7}] on average.", "werkt nog tot {1} [{2}; {3}]. Referentie: start op {4}, effect gemiddeld {5} [{6}; {7}].") \
 X(TIMING_ANYWHERE, "cannot be told with so many evenings: the last effective moment may lie before, in or after the design (estimated at {1}). Reference: start at {4}, effect {5} [{6}; {7}] on average.", "is met zoveel avonden niet te zeggen: het laatste werkzame moment kan vóór, in of na het ontwerp liggen (geschat op {1}). Referentie: start op {4}, effect gemiddeld {5} [{6}; {7}].") \
 X(TIMING_NOT_BEFORE, "still works at the last start of the design, {1}: the last effective moment does not lie before it. Reference: start at {4}, effect {5} [{6}; {7}] on average.", "werkt nog bij de laatste start van het ontwerp, {1}: het laatste werkzame moment ligt daar niet vóór. Referentie: start op {4}, effect gemiddeld {5} [{6}; {7}].") \
 X(TIMING_NOT_AFTER, "no longer works at the first start after the reference, {1}: the last effective moment does not lie after it. Reference: start at {4}, effect {5} [{6}; {7}] on average.", "werkt al niet meer bij de eerste start na de referentie, {1}: het laatste werkzame moment ligt daar niet ná. Referentie: start op {4}, effect gemiddeld {5} [{6}; {7}].") \
 X(TIMING_NONE, "none: the effect of the reference start at {4}, {5} [{6}; {7}] on average, cannot be told from zero.", "geen: het effect van de referentiestart op {4}, gemiddeld {5} [{6}; {7}], is niet van nul te onderscheiden.") \
 X(TIMING_NEVER, "none: at no start of the design is it carried out in half of the evenings; it is refused out of its phase, or those who decide do not see it yet.", "geen: bij geen enkele start van het ontwerp wordt het in de helft van de avonden uitgevoerd; het wordt buiten zijn fase geweigerd, of wie beslist ziet die nog niet.") \
 X(TIMING_NOT_ASKED, " No start of its own lies at the reference that was asked for, {1}: its reference is the earliest that is carried out in half of the evenings.", " Geen eigen start ligt op de gevraagde referentie, {1}: zijn referentie is de vroegste die in de helft van de avonden wordt uitgevoerd.") \
 X(TIMING_AFTER, "after {1}", "na {1}") \
 X(TIMING_BEFORE, "before {1}", "vóór {1}") \
 X(TIMING_PICTURE, "{1}: effect of each start", "{1}: effect van elke start") \
 X(TIMING_CHART, "Average of n = {1} paired differences from “{2}” by the moment at which the measure starts; up is better. The band holds the average with 90 % certainty.", "Gemiddelde van n = {1} gepaarde verschillen met “{2}” naar het moment waarop de maatregel begint; omhoog is beter. De band bevat het gemiddelde met 90 % zekerheid.") \
 X(TIMING_LINE, "average effect", "gemiddeld effect") \
 X(TIMING_BAND, "90 % interval", "90 %-interval") \
 X(TIMING_GOAL, "{1} of the early effect", "{1} van het vroege effect") \
 X(TIMING_LAST, "last effective moment", "laatste werkzame moment") \
 X(TIMING_REFUSED, "carried out in fewer than half of the evenings", "in minder dan de helft van de avonden uitgevoerd") \
 X(TIMING_ALT, "{1}, {3} evenings. Last effective moment: {2}.", "{1}, {3} avonden. Laatste werkzame moment: {2}.") \
 X(TIMING_STARTS, "Starts", "Startmomenten") \
 X(TIMING_START, "start", "start") \
 X(TIMING_EFFECT, "average effect", "gemiddeld effect") \
 X(TIMING_INTERVAL, "90 % interval", "90 %-interval") \
 X(TIMING_CARRIED_OUT, "carried out", "uitgevoerd") \
 X(TIMING_MEASURE, "measure", "maatregel") \
 X(TIMING_METRIC, "counted", "geteld") \
 X(WINDOWS, "When is which measure possible?", "Wanneer is welke maatregel mogelijk?") \
 X(WINDOWS_CHART, "From when it can be carried out in half of n = {1} evenings (phase reached and seen; left edge: or earlier) to the last moment to decide: last effective moment less lead time.", "Vanaf wanneer het in de helft van n = {1} avonden kan (fase bereikt en gezien; linkerrand: of eerder) tot het laatste beslismoment: laatste werkzame moment min aanlooptijd.") \
 X(WINDOWS_CAN, "can", "kan") \
 X(WINDOWS_DECIDE, "decide by", "beslis vóór") \
 X(WINDOWS_LEAD, "lead time", "aanlooptijd") \
 X(WINDOWS_LAST, "last effective moment", "laatste werkzame moment") \
 X(WINDOWS_SPREAD, "90 % interval", "90 %-interval") \
 X(WINDOWS_NONE, "no window", "geen venster") \
 X(WINDOWS_GONE, "closed before it opens", "dicht voordat het opengaat") \
 X(WINDOWS_OPEN_END, "or later", "of later") \
 X(WINDOWS_ALT, "{1}, {3} evenings. From when it can be carried out to the last moment to decide: {2}.", "{1}, {3} avonden. Vanaf wanneer het kan tot het laatste beslismoment: {2}.") \
 X(HEAT, "Timing and intensity", "Moment en sterkte") \
 X(HEAT_CHART, "Average of n = {1} paired differences from “{2}”; darker is a larger effect. Across: the moment at which the measure starts.", "Gemiddelde van n = {1} gepaarde verschillen met “{2}”; donkerder is een groter effect. Horizontaal: het moment waarop de maatregel begint.") \
 X(HEAT_ALT, "{1}, {3} evenings. Average effect by start and value: {2}.", "{1}, {3} avonden. Gemiddeld effect naar start en waarde: {2}.") \
 X(BOUGHT, "What does an earlier start yield?", "Wat levert een eerdere start op?") \
 X(BOUGHT_INTRO, "The same evenings with the measure that much earlier, compared with the latest start of the design at which it is carried out in half of the evenings; average gain on “{1}” with its 90 % interval. All pairs are in bought.csv.", "Dezelfde avonden met de maatregel zoveel eerder, vergeleken met de laatste start van het ontwerp waarbij hij in de helft van de avonden wordt uitgevoerd; gemiddelde winst op “{1}” met het 90 %-interval. Alle paren staan in bought.csv.") \
 X(BOUGHT_EARLIER, "earlier by", "eerder") \
 X(BOUGHT_GAIN, "average gain", "gemiddelde winst") \
 X(SWEEP_POINTS, "{1} points, listed in design.csv with the command that replays each; summary.csv holds every metric of every point.", "{1} punten, in design.csv opgesomd met het commando dat elk naspeelt; summary.csv bevat elke maat van elk punt.") \
 X(SWEEP_NO_TIMING, "No start of a measure was varied with all else equal, so there is no timing to show; summary.csv holds the points.", "Er is geen startmoment van een maatregel gevarieerd bij verder gelijke waarden, dus er is geen timing te tonen; summary.csv bevat de punten.") \
 X(SWEEP_ALL_METRICS, "The last effective moment by metric", "Het laatste werkzame moment per maat")
// clang-format on

#endif
