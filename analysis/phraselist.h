// SPDX-License-Identifier: GPL-3.0-or-later
// The list of fixed texts: X(code, English, Dutch).
#ifndef OP_ANALYSIS_PHRASELIST_H
#define OP_ANALYSIS_PHRASELIST_H

#include "analysis/sweepphrases.h"

// clang-format off
#define OP_PHRASE_LIST(X) \
 X(REPORT, "oploop report", "oploop-rapport") \
 X(SKIP, "Skip to the answer", "Naar het antwoord") \
 X(QUESTION, "The question", "De vraag") \
 X(PURPOSE, "Purpose: {1}. Gathering: {2}.", "Doel: {1}. Samenkomst: {2}.") \
 X(LAW, "A measure here aims at the content of a demonstration. The reason given: {1}", "Een maatregel richt zich hier op de inhoud van een betoging. De opgegeven reden: {1}") \
 X(ANSWER, "The answer, in replayed evenings", "Het antwoord, in nagespeelde avonden") \
 X(ANSWER_INTRO, "The evening was replayed {1} times, each time with every strategy under the same chance and the same assumptions. The number compared is “{2}”: in how many of the evenings is it lower than with “{3}”?", "De avond is {1} keer nagespeeld, elke keer met elke strategie onder hetzelfde toeval en dezelfde aannames. Het vergeleken getal is “{2}”: in hoeveel van de avonden is het lager dan bij “{3}”?") \
 X(ANSWER_BASE, "With “{1}” itself that number is {2} in the middle evening; 9 of 10 evenings lie between {3} and {4}.", "Bij “{1}” zelf is dat getal {2} in de middelste avond; 9 van de 10 avonden liggen tussen {3} en {4}.") \
 X(ANSWER_ARM, "lower in {1} of {2} evenings ({3}); equal in {4}, higher in {5}. Middle difference {6}; 9 of 10 evenings between {7} and {8}.", "lager in {1} van {2} avonden ({3}); gelijk in {4}, hoger in {5}. Middelste verschil {6}; 9 van de 10 avonden tussen {7} en {8}.") \
 X(UNRANKED, "Not lawful as described; shown, never ranked:", "Niet rechtmatig zoals beschreven; getoond, nooit gerangschikt:") \
 X(SURE, "How sure is this?", "Hoe zeker is dit?") \
 X(SURE_FIXED, "Assumptions were held fixed: every interval here shows chance only and is too narrow for a decision.", "De aannames stonden vast: elk interval hier toont alleen het toeval en is te smal om op te beslissen.") \
 X(SURE_FEW, "With fewer than 20 evenings that cannot be told: no interval is given.", "Met minder dan 20 avonden is dat niet te zeggen: er staat geen interval bij.") \
 X(SURE_INTERVALS, "The intervals hold chance and assumptions.", "De intervallen bevatten toeval én aannames.") \
 X(SURE_BOTH, "The intervals hold chance and assumptions. The share of the width that comes from assumptions (what nobody measured) is given with its 90 % interval; better knowledge could narrow that part, nothing narrows chance.", "De intervallen bevatten toeval én aannames. Het deel van de breedte dat uit aannames komt (wat niemand heeft gemeten) staat erbij met zijn 90 %-interval; betere kennis kan dat deel verkleinen, het toeval niet.") \
 X(STRUCTURES_TITLE, "What brings the news?", "Wat brengt het nieuws?") \
 X(STRUCTURES, "What brings the national news to a call is not known from one evening. Rival explanations were drawn among the evenings; the table gives the difference under each, with in how many evenings it is lower. Below {1} evenings no interval is given. A strategy is marked prior-driven if it is likely lower under one explanation and not under another, or unlikely and not; with few evenings chance alone can do that.", "Wat het landelijke nieuws bij een oproep brengt, blijkt niet uit één avond. Rivaliserende verklaringen zijn over de avonden verloot; de tabel geeft het verschil onder elk, met in hoeveel avonden het lager is. Onder {1} avonden staat er geen interval bij. Een strategie heet door aanname bepaald als zij onder de ene verklaring waarschijnlijk lager uitkomt en onder een andere niet, of onwaarschijnlijk en niet; bij weinig avonden kan toeval dat alleen al doen.") \
 X(STRUCTURES_DIFFER, "prior-driven", "door aanname bepaald") \
 X(STRUCTURES_AGREE, "same under each", "onder elk gelijk") \
 X(STRUCTURES_FOR, "Prior-driven, for the direction hangs on the explanation: {1}.", "Door aanname bepaald, want de richting hangt af van de verklaring: {1}.") \
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
 X(NOT_TEST, "These parameters were tuned on this evening: a fit, not a test.", "Deze parameters zijn op deze avond afgesteld: afstelling, geen toets.") \
 X(NOT_HARM, "Coming together is not harm. Reach, clicks and attendance are shown, but no strategy is called better for lowering them.", "Samenkomen is geen schade. Bereik, aanmeldingen en opkomst worden getoond, maar geen strategie heet beter omdat zij die verlaagt.") \
 X(NOT_KNOWN, "What the model leaves out is in no interval. Real uncertainty is wider than what is drawn here.", "Wat het model weglaat zit in geen enkel interval. De werkelijke onzekerheid is groter dan hier getekend.") \
 X(UNTIL_REACHED, "Evenings were added until the 90 % intervals of the differences were as narrow as was asked for ({1}): they were after {2} evenings.", "Er kwamen avonden bij tot de 90 %-intervallen van de verschillen zo smal waren als gevraagd ({1}): dat was zo na {2} avonden.") \
 X(UNTIL_NOT_REACHED, "Evenings were added until the 90 % intervals of the differences would be as narrow as was asked for ({1}). After {2} evenings they were not: that was not reached.", "Er kwamen avonden bij tot de 90 %-intervallen van de verschillen zo smal zouden zijn als gevraagd ({1}). Na {2} avonden waren ze dat niet: het is niet gehaald.") \
 X(LEFT_OUT, "Left out, as none of it occurred in any evening under any strategy: {1}.", "Weggelaten, omdat er onder geen enkele strategie op geen enkele avond iets van voorkwam: {1}.") \
 X(TOO_VIOLENT, "Outside of what is on record: in {1} of the {2} evenings under “{3}” to which at least 100 came, more than a quarter of them were violent at some time; of real crowds .02 to .25 were (docs/sources.md#crowd). Believe no level here. What makes it so: a strategy under which no police come, or a call as fierce as Haren's; compare with what would really be done, or lower mobilisation.appeal.", "Buiten alles wat bekend is: in {1} van de {2} avonden onder “{3}” waarop er minstens 100 kwamen was meer dan een kwart van hen ooit gewelddadig; van echte menigten was dat .02 tot .25 (docs/sources.md#crowd). Geloof hier geen niveau. Wat het zo maakt: een strategie waarin geen politie komt, of een oproep zo fel als die van Haren; vergelijk met wat echt zou worden gedaan, of verlaag mobilisation.appeal.") \
 X(TOO_MANY, "Outside of what is on record: in {1} of the {2} evenings under “{3}” to which at least 100 came, more came than .6 of those who had clicked, which is what an ordinary free event draws at most (docs/sources.md#mobilisation). Lower mobilisation.p0 or mobilisation.live_draw, or take fewer clicks for a start.", "Buiten alles wat bekend is: in {1} van de {2} avonden onder “{3}” waarop er minstens 100 kwamen, kwamen er meer dan .6 van wie had geklikt, en zoveel trekt een gewoon gratis evenement hoogstens (docs/sources.md#mobilisation). Verlaag mobilisation.p0 of mobilisation.live_draw, of begin met minder kliks.") \
 X(ARMS, "The strategies compared", "De vergeleken strategieën") \
 X(STRATEGY, "strategy", "strategie") \
 X(ROLE_BASE, "base of comparison", "vergelijkingsbasis") \
 X(ROLE_RECORD, "what was done", "wat is gedaan") \
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
 X(NEEDLESS_IS, "Needless: people were kept away, banned, searched, kept in a cordon, detained or lost a lawful post on an evening that stays calm when nothing is done. Missed: nobody was, and the evening is not calm.", "Onnodig: mensen werden geweerd, kregen een gebiedsverbod, werden gefouilleerd, ingesloten of opgehouden of verloren een rechtmatig bericht op een avond die zonder ingrijpen rustig blijft. Gemist: niemand, en de avond is niet rustig.") \
 X(POSTS, "posts", "berichten") \
 X(ORDERS, "orders", "bevelen") \
 X(SHARE, "share", "aandeel") \
 X(INCIDENTS, "incidents", "voorvallen") \
 X(ALERTS, "alerts", "meldingen") \
 X(CALLS, "calls", "oproepen") \
 X(MEASURES, "measures", "maatregelen") \
 X(MENTIONS, "mentions", "vermeldingen") \
 X(MESSAGES, "messages", "berichten") \
 X(PAGES, "pages", "pagina's") \
 X(PLACES, "places", "plaatsen") \
 X(PLATOONS, "platoons", "pelotons") \
 X(SHARES, "shares", "keer gedeeld") \
 X(SIGNALS, "signals", "signalen") \
 X(VISITS, "visits", "bezoeken") \
 X(DENSITY, "persons/m2", "personen/m2") \
 X(ZERO_OR_ONE, "0 or 1", "0 of 1") \
 X(RIGHTS, "What it takes: rights, hours, money", "Wat het vraagt: rechten, uren, geld") \
 X(RIGHTS_INTRO, "Each in its own unit. They are never added up to one score: what weighs more is for those who decide and those who hold them to account.", "Elk in de eigen eenheid. Ze worden nooit opgeteld tot één score: wat zwaarder weegt is aan wie beslist en aan wie controleert.") \
 X(RIGHTS_CAPTION, "Ledger of an evening", "Balans van een avond") \
 X(RIGHTS_TOUCHED, "Touched: an own lawful post was removed, or a person was banned, turned back, searched, dispersed, kept in a cordon, led away or arrested. Trust among them is about other persons under each strategy.", "Geraakt: een eigen rechtmatig bericht is verwijderd, of iemand kreeg een gebiedsverbod, is teruggestuurd, gefouilleerd, verdreven, ingesloten, afgevoerd of aangehouden. Vertrouwen onder hen gaat bij elke strategie over andere personen.") \
 X(MEASURES_CAPTION, "Measures, evening by evening", "Maatregelen, avond voor avond") \
 X(MEASURES_WHAT, "In how many evenings a measure came into force; touched people, by what it moves; was needless, as it did though the evening stays calm when nothing is done; was missed, as it never came into force and the evening is not calm. Of two measures that do the same, both count.", "In hoeveel avonden een maatregel van kracht werd; mensen raakte, door wat zij beweegt; onnodig was, want dat deed zij terwijl de avond zonder ingrijpen rustig blijft; gemist is, want zij werd nooit van kracht en de avond is niet rustig. Van twee maatregelen die hetzelfde doen tellen beide.") \
 X(MEASURE, "measure", "maatregel") \
 X(IN_FORCE, "in force in", "van kracht in") \
 X(TOUCHING, "touched people in", "raakte mensen in") \
 X(COST_MEAN, "mean cost, EUR", "gemiddelde kosten, EUR") \
 X(COST_SOURCE, "source of the cost", "bron van de kosten") \
 X(DIFFERENCES, "Difference from the base, evening by evening", "Verschil met de basis, avond voor avond") \
 X(DIFFERENCE_IN, "{1}: difference from “{2}”", "{1}: verschil met “{2}”") \
 X(COURSES, "The course of the evening", "Het verloop van de avond") \
 X(LEVELS, "Outcomes side by side", "Uitkomsten naast elkaar") \
 X(PHASES, "Phases over time", "Fasen in de tijd") \
 X(FIT, "The model beside the record", "Het model naast de feiten") \
 X(FIT_INTRO, "Only the strategy that did what was done; the model's range holds parameter draws and observation error.", "Alleen de strategie die deed wat is gedaan; het bereik van het model bevat de loting van parameters en de waarnemingsfout.") \
 X(MOMENT, "moment", "moment") \
 X(TOTAL, "total", "totaal") \
 X(WHAT, "what", "wat") \
 X(RECORDED, "recorded [its range]", "vastgelegd [bereik ervan]") \
 X(BESIDE_RECORD, ": the model beside the record", ": het model naast de feiten") \
 X(LEGEND_HALF, "half of them", "de helft") \
 X(LEGEND_NINE, "9 of 10 of them", "9 van de 10") \
 X(SEEN, "recorded", "vastgelegd") \
 X(OR_MORE, "or more", "of meer") \
 X(MODEL, "model, middle [9 of 10 evenings]", "model, middelste [9 van de 10 avonden]") \
 X(INSIDE, "record inside", "feit erbinnen") \
 X(SOURCE, "source", "bron") \
 X(NUMBERS, "All numbers", "Alle getallen") \
 X(NUMBERS_INTRO, "Also in summary.csv and quantiles.csv, beside this page.", "Ook in summary.csv en quantiles.csv, naast deze pagina.") \
 X(DIFFERENCE, "difference, middle", "verschil, middelste") \
 X(MEAN_DIFFERENCE, "mean difference (90 % interval)", "gemiddeld verschil (90 %-interval)") \
 X(MEAN_DIFFERENCE_FEW, "mean difference", "gemiddeld verschil") \
 X(PAIRING, "pairing gain", "winst van paren") \
 X(SHOW_TABLE, "The numbers of this picture", "De getallen van dit plaatje") \
 X(FLIPS, "evenings not calm: both / only this / only base / neither", "avonden niet rustig: beide / alleen deze / alleen basis / geen") \
 X(FAILED, "{1} of the evenings failed and are left out of all that stands here. failed.csv lists them with the reason and the command that repeats each. What made them fail may be what makes such an evening special.", "{1} van de avonden zijn mislukt en weggelaten uit alles wat hier staat. failed.csv noemt ze met de reden en het commando dat elk herhaalt. Wat ze deed mislukken kan zijn wat zo'n avond bijzonder maakt.") \
 X(MADE, "How this was made", "Hoe dit is gemaakt") \
 X(MADE_WITH, "oploop {1}; {2} evenings; seed {3}; simulated from {4} to {5}. The resolved scenario (scenario.yaml) beside this page repeats it to the bit. The model is described in docs/model.md of the program, and what it cannot say in docs/limits.md.", "oploop {1}; {2} avonden; toevalsgetal {3}; nagespeeld van {4} tot {5}. Het uitgewerkte scenario (scenario.yaml) naast deze pagina herhaalt het tot op de bit. Het model staat beschreven in docs/model.md van het programma, en wat het niet kan zeggen in docs/limits.md.") \
 X(CHART_NOTE, "A model, not a forecast.", "Een model, geen voorspelling.") \
 X(CHART_BAND, "n = {1} evenings, replayed with every strategy under the same chance and the same assumptions.", "n = {1} avonden, met elke strategie nagespeeld onder hetzelfde toeval en dezelfde aannames.") \
 X(CHART_RUNS, "n = {1} evenings, too few for a band: each thin line is one of them.", "n = {1} avonden, te weinig voor een band: elke dunne lijn is er één van.") \
 X(CHART_RANGE, "Point: middle of n = {1} evenings. Thick line: half of them; thin line: 9 of 10. Base: {2}.", "Punt: middelste van n = {1} avonden. Dikke lijn: de helft; dunne lijn: 9 van de 10. Basis: {2}.") \
 X(CHART_DOTS, "Each cross is one of n = {1} evenings (too few for an interval); point: the middle one. Base: {2}.", "Elk kruisje is één van n = {1} avonden (te weinig voor een interval); punt: de middelste. Basis: {2}.") \
 X(CHART_LEFT, "← lower than the base", "← lager dan de basis") \
 X(FIXED_NOTE, "Chance only: assumptions were held fixed.", "Alleen toeval: de aannames stonden vast.") \
 X(TOO_FEW, "Fewer than 20 evenings: too few for an interval; read the counts.", "Minder dan 20 avonden: te weinig voor een interval; lees de aantallen.") \
 X(TOO_FEW_ALONE, "Fewer than 20 evenings: too few for an interval.", "Minder dan 20 avonden: te weinig voor een interval.") \
 X(CHART_RECORD, "recorded (arrow: at least)", "vastgelegd (pijl: minstens)") \
 X(CHART_BASE, "base", "basis") \
 X(CHART_UNLAWFUL, "not lawful", "niet rechtmatig") \
 X(ALT_COURSE, "{1} over time, {3} evenings per strategy. Where the line of the middle evening ends (9 of 10 evenings): {2}.", "{1} in de tijd, {3} avonden per strategie. Waar de lijn van de middelste avond eindigt (9 van de 10 avonden): {2}.") \
 X(ALT_RANGE, "{1}, {3} evenings per strategy. Middle evening (9 of 10 evenings): {2}.", "{1}, {3} avonden per strategie. Middelste avond (9 van de 10 avonden): {2}.") \
 X(ALT_PHASES, "Phases over time. Of {3} evenings, how many ever reach the phase “{1}”: {2}.", "Fasen in de tijd. Hoeveel van de {3} avonden ooit de fase “{1}” bereiken: {2}.") \
 X(NO_CHARTS, "No pictures: gnuplot could not be run. The tables hold the same numbers.", "Geen plaatjes: gnuplot kon niet draaien. De tabellen bevatten dezelfde getallen.") \
 X(PHASE_0, "feeding ground", "voedingsbodem") \
 X(PHASE_1, "trigger", "aanleiding") \
 X(PHASE_2, "online build-up", "opbouw online") \
 X(PHASE_3, "mobilisation", "mobilisatie") \
 X(PHASE_4, "assembly", "samenkomst") \
 X(PHASE_5, "disorder", "ordeverstoring") \
 X(PHASE_6, "aftermath", "nasleep") \
 X(VERY_LIKELY, "very likely", "zeer waarschijnlijk") \
 X(LIKELY, "likely", "waarschijnlijk") \
 X(AS_LIKELY, "about as likely as not", "even waarschijnlijk als niet") \
 X(UNLIKELY, "unlikely", "onwaarschijnlijk") \
 X(VERY_UNLIKELY, "very unlikely", "zeer onwaarschijnlijk") \
 X(NO_LANDMARK, "Contents", "Inhoud") \
 X(LOWER_EVENINGS, "evenings lower than the base", "avonden lager dan de basis") \
 X(CHART_RIGHT, "higher →", "hoger →") \
 X(HALF, "half of the evenings", "de helft van de avonden") \
 X(ONE_EVENING, "one evening", "één avond") \
 X(CHART_EVENT, "hour of the event", "aanvang evenement") \
 X(CHART_PHASES, "The thickness of a row: how many of n = {1} evenings are in that phase at that moment; as thick as a row is high: all.", "De dikte van een rij: hoeveel van n = {1} avonden op dat moment in die fase zijn; zo dik als een rij hoog is: alle.") \
 X(CHART_PRIOR, "† The direction hangs on what brings the news: prior-driven.", "† De richting hangt af van wat het nieuws brengt: door aanname bepaald.") \
 X(LINE_TOP, "middle evening: at most {1} at once", "middelste avond: hoogstens {1} tegelijk") \
 X(LINE_END, "middle evening ends at {1}", "middelste avond eindigt op {1}") \
 X(PHASE_EVER, "{2} of {3} evenings reach {1}", "{1}: {2} van {3} avonden") \
 X(ALT_COURSE_TOP, "{1} over time, {3} evenings per strategy. Highest point of the line of the middle evening (9 of 10 evenings at that moment): {2}.", "{1} in de tijd, {3} avonden per strategie. Hoogste punt van de lijn van de middelste avond (9 van de 10 avonden op dat moment): {2}.") \
 X(ALT_DIFFERENCE, "{1}, {3} pairs of evenings. Middle difference (evenings that are lower, in counts and words): {2}.", "{1}, {3} paren van avonden. Middelste verschil (avonden die lager zijn, in aantal en woord): {2}.") \
 X(PERSONS, "persons", "personen") \
 X(CLICKS, "clicks", "klikken") \
 X(EVENINGS, "evenings", "avonden") \
 X(SCORE_WINS, "Fit beside a naive guess: model {1}, guess {2}, so the model does better. (Mean weighted interval score of ln(1 + x) over the {3} records of which the guess says something; lower is better.)", "Naast een naïeve gok: model {1}, gok {2}, dus het model doet het beter. (Gemiddelde gewogen intervalscore van ln(1 + x) over de {3} vastleggingen waarover de gok iets zegt; lager is beter.)") \
 X(SCORE_LOSES, "Fit beside a naive guess: model {1}, guess {2}, so the model does no better. (Mean weighted interval score of ln(1 + x) over the {3} records of which the guess says something; lower is better.)", "Naast een naïeve gok: model {1}, gok {2}, dus het model doet het niet beter. (Gemiddelde gewogen intervalscore van ln(1 + x) over de {3} vastleggingen waarover de gok iets zegt; lager is beter.)") \
 X(SCORE_WORSE, "The model loses to the guess on: {1}.", "Het model verliest van de gok bij: {1}.") \
 X(SCORE_CAVEAT, "The guess for turnout is 0.13 times the last counter, and that 0.13 was itself read off Haren 2012.", "De gok voor de opkomst is 0,13 maal de laatste teller, en die 0,13 is zelf afgelezen van Haren 2012.") \
 X(SCORES, "Scores beside a naive guess", "Scores naast een naïeve gok") \
 X(SCORE_TABLE, "Weighted interval score of the model, and absolute error of the guess; lower is better. Also in fit_scores.csv. Counter: {1}. Turnout: {2}.", "Gewogen intervalscore van het model, en absolute fout van de gok; lager is beter. Ook in fit_scores.csv. Teller: {1}. Opkomst: {2}.") \
 X(GUESS, "naive guess", "naïeve gok") \
 X(MODEL_LOG, "model, ln(1 + x)", "model, ln(1 + x)") \
 X(GUESS_LOG, "guess, ln(1 + x)", "gok, ln(1 + x)") \
 X(MODEL_NATURAL, "model, own unit", "model, eigen eenheid") \
 X(GUESS_NATURAL, "guess, own unit", "gok, eigen eenheid") \
 X(MEAN, "mean of {1}", "gemiddelde van {1}") \
 X(SURE_WORDS, "The words count evenings in this model: very likely is more than 9 in 10, likely more than 2 in 3, about as likely as not between 1 and 2 in 3, unlikely fewer than 1 in 3, very unlikely fewer than 1 in 10.", "De woorden tellen avonden in dit model: zeer waarschijnlijk is meer dan 9 op de 10, waarschijnlijk meer dan 2 op de 3, even waarschijnlijk als niet tussen 1 en 2 op de 3, onwaarschijnlijk minder dan 1 op de 3, zeer onwaarschijnlijk minder dan 1 op de 10.") \
 X(ANSWER_BASE_FEW, "With “{1}” itself that number is {2} in the middle evening.", "Bij “{1}” zelf is dat getal {2} in de middelste avond.") \
 X(ANSWER_ARM_FEW, "lower in {1} of {2} evenings ({3}); equal in {4}, higher in {5}. Middle difference {6}.", "lager in {1} van {2} avonden ({3}); gelijk in {4}, hoger in {5}. Middelste verschil {6}.") \
 X(ANSWER_ARM_SAME, "no difference in any of the {1} evenings.", "in geen van de {1} avonden verschil.") \
 X(NO_DIFFERENCE, "no difference", "geen verschil") \
 X(COST_SOURCE_ALL, "Source of the cost: {1}.", "Bron van de kosten: {1}.") \
 X(STRUCTURES_GIVEN, "The first national story of the record is given for as long as a strategy does what was done; once it departs, the explanation decides.", "Het eerste landelijke bericht uit de feiten is gegeven zolang een strategie doet wat is gedaan; wijkt zij af, dan beslist de verklaring.") \
 X(DIRECTION, "direction", "richting") \
 X(CARRIED_OUT, "Carried out in {1} of {2} evenings: {3}.", "Uitgevoerd in {1} van {2} avonden: {3}.") \
 X(CARRIED_OUT_WHY, "Else its moment or phase did not come, or those who carry it out did not see it.", "Anders kwam het moment of de fase niet, of zagen de uitvoerders die niet.") \
 X(THINNED, "No more than {1} persons were simulated. Numbers of people are then not those of the place, and effects may differ: see them at full size.", "Er zijn niet meer dan {1} personen gesimuleerd. Aantallen mensen zijn dan niet die van de plaats, en effecten kunnen anders zijn: bekijk ze op ware grootte.") \
 X(PRIOR_DRIVEN, "Prior-driven: this hangs on the assumed explanation of the news, see below.", "Door aanname bepaald: dit hangt af van de aangenomen verklaring van het nieuws, zie hieronder.") \
 X(CELL_LOWER, "lower in {1} of {2}", "lager in {1} van {2}") \
 X(AS_SVG, "picture as SVG", "plaatje als SVG") \
 X(TABLE_BASE_FEW, "n = {6} evenings. {1}: difference from “{2}”, where it is {3}.", "n = {6} avonden. {1}: verschil met “{2}”, waar het {3} is.") \
 X(TABLE_SHARE, "From assumptions: the part of that width that better knowledge could narrow, with its 90 % interval.", "Uit aannames: het deel van die breedte dat betere kennis kan verkleinen, met zijn 90 %-interval.") \
 X(CHART_PRIOR_TABLE, "† Prior-driven: the direction hangs on which explanation of the news holds; report.html gives each.", "† Door aanname bepaald: de richting hangt af van de verklaring van het nieuws; report.html geeft elk.") \
 X(BETWEEN, "The same strategy under other conditions, compared with the conditions “{1}” on the same evenings:", "Dezelfde strategie onder andere voorwaarden, vergeleken met de voorwaarden “{1}” op dezelfde avonden:") \
 X(BETWEEN_LOWER, "lower in {1} evenings", "lager in {1} avonden") \
 X(CONDITIONS_PAIRED, "Every strategy is compared with the base under the same conditions. Arms are paired, also between conditions: the same chance and the same assumptions, but for what the conditions themselves say (conditions.csv, between_conditions.csv).", "Elke strategie wordt vergeleken met de basis onder dezelfde voorwaarden. Armen zijn gepaard, ook tussen voorwaarden: hetzelfde toeval en dezelfde aannames, behalve wat de voorwaarden zelf zeggen (conditions.csv, between_conditions.csv).") \
 X(UNDER, "under “{1}”", "onder “{1}”") \
 X(PICTURES_FIRST, "The pictures of courses and phases are of the conditions “{1}” alone; quantiles.csv holds all.", "De plaatjes van verloop en fasen zijn alleen van de voorwaarden “{1}”; quantiles.csv bevat alles.") \
 X(DECIDES, "What decides it", "Wat het bepaalt") \
 X(DECIDES_DIFFERENCE, "{1}: what decides “{2}” against “{3}”", "{1}: wat “{2}” tegenover “{3}” bepaalt") \
 X(DECIDES_LEVEL, "{1}: what decides “{2}”", "{1}: wat “{2}” bepaalt") \
 X(DECIDES_INTRO, "How much of the variance over evenings goes with each assumption by itself (its first-order index, from the draws that every evening holds). What assumptions do only together, and chance, is in no bar; assumptions that were drawn together each show what they share. An assumption is named where its part is above what chance gives the largest of all of them in nine of ten tries. All are in assumptions.csv.", "Hoeveel van de variantie over avonden met elke aanname op zichzelf samengaat (haar eerste-orde-index, uit de lotingen die elke avond al heeft). Wat aannames alleen samen doen, en het toeval, staat in geen staaf; aannames die samen zijn geloot tonen elk wat zij delen. Een aanname wordt genoemd als haar deel hoger is dan wat toeval in negen van de tien pogingen aan de grootste van allemaal geeft. Alle staan in assumptions.csv.") \
 X(NOT_FROM_ZERO, "cannot be told from zero", "niet van nul te onderscheiden") \
 X(TURNS_AT, "changes sign at {1}", "wisselt van teken bij {1}") \
 X(RISES_WITH, "goes up", "gaat omhoog") \
 X(FALLS_WITH, "goes down", "gaat omlaag") \
 X(BETTER_WITH, "comes out better", "valt beter uit") \
 X(WORSE_WITH, "comes out worse", "valt slechter uit") \
 X(AS_IT_RISES, "as the assumption goes up", "als de aanname hoger is") \
 X(ASSUMPTION, "assumption", "aanname") \
 X(PART, "part of the variance [90 %]", "deel van de variantie [90 %]") \
 X(CHART_DECIDES, "Bar: part of the variance over n = {1} evenings that goes with an assumption; line: its 90 % interval. Hollow: cannot be told from zero.", "Staaf: deel van de variantie over n = {1} avonden dat met een aanname samengaat; lijn: 90 %-interval. Open: niet van nul te onderscheiden.") \
 X(ALT_DECIDES, "{1}, {3} evenings. Part of the variance that goes with each assumption, with its 90 % interval: {2}.", "{1}, {3} avonden. Deel van de variantie dat met elke aanname samengaat, met 90 %-interval: {2}.") \
 X(RANKING_TURNS, "On average “{1}” comes before “{2}”. The assumption that turns this: {3}, at {4}{5}; among what was drawn it lies on either side.", "Gemiddeld komt “{1}” vóór “{2}”. De aanname die dat omkeert: {3}, bij {4}{5}; er is aan beide kanten van geloot.") \
 X(RANKING_STAYS, "On average “{1}” comes before “{2}”. No single assumption was seen to turn that within what was drawn.", "Gemiddeld komt “{1}” vóór “{2}”. Geen enkele aanname op zichzelf bleek dat om te keren binnen wat is geloot.") \
 X(TABLE_DECIDES, "What decides “{1}” against “{2}”: {3}.", "Wat “{1}” tegenover “{2}” bepaalt: {3}.") \
 X(TABLE_DECIDES_NONE, "What decides “{1}” against “{2}”: of no single assumption can the part be told from zero with {3} evenings.", "Wat “{1}” tegenover “{2}” bepaalt: van geen enkele aanname is het deel met {3} avonden van nul te onderscheiden.") \
 X(PRECISION, "How precise, after how many evenings", "Hoe precies, na hoeveel avonden") \
 X(PRECISION_INTRO, "Half the width of the 90 % interval of each mean difference, and how many times as many evenings it would take without pairing. All are in precision.csv.", "De halve breedte van het 90 %-interval van elk gemiddeld verschil, en hoeveel keer zoveel avonden het zonder paren zou kosten. Alle staan in precision.csv.") \
 X(CONVERGENCE_OF, "{1}: how the interval narrows", "{1}: hoe het interval smaller wordt") \
 X(CHART_CONVERGENCE, "Half the width of the 90 % interval of the mean paired difference from “{1}”, after so many evenings.", "Halve breedte van het 90 %-interval van het gemiddelde gepaarde verschil met “{1}”, na zoveel avonden.") \
 X(HALF_WIDTH, "half-width, all evenings", "halve breedte, alle avonden") \
 X(ASKED, "asked for", "gevraagd") \
 X(ALT_CONVERGENCE, "{1}, up to {3} evenings. Half-width at the end: {2}.", "{1}, tot {3} avonden. Halve breedte aan het eind: {2}.") \
 X(TABLE_GAIN, "For intervals as narrow, unpaired evenings would have to be so many times as many: {1} (precision.csv).", "Voor even smalle intervallen zouden ongepaarde avonden zoveel keer zo talrijk moeten zijn: {1} (precision.csv).") \
 X(TABLE_BASE, "n = {6} evenings; [ ] holds 9 of 10 of them. {1}: difference from “{2}”, where it is {3} [{4}; {5}].", "n = {6} avonden; [ ] bevat er 9 van de 10. {1}: verschil met “{2}”, waar het {3} [{4}; {5}] is.") \
 OP_SWEEP_PHRASE_LIST(X)
// clang-format on

#endif
