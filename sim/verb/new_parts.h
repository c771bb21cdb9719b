// SPDX-License-Identifier: GPL-3.0-or-later
// What `oploop new` knows and was told; shared by its options, its questions and its writer.
#ifndef OP_VERB_NEW_PARTS_H
#define OP_VERB_NEW_PARTS_H

#include "sim/input/catalogue.h"

#define OP_NEW_MAX_MEASURES 40
#define OP_NEW_MAX_SITUATIONS 32

// An entry of scenarios/data/situations.yaml.
struct op_situation {
    const char *id;
    struct op_text2 name;
    const char *gathering, *hour;
    int clicks;
    const struct op_node *measures;   // a list of ids
};

struct op_new {
    // what there is to choose from; all texts live in the arena
    struct op_arena arena;
    struct op_scenario scenario;   // its table of places
    struct op_diag diag;
    struct op_reader reader;
    struct op_catalogue catalogue;
    struct op_situation situation[OP_NEW_MAX_SITUATIONS];
    int n_situations;
    // what was told
    const struct op_situation *chosen;
    const char *place_name;    // for titles
    const char *place_text;    // as it is written in a scenario
    const char *place_about;   // for the comment beside it
    bool place_is_set;
    int64_t event_s;   // seconds of civil time
    bool event_is_set;
    int clicks;   // 0: those of the situation
    int purpose;
    const char *law;                    // counterfactual_law, or NULL
    int measure[OP_NEW_MAX_MEASURES];   // indices in the catalogue
    int n_measures;
};

// Read situations, places and catalogue of the share folder; also after an error op_new_free.
enum op_status op_new_init(struct op_new *made, const struct op_schema *schema,
                           const char *share_dir) OP_MUST_CHECK;
void op_new_free(struct op_new *made);

// Take an answer; false with findings in made->diag when it cannot be taken. `what` is how the
// question is named in findings: "--date".
bool op_new_situation(struct op_new *made, const char *what, const char *text);
bool op_new_place(struct op_new *made, const char *what, const char *text);
bool op_new_made_up(struct op_new *made, const char *name, const char *inhabitants,
                    const char *like);
bool op_new_date(struct op_new *made, const char *what, const char *text);   // situation is chosen
bool op_new_clicks(struct op_new *made, const char *what, const char *text);
bool op_new_purpose(struct op_new *made, const char *what, const char *text);
bool op_new_law(struct op_new *made, const char *what, const char *text);
// Ids parted by commas; situation and clicks are chosen.
bool op_new_measures(struct op_new *made, const char *what, const char *text);

// Defaults as text, in the arena; NULL when memory ran out.
const char *op_new_usual_date(struct op_new *made);   // the next Saturday
const char *op_new_usual_measures(struct op_new *made);
extern const char op_new_usual_name[], op_new_usual_inhabitants[], op_new_usual_like[];

// Ask on `in` and `out`: first the situation, on which the rest hangs, then all else that was not
// told. False when the input ends before the answers do.
bool op_new_ask_situation(struct op_new *made, FILE *in, FILE *out);
bool op_new_ask(struct op_new *made, FILE *in, FILE *out);

// The scenario, for a file in a folder that the user names `folder`.
void op_new_write(const struct op_new *made, const char *folder, FILE *out);

#endif
