// SPDX-License-Identifier: GPL-3.0-or-later
// The list of fixed texts: X(code, English, Dutch).
#ifndef OP_ANALYSIS_PHRASELIST_H
#define OP_ANALYSIS_PHRASELIST_H

// clang-format off
#define OP_PHRASE_LIST(X) \
 X(REPORT, "oploop report", "oploop-rapport") \
 X(SKIP, "Skip to the answer", "Naar het antwoord") \
 X(QUESTION, "The question", "De vraag") \
 X(PURPOSE, "Purpose: {1}. Gathering: {2}.", "Doel: {1}. Samenkomst: {2}.") \
 X(LAW, "A measure here aims at the content of a demonstration. The reason given: {1}", "Een maatregel richt zich hier op de inhoud van een betoging. De opgegeven reden: {1}") \
 X(ANSWER, "The answer, in replayed evenings", "Het antwoord, in nagespeelde avonden") \
 X(ANSWER_INTRO, "The evening was replayed {1} times, each time with every strategy under the same chance and the same assumptions. Below: how often “{2}” came out lower than with “{3}”.", "De avond is {1} keer nagespeeld, elke keer met elke strategie onder hetzelfde toeval en dezelfde aannames. Hieronder: hoe vaak “{2}” lager uitkwam dan bij “{3}”.") \
 X(ANSWER_BASE, "With “{1}” the middle evening has {2} (“{3}”); 9 of 10 evenings lie between {4} and {5}.", "Bij “{1}” komt de middelste avond uit op {2} (“{3}”); 9 van de 10 avonden liggen tussen {4} en {5}.") \
 X(ANSWER_ARM, "lower in {1} of {2} evenings ({3} lower), the same in {4}, higher in {5}; middle difference {6}, 9 of 10 evenings between {7} and {8}.", "lager in {1} van {2} avonden ({3} lager), gelijk in {4}, hoger in {5}; middelste verschil {6}, 9 van de 10 avonden tussen {7} en {8}.") \
 X(UNRANKED, "Not lawful as described; shown, never ranked:", "Niet rechtmatig zoals beschreven; getoond, nooit gerangschikt:") \
 X(SURE, "How sure is this?", "Hoe zeker is dit?") \
 X(SURE_FIXED, "Assumptions were held fixed: every interval here shows chance only and is too narrow for a decision.", "De aannames stonden vast: elk interval hier toont alleen het toeval en is te smal om op te beslissen.") \
 X(SURE_BOTH, "The intervals hold chance and assumptions. The share of the width that comes from assumptions (what nobody measured) is given with its 90 % interval; better knowledge could narrow that part, nothing narrows chance.", "De intervallen bevatten toeval én aannames. Het deel van de breedte dat uit aannames komt (wat niemand heeft gemeten) staat erbij met zijn 90 %-interval; betere kennis kan dat deel verkleinen, het toeval niet.") \
 X(STRUCTURES, "What brings the national news to a call is not known from one evening. Three rival explanations were drawn among the evenings; this is the same difference under each.", "Wat het landelijke nieuws bij een oproep brengt, blijkt niet uit één avond. Drie rivaliserende verklaringen zijn over de avonden verloot; dit is hetzelfde verschil onder elk.") \
 X(STRUCTURES_DIFFER, "hangs on the explanation: driven by assumption", "hangt af van de verklaring: door aanname bepaald") \
 X(STRUCTURES_AGREE, "same direction under each", "dezelfde richting onder elk") \
 X(STRUCTURES_FOR, "The direction hangs on the explanation (driven by assumption) for: {1}.", "De richting hangt af van de verklaring (door aanname bepaald) bij: {1}.") \
 X(STRUCTURES_NONE, "No strategy changes direction between the explanations.", "Geen strategie verandert van richting tussen de verklaringen.") \
 X(STRUCTURE_COUNTER, "the counter on the page", "de teller op de pagina") \
 X(STRUCTURE_ANNOUNCEMENT, "an official announcement", "een officiële aankondiging") \
 X(STRUCTURE_DATE, "the date coming near", "de naderende datum") \
 X(RESEARCH, "research", "onderzoek") \
 X(EXERCISE, "exercise", "oefening") \
 X(POLICY, "policy", "beleid") \
 X(EVALUATION, "evaluation", "evaluatie") \
 X(PARTY, "party", "feest") \
 X(DEMONSTRATION, "demonstration", "betoging") \
 X(FOOTBALL, "football", "voetbal") \
 X(OTHER, "other", "anders") \
 X(NAIVE_COUNTER, "the exponential through the first two records", "de exponent door de eerste twee vastleggingen") \
 X(NAIVE_TURNOUT, "0.13 times the last counter", "0,13 maal de laatste teller") \
 X(EXPLANATION, "explanation", "verklaring") \
 X(NOT_SAY, "What this does not say", "Wat dit niet zegt") \
 X(NOT_FORECAST, "It is no forecast. It compares strategies on a synthetic population in a model; no real person, account or message is in it.", "Het is geen voorspelling. Het vergelijkt strategieën op een synthetische bevolking in een model; er zit geen echte persoon, account of bericht in.") \
 X(NOT_TEST, "The parameters were tuned on this very evening: that the model resembles it is a fit, not a test.", "De parameters zijn afgesteld op juist deze avond: dat het model erop lijkt is een passing, geen toets.") \
 X(NOT_HARM, "Coming together is not harm. Reach, clicks and attendance are shown, but no strategy is called better for lowering them.", "Samenkomen is geen schade. Bereik, aanmeldingen en opkomst worden getoond, maar geen strategie heet beter omdat zij die verlaagt.") \
 X(NOT_KNOWN, "What the model leaves out is in no interval. Real uncertainty is wider than what is drawn here.", "Wat het model weglaat zit in geen enkel interval. De werkelijke onzekerheid is groter dan hier getekend.") \
 X(ARMS, "The strategies compared", "De vergeleken strategieën") \
 X(STRATEGY, "strategy", "strategie") \
 X(ROLE, "role", "rol") \
 X(ROLE_BASE, "base of comparison", "vergelijkingsbasis") \
 X(ROLE_RECORD, "what was done", "wat is gedaan") \
 X(LAWFUL, "lawful", "rechtmatig") \
 X(YES, "yes", "ja") \
 X(NO, "no", "nee") \
 X(PARTLY, "partly", "deels") \
 X(MEDIAN, "middle evening", "middelste avond") \
 X(NINE_OF_TEN, "9 of 10 evenings", "9 van de 10 avonden") \
 X(LOWER_IN, "lower in", "lager in") \
 X(K_OF_N, "{1} of {2}", "{1} van {2}") \
 X(FROM_ASSUMPTIONS, "width from assumptions", "breedte uit aannames") \
 X(CHANCE_ONLY, "chance only", "alleen toeval") \
 X(CANNOT_TELL, "cannot be told", "niet te zeggen") \
 X(KEPT_AWAY, "lawful persons kept away", "rechtmatig, toch geweerd") \
 X(NEEDLESS, "needless evenings", "onnodige avonden") \
 X(MISSED, "missed evenings", "gemiste avonden") \
 X(NEEDLESS_IS, "Needless: people were kept away, searched or lost a lawful post on an evening that stays calm when nothing is done. Missed: nobody was, and the evening is not calm.", "Onnodig: mensen werden geweerd of gefouilleerd of verloren een rechtmatig bericht op een avond die zonder ingrijpen rustig blijft. Gemist: niemand, en de avond is niet rustig.") \
 X(DIFFERENCES, "Difference from the base, evening by evening", "Verschil met de basis, avond voor avond") \
 X(DIFFERENCE_IN, "{1}: difference from {2}", "{1}: verschil met {2}") \
 X(COURSES, "The course of the evening", "Het verloop van de avond") \
 X(LEVELS, "Outcomes side by side", "Uitkomsten naast elkaar") \
 X(PHASES, "Phases over time", "Fasen in de tijd") \
 X(FIT, "The model beside the record", "Het model naast de feiten") \
 X(FIT_INTRO, "Only the strategy that did what was done; the model's range holds parameter draws and observation error.", "Alleen de strategie die deed wat is gedaan; het bereik van het model bevat de loting van parameters en de waarnemingsfout.") \
 X(MOMENT, "moment", "moment") \
 X(TOTAL, "total", "totaal") \
 X(WHAT, "what", "wat") \
 X(RECORDED, "recorded", "vastgelegd") \
 X(RANGE, "its range", "bereik ervan") \
 X(INSIDE, "inside 9 of 10", "binnen 9 van 10") \
 X(SOURCE, "source", "bron") \
 X(SCORE, "{1}: mean weighted interval score of the model {2}, error of a naive guess ({3}) {4}, over {5} records that the guess did not use (lower is better).", "{1}: gemiddelde gewogen intervalscore van het model {2}, fout van een naïeve gok ({3}) {4}, over {5} vastleggingen die de gok niet gebruikte (lager is beter).") \
 X(NUMBERS, "All numbers", "Alle getallen") \
 X(NUMBERS_INTRO, "Also in summary.csv and quantiles.csv, beside this page.", "Ook in summary.csv en quantiles.csv, naast deze pagina.") \
 X(METRIC, "measure of the evening", "maat van de avond") \
 X(DIFFERENCE, "difference, middle", "verschil, middelste") \
 X(MEAN_DIFFERENCE, "mean difference (90 % interval)", "gemiddeld verschil (90 %-interval)") \
 X(PAIRING, "pairing gain", "winst van paren") \
 X(SHOW_TABLE, "Show the numbers as a table", "Toon de getallen als tabel") \
 X(FLIPS, "evenings not calm: both / only this / only base / neither", "avonden niet rustig: beide / alleen deze / alleen basis / geen") \
 X(MADE, "How this was made", "Hoe dit is gemaakt") \
 X(MADE_WITH, "oploop {1}; {2} evenings; seed {3}; simulated from {4} to {5}. The resolved scenario (scenario.yaml) beside this page repeats it to the bit. The model is described in docs/model.md of the program.", "oploop {1}; {2} avonden; toevalsgetal {3}; nagespeeld van {4} tot {5}. Het uitgewerkte scenario (scenario.yaml) naast deze pagina herhaalt het tot op de bit. Het model staat beschreven in docs/model.md van het programma.") \
 X(CHART_NOTE, "A model, not a forecast.", "Een model, geen voorspelling.") \
 X(CHART_BAND, "Line: middle of {1} evenings. Dark band: half of them; light band: 9 of 10. Dashed: middle of the base, {2}.", "Lijn: middelste van {1} avonden. Donkere band: de helft; lichte band: 9 van de 10. Gestreept: middelste van de basis, {2}.") \
 X(CHART_RUNS, "Each thin line is one of {1} evenings (too few for a band). Dashed: middle of the base, {2}.", "Elke dunne lijn is één van {1} avonden (te weinig voor een band). Gestreept: middelste van de basis, {2}.") \
 X(CHART_RANGE, "Point: middle of {1} evenings. Thick line: half of them; thin line: 9 of 10. Base: {2}.", "Punt: middelste van {1} avonden. Dikke lijn: de helft; dunne lijn: 9 van de 10. Basis: {2}.") \
 X(CHART_DOTS, "Each tick is one of {1} evenings (too few for an interval); point: the middle one. Base: {2}.", "Elk streepje is één van {1} avonden (te weinig voor een interval); punt: de middelste. Basis: {2}.") \
 X(CHART_LEFT, "left of the line: lower than the base", "links van de lijn: lager dan de basis") \
 X(FIXED_NOTE, "Chance only: assumptions were held fixed.", "Alleen toeval: de aannames stonden vast.") \
 X(TOO_FEW, "Fewer than 20 evenings: too few for an interval; read the counts.", "Minder dan 20 avonden: te weinig voor een interval; lees de aantallen.") \
 X(CHART_CIRCLES, "Orange circles: what was recorded, with its range.", "Oranje cirkels: wat is vastgelegd, met zijn bereik.") \
 X(CHART_RECORD, "recorded", "vastgelegd") \
 X(CHART_BASE, "base", "basis") \
 X(CHART_MORE_ARMS, "{1} more strategies in the table.", "Nog {1} strategieën in de tabel.") \
 X(CHART_UNLAWFUL, "not lawful", "niet rechtmatig") \
 X(ALT_COURSE, "{1} over time. Middle evening at the end: {2}.", "{1} in de tijd. Middelste avond aan het eind: {2}.") \
 X(ALT_RANGE, "{1}. Middle evening (9 of 10 evenings): {2}.", "{1}. Middelste avond (9 van de 10 avonden): {2}.") \
 X(ALT_PHASES, "Phase of the middle evening over time, one panel per strategy. Highest: {1}.", "Fase van de middelste avond in de tijd, één vlak per strategie. Hoogste: {1}.") \
 X(NO_CHARTS, "No pictures: gnuplot could not be run. The tables hold the same numbers.", "Geen plaatjes: gnuplot kon niet draaien. De tabellen bevatten dezelfde getallen.") \
 X(PHASE_0, "feeding ground", "voedingsbodem") \
 X(PHASE_1, "trigger", "aanleiding") \
 X(PHASE_2, "online build-up", "opbouw online") \
 X(PHASE_3, "mobilisation", "mobilisatie") \
 X(PHASE_4, "assembly", "samenkomst") \
 X(PHASE_5, "disorder", "ordeverstoring") \
 X(PHASE_6, "aftermath", "nasleep") \
 X(PHASE, "phase", "fase") \
 X(VERY_LIKELY, "very likely", "zeer waarschijnlijk") \
 X(LIKELY, "likely", "waarschijnlijk") \
 X(AS_LIKELY, "about as likely as not", "even waarschijnlijk als niet") \
 X(UNLIKELY, "unlikely", "onwaarschijnlijk") \
 X(VERY_UNLIKELY, "very unlikely", "zeer onwaarschijnlijk") \
 X(NO_LANDMARK, "Contents", "Inhoud") \
 X(TABLE_BASE, "base: {1}; n = {2} evenings; [ ] holds 9 of 10 evenings", "basis: {1}; n = {2} avonden; [ ] bevat 9 van de 10 avonden") \
 X(TABLE_REPORT, "report: {1}/report.html", "rapport: {1}/report.html")
// clang-format on

#endif
