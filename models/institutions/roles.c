// SPDX-License-Identifier: GPL-3.0-or-later
// Roles: who tells whom, in the run-up and once it is acute (assembly, disorder).
//
// Each link has a probability for each of the two: that on an evening it is used at all. 1 is
// agreed and kept to, 0 a link that nobody has, which never tells. One draw a link decides for the
// whole evening, so that a link that is used at 30 % is used at 60 % as well. How fast a link
// tells is sharing's; in the run-up that mechanism's `roles` lowers all links between
// organisations, as far as people keep to what was agreed.
//
// What youth work, schools and neighbourhood police hear goes to the desk by the links of tips.
// Links that stand at 0 are there for those who want to agree on them.
//
// from   the links, and which of them are there: assumed; that roles agreed beforehand help, and
//        that they lack in the run-up: docs/sources.md#institutions
#include "models/institutions/institutions.h"

#include "sim/input/schema.h"

// X(from, its name, to, its name, within one organisation, of tips, usual)
// New ones stand at the end: the place is part of an event's key.
#define LINKS(X)                                                                           \
    X(INFORMATION, police_information, PUBLIC_ORDER, police_public_order, 1, 0, "100 %")   \
    X(INFORMATION, police_information, NEIGHBOURHOOD, police_neighbourhood, 1, 0, "100 %") \
    X(INFORMATION, police_information, ADVISER, adviser, 0, 0, "100 %")                    \
    X(INFORMATION, police_information, PLATFORMS, platforms, 0, 0, "100 %")                \
    X(PUBLIC_ORDER, police_public_order, PROSECUTOR, prosecutor, 0, 0, "100 %")            \
    X(PUBLIC_ORDER, police_public_order, MAYOR, mayor, 0, 0, "100 %")                      \
    X(ADVISER, adviser, MAYOR, mayor, 1, 0, "100 %")                                       \
    X(ADVISER, adviser, COMMUNICATION, communication, 1, 0, "100 %")                       \
    X(ADVISER, adviser, YOUTH_WORK, youth_work, 0, 0, "100 %")                             \
    X(ADVISER, adviser, SCHOOLS, schools, 0, 0, "100 %")                                   \
    X(ADVISER, adviser, ORGANISER, organiser, 0, 0, "100 %")                               \
    X(NEIGHBOURHOOD, police_neighbourhood, YOUTH_WORK, youth_work, 0, 0, "100 %")          \
    X(MAYOR, mayor, TRANSPORT, transport, 0, 0, "100 %")                                   \
    X(MAYOR, mayor, NATIONAL, national, 0, 0, "100 %")                                     \
    X(COMMUNICATION, communication, RESIDENTS, residents, 0, 0, "100 %")                   \
    X(COMMUNICATION, communication, MEDIA, media, 0, 0, "100 %")                           \
    X(NEIGHBOURHOOD, police_neighbourhood, INFORMATION, police_information, 1, 1, "100 %") \
    X(YOUTH_WORK, youth_work, INFORMATION, police_information, 0, 1, "100 %")              \
    X(SCHOOLS, schools, INFORMATION, police_information, 0, 1, "100 %")                    \
    X(INFORMATION, police_information, PROSECUTOR, prosecutor, 0, 0, "0 %")                \
    X(PUBLIC_ORDER, police_public_order, ADVISER, adviser, 0, 0, "0 %")                    \
    X(PUBLIC_ORDER, police_public_order, TRANSPORT, transport, 0, 0, "0 %")                \
    X(NEIGHBOURHOOD, police_neighbourhood, SCHOOLS, schools, 0, 0, "0 %")                  \
    X(ADVISER, adviser, PUBLIC_ORDER, police_public_order, 0, 0, "0 %")                    \
    X(MAYOR, mayor, PUBLIC_ORDER, police_public_order, 0, 0, "0 %")                        \
    X(MAYOR, mayor, PROSECUTOR, prosecutor, 0, 0, "0 %")                                   \
    X(PROSECUTOR, prosecutor, MAYOR, mayor, 0, 0, "0 %")                                   \
    X(NATIONAL, national, ADVISER, adviser, 0, 0, "0 %")

#define LINK(from, from_name, to, to_name, within, tips, usual) \
    { OP_ACTOR_##from, OP_ACTOR_##to, within, tips },
const struct op_link op_links[OP_N_LINKS] = { LINKS(LINK) };

#define ROW(class, when, from_name, to_name, usual)                             \
    { class "_" #from_name "_to_" #to_name,                                     \
      OP_UNIT_SHARE,                                                            \
      0,                                                                        \
      1,                                                                        \
      usual,                                                                    \
      OP_RUN_PARAM,                                                             \
      OP_ASSUMED,                                                               \
      "share of evenings on which `" #from_name "` tells `" #to_name "` " when, \
      "assumed",                                                                \
      NULL },
#define RUN_UP(from, from_name, to, to_name, within, tips, usual) \
    ROW("run_up", "while nothing is acute", from_name, to_name, usual)
#define ACUTE(from, from_name, to, to_name, within, tips, usual) \
    ROW("acute", "during assembly and disorder", from_name, to_name, usual)
static const struct op_param params[2 * OP_N_LINKS] = { LINKS(RUN_UP) LINKS(ACUTE) };

// ---- as files name them ----

static const char *const classes[] = { "run_up", "acute", NULL };
#define NAMES(from, from_name, to, to_name, within, tips, usual) { #from_name, #to_name, within },
static const struct op_schema_link names[OP_N_LINKS] = { LINKS(NAMES) };
static const struct op_schema_member members[] = {
    { "municipality", "mayor" },          { "municipality", "adviser" },
    { "municipality", "communication" },  { "police", "police_information" },
    { "police", "police_neighbourhood" }, { "police", "police_public_order" },
};
const struct op_schema_links op_role_links = {
    .group = "roles",
    .classes = classes,
    .link = names,
    .n_links = OP_N_LINKS,
    .member = members,
    .n_members = sizeof members / sizeof *members,
};

double
op_roles_share(const struct op_run *run, int link, bool is_acute)
{
    return op_run_params(run, OP_GROUP_ROLES)[is_acute ? OP_N_LINKS + link : link];
}

const struct op_mechanism op_roles_mechanism = {
    .table = { .name = "roles", .params = params, .n_params = 2 * OP_N_LINKS },
    .summary = "who tells whom, while nothing is acute and once it is",
    .source = "links assumed; why they matter: docs/sources.md#institutions",
};
