// SPDX-License-Identifier: GPL-3.0-or-later
// The fixed texts of sweeps: X(code, English, Dutch).
#ifndef OP_ANALYSIS_SWEEPPHRASES_H
#define OP_ANALYSIS_SWEEPPHRASES_H

// clang-format off
#define OP_SWEEP_PHRASE_LIST(X) \
 X(TIMING, "Until when does it still work?", "Tot wanneer werkt het nog?") \
 X(TIMING_INTRO, "The evening was replayed {1} times; each time every start of the design was tried under the same chance and the same assumptions. A start still works as long as it has at least {2} of the effect of the early reference start, on “{3}”, compared with “{4}”. The last effective moment is the first at which that no longer holds; in brackets its 90 % interval.", "De avond is {1} keer nagespeeld; elke keer is elk startmoment van het ontwerp beproefd onder hetzelfde toeval en dezelfde aannames. Een start werkt nog zolang hij ten minste {2} heeft van het effect van de vroege referentiestart, op “{3}”, vergeleken met “{4}”. Het laatste werkzame moment is het eerste waarop dat niet meer geldt; tussen haken het 90 %-interval.") \
 X(TIMING_INTRO_FEW, "The evening was replayed {1} times; each time every start of the design was tried under the same chance and the same assumptions. A start still works as long as it has at least {2} of the effect of the early reference start, on “{3}”, compared with “{4}”. The last effective moment is the first at which that no longer holds.", "De avond is {1} keer nagespeeld; elke keer is elk startmoment van het ontwerp beproefd onder hetzelfde toeval en dezelfde aannames. Een start werkt nog zolang hij ten minste {2} heeft van het effect van de vroege referentiestart, op “{3}”, vergeleken met “{4}”. Het laatste werkzame moment is het eerste waarop dat niet meer geldt.") \
 X(TIMING_FOUND_FEW, "still works until {1}. Reference: the start at {4}, on average {5}.", "werkt nog tot {1}. Referentie: de start op {4}, gemiddeld {5}.") \
 X(TIMING_FOUND, "still works until {1} [{2}; {3}]. Reference: the start at {4}, on average {5}.", "werkt nog tot {1} [{2}; {3}]. Referentie: de start op {4}, gemiddeld {5}.") \
 X(TIMING_ANYWHERE, "cannot be told with so many evenings: the last effective moment may lie before, in or after the design (estimated at {1}). Reference: the start at {4}, on average {5}.", "is met zoveel avonden niet te zeggen: het laatste werkzame moment kan vóór, in of na het ontwerp liggen (geschat op {1}). Referentie: de start op {4}, gemiddeld {5}.") \
 X(TIMING_NOT_BEFORE, "still works at the last start of the design, {1}: the last effective moment does not lie before it. Reference: the start at {4}, on average {5}.", "werkt nog bij de laatste start van het ontwerp, {1}: het laatste werkzame moment ligt daar niet vóór. Referentie: de start op {4}, gemiddeld {5}.") \
 X(TIMING_NOT_AFTER, "no longer works at the first start after the reference, {1}: the last effective moment does not lie after it. Reference: the start at {4}, on average {5}.", "werkt al niet meer bij de eerste start na de referentie, {1}: het laatste werkzame moment ligt daar niet ná. Referentie: de start op {4}, gemiddeld {5}.") \
 X(TIMING_NONE, "none: what the reference start at {4} does, on average {5}, cannot be told from zero.", "geen: wat de referentiestart op {4} doet, gemiddeld {5}, is niet van nul te onderscheiden.") \
 X(TIMING_NEVER, "none: at no start of the design is it carried out in half of the evenings; it is refused out of its phase, or those who decide do not see it yet.", "geen: bij geen enkele start van het ontwerp wordt het in de helft van de avonden uitgevoerd; het wordt buiten zijn fase geweigerd, of wie beslist ziet die nog niet.") \
 X(TIMING_NO_WINDOW, "But there is no window: with a lead time of {3} it must be decided by {2}, and before {1} it is not carried out in most evenings (out of its phase, or those who decide do not see it yet); only preparing it helps.", "Maar er is geen venster: met een aanlooptijd van {3} moet het vóór {2} worden besloten, en vóór {1} wordt het in de meeste avonden niet uitgevoerd (buiten zijn fase, of wie beslist ziet die nog niet); alleen voorbereiden helpt.") \
 X(TIMING_EARLIER, "With a lead time of {3} it must be decided by {2}, before the first start of the design, {1}; whether its phase is seen that early this design does not show.", "Met een aanlooptijd van {3} moet het vóór {2} worden besloten, eerder dan de eerste start van het ontwerp, {1}; of de fase zo vroeg al wordt gezien laat dit ontwerp niet zien.") \
 X(TIMING_NOT_ASKED, " No start of its own lies at the reference that was asked for, {1}: its reference is the earliest that is carried out in half of the evenings.", " Geen eigen start ligt op de gevraagde referentie, {1}: zijn referentie is de vroegste die in de helft van de avonden wordt uitgevoerd.") \
 X(TIMING_AFTER, "after {1}", "na {1}") \
 X(TIMING_BEFORE, "before {1}", "vóór {1}") \
 X(TIMING_PICTURE, "{1}: effect of each start", "{1}: effect van elke start") \
 X(TIMING_CHART, "Average of n = {1} paired differences from “{2}” by the start of the measure; up is better. The band holds it with 90 % certainty.", "Gemiddelde van n = {1} gepaarde verschillen met “{2}” naar het startmoment; omhoog is beter. De band bevat het met 90 % zekerheid.") \
 X(TIMING_CHART_FEW, "Average of n = {1} paired differences from “{2}” by the start of the measure; up is better. Too few evenings for an interval.", "Gemiddelde van n = {1} gepaarde verschillen met “{2}” naar het startmoment; omhoog is beter. Te weinig avonden voor een interval.") \
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
 X(WINDOWS_GONE, "no window: decide before it can be done", "geen venster: beslis voordat het kan") \
 X(WINDOWS_EARLIER, "decide before the design begins", "beslis voordat het ontwerp begint") \
 X(WINDOWS_LATER, "the design ends too early to tell", "het ontwerp eindigt te vroeg hiervoor") \
 X(WINDOWS_OPEN_END, "or later", "of later") \
 X(WINDOWS_ALT, "{1}, {3} evenings. From when it can be carried out to the last moment to decide: {2}.", "{1}, {3} avonden. Vanaf wanneer het kan tot het laatste beslismoment: {2}.") \
 X(HEAT, "Timing and intensity", "Moment en sterkte") \
 X(HEAT_CHART, "Average of n = {1} paired differences from “{2}”; darker is a larger effect. Across: the moment at which the measure starts.", "Gemiddelde van n = {1} gepaarde verschillen met “{2}”; donkerder is een groter effect. Horizontaal: het moment waarop de maatregel begint.") \
 X(HEAT_ALT, "{1}, {3} evenings. Average effect by start and value: {2}.", "{1}, {3} avonden. Gemiddeld effect naar start en waarde: {2}.") \
 X(BOUGHT, "What does an earlier start yield?", "Wat levert een eerdere start op?") \
 X(BOUGHT_INTRO, "The same evenings with the measure that much earlier, compared with the latest start of the design at which it is carried out in half of the evenings; on average so many fewer or more of “{1}”, with its 90 % interval. All pairs are in bought.csv.", "Dezelfde avonden met de maatregel zoveel eerder, vergeleken met de laatste start van het ontwerp waarbij hij in de helft van de avonden wordt uitgevoerd; gemiddeld zoveel minder of meer van “{1}”, met het 90 %-interval. Alle paren staan in bought.csv.") \
 X(BOUGHT_INTRO_FEW, "The same evenings with the measure that much earlier, compared with the latest start of the design at which it is carried out in half of the evenings; on average so many fewer or more of “{1}”. All pairs are in bought.csv.", "Dezelfde avonden met de maatregel zoveel eerder, vergeleken met de laatste start van het ontwerp waarbij hij in de helft van de avonden wordt uitgevoerd; gemiddeld zoveel minder of meer van “{1}”. Alle paren staan in bought.csv.") \
 X(BOUGHT_EARLIER, "earlier by", "eerder") \
 X(BOUGHT_GAIN, "average gain", "gemiddelde winst") \
 X(FEWER, "fewer", "minder") \
 X(MORE, "more", "meer") \
 X(LOWER, "lower", "lager") \
 X(HIGHER, "higher", "hoger") \
 X(SWEEP_AT_REFERENCE, "What decides it, and how precise it is, is told of each measure at its reference start.", "Wat het bepaalt, en hoe precies het is, wordt gezegd van elke maatregel bij zijn referentiestart.") \
 X(SWEEP_PRECISE, "How precise it is, is told of each measure at its reference start.", "Hoe precies het is, wordt gezegd van elke maatregel bij zijn referentiestart.") \
 X(SWEEP_DECIDES, "What decides it is told of each measure at its reference start.", "Wat het bepaalt wordt gezegd van elke maatregel bij zijn referentiestart.") \
 X(SWEEP_DECIDES_FEW, "With fewer than {1} evenings it cannot be told what decides it.", "Met minder dan {1} avonden is niet te zeggen wat het bepaalt.") \
 X(SWEEP_NO_DECIDES, "What decides it is told of timing studies, and of designs of 40 points or more. parameters.csv holds what each evening drew.", "Wat het bepaalt wordt gezegd van timingstudies, en van ontwerpen van 40 punten of meer. parameters.csv bevat wat elke avond heeft geloot.") \
 X(KEY, "key", "sleutel") \
 X(AS_KEY_RISES, "as its value goes up", "als de waarde hoger is") \
 X(POINTS_INTRO, "How much of the variance over the points of the design goes with each key that is varied, by itself (its first-order index). An outcome is the mean over the evenings of a point. What keys do only together is in no bar, nor is the chance that is left in those means. A key is named where its part is above what chance gives the largest of all of them in nine of ten tries. All are in assumptions.csv.", "Hoeveel van de variantie over de punten van het ontwerp met elke gevarieerde sleutel op zichzelf samengaat (haar eerste-orde-index). Een uitkomst is het gemiddelde over de avonden van een punt. Wat sleutels alleen samen doen staat in geen staaf, en evenmin het toeval dat in die gemiddelden overblijft. Een sleutel wordt genoemd als haar deel hoger is dan wat toeval in negen van de tien pogingen aan de grootste van allemaal geeft. Alle staan in assumptions.csv.") \
 X(CHART_DECIDES_POINTS, "Bar: part of the variance over n = {1} points that goes with a key; line: its 90 % interval. Hollow: cannot be told from zero.", "Staaf: deel van de variantie over n = {1} punten dat met een sleutel samengaat; lijn: 90 %-interval. Open: niet van nul te onderscheiden.") \
 X(ALT_DECIDES_POINTS, "{1}, {3} points. Part of the variance that goes with each key, with its 90 % interval: {2}.", "{1}, {3} punten. Deel van de variantie dat met elke sleutel samengaat, met 90 %-interval: {2}.") \
 X(TABLE_POINTS_NONE, "What decides “{1}” against “{2}”: of no single key can the part be told from zero with {3} points.", "Wat “{1}” tegenover “{2}” bepaalt: van geen enkele sleutel is het deel met {3} punten van nul te onderscheiden.") \
 X(RANKING_TURNS_POINTS, "On average over the design “{1}” comes before “{2}”. The key that turns this: {3}, at {4}{5}; points lie on either side of it.", "Gemiddeld over het ontwerp komt “{1}” vóór “{2}”. De sleutel die dat omkeert: {3}, bij {4}{5}; aan beide kanten liggen punten.") \
 X(RANKING_STAYS_POINTS, "On average over the design “{1}” comes before “{2}”. No single key was seen to turn that within its range.", "Gemiddeld over het ontwerp komt “{1}” vóór “{2}”. Geen enkele sleutel op zichzelf bleek dat om te keren binnen haar bereik.") \
 X(SWEEP_POINTS, "{1} points, listed in design.csv with the command that replays each; summary.csv holds every metric of every point.", "{1} punten, in design.csv opgesomd met het commando dat elk naspeelt; summary.csv bevat elke maat van elk punt.") \
 X(SWEEP_NO_TIMING, "No start of a measure was varied with all else equal, so there is no timing to show; summary.csv holds the points.", "Er is geen startmoment van een maatregel gevarieerd bij verder gelijke waarden, dus er is geen timing te tonen; summary.csv bevat de punten.") \
 X(SWEEP_ALL_METRICS, "The last effective moment by metric", "Het laatste werkzame moment per maat")
// clang-format on

#endif
