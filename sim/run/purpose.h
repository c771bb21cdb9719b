// SPDX-License-Identifier: GPL-3.0-or-later
// What draws decide. A draw's purpose is a part of its key, so two purposes never share a number.
//
// X(NAME, code, reread, what it decides). Codes are never reused: they are in the keys. `reread`
// says that the same question may be asked again (its answer is then the same); all other keys are
// asked once in a trajectory, which a build with -DOP_CHECK_DRAWS watches (chance_check.h).
#ifndef OP_RUN_PURPOSE_H
#define OP_RUN_PURPOSE_H

#define OP_PURPOSE_LIST(X)                                                                  \
    X(PARAMETER, 1, false, "the value of a parameter that nobody measured")                 \
    X(STRUCTURE, 2, false, "which of rival structures a replicate follows")                 \
    X(ACTION, 3, true, "the delay, size or success of an action")                           \
    X(PERSON, 4, false, "what a person is like")                                            \
    X(TIES, 5, false, "who is tied to whom")                                                \
    X(GROUPS, 6, false, "who is in which group")                                            \
    X(PLACE, 7, false, "where a person lives, and what a place is like")                    \
    X(SESSION, 8, true, "when a person is online on a day")                                 \
    X(SESSION_COUNT, 9, true, "how often a person is online on a day")                      \
    X(THRESHOLD, 10, true, "what it takes a person to commit to a call")                    \
    X(CLUSTER, 11, true, "what a community adds to the thresholds of its members")          \
    X(FUSE, 12, false, "how long a person in a crowd stays calm")                           \
    X(VISIBLE, 13, true, "whether a share is seen at a session")                            \
    X(SHARE_FUSE, 14, true, "how much a person must read of a narrative before sharing it") \
    X(SHARE_DELAY, 15, false, "how long a person waits with a share")                       \
    X(SHARE_TARGET, 16, false, "where a share goes")                                        \
    X(INVITE, 17, false, "whether a person who committed invites others, and whom")         \
    X(INVITE_COUNT, 18, false, "how many a person invites")                                 \
    X(INVITE_READ, 19, false, "whether an invitation is read")                              \
    X(STORY, 20, false, "who sees that somebody committed")                                 \
    X(FACE, 21, false, "whom a person tells face to face")                                  \
    X(FOLLOW, 22, false, "whether and when a person moves to a successor page")             \
    X(FINDER, 23, false, "who finds a page unaided, and when")                              \
    X(NEWS_FUSE, 24, false, "how soon the first national story comes")                      \
    X(NEWS_READ, 25, true, "whether and when a person reads the news on a day")             \
    X(NEWS_LOOK, 26, true, "whether a reader of the news looks the page up")                \
    X(REMOVAL, 27, false, "how long the removal of a copy takes, and whether it is found")  \
    X(REUPLOAD, 28, false, "whether and when a removed item is put back")                   \
    X(DISPLACE, 29, false, "whether a sharer moves to closed groups")                       \
    X(MESSAGE, 30, true, "whether a person reads and believes a message")                   \
    X(TRUST, 31, false, "how an act that is seen moves a person's trust")                   \
    X(DEPART_TIME, 32, false, "when a person leaves for the event")                         \
    X(GO, 33, true, "whether a person goes to the event")                                   \
    X(MODE, 34, true, "by which means a person travels")                                    \
    X(TRAVEL, 35, false, "how long a person is on the way")                                 \
    X(TURNED_BACK, 36, true, "whether a check on the way turns a person back")              \
    X(LIVE, 37, false, "whether and when a person posts live")                              \
    X(LIVE_COME, 38, false, "whether and when a live post makes a person come")             \
    X(LEAVE, 39, false, "when a person goes home")                                          \
    X(CALM, 40, false, "when a violent person calms down")                                  \
    X(ARREST, 41, false, "who is arrested, and when")                                       \
    X(INJURY, 42, false, "who is injured, and when")                                        \
    X(WEIGHT, 43, true, "how easily a person is drawn into disorder")                       \
    X(GIVEN, 44, false, "the details of a recorded happening")                              \
    X(CALLER, 45, false, "who makes a call, where and when")                                \
    X(COMPANION, 46, true, "with whom a person would go")                                   \
    X(UNIT_TRAVEL, 47, false, "how long a unit is on the way")                              \
    X(RECOMMEND, 48, false, "to whom a recommender shows a share")                          \
    X(MENTION, 64, true, "whether an open share is seen by those who look")                 \
    X(TIP, 65, false, "whether somebody tells of a closed share, whom, and when")           \
    X(NOISE, 66, false, "when the next signal that means nothing comes")                    \
    X(HANDLING, 67, true, "how long an analyst needs for a signal")                         \
    X(JUDGED, 68, true, "what an analyst makes of a signal")                                \
    X(ESTIMATE, 69, true, "how far those who look are off in counting and expecting")       \
    X(TOLD, 70, true, "whether and how fast one actor tells another")                       \
    X(AGREED, 71, true, "how long it takes until those who decide agree")                   \
    X(RULING, 72, false, "whether and when a court suspends an order")                      \
    X(WATCHED, 60, true, "whether a person who feels watched shares, and where")            \
    X(STIRRED, 61, false, "whether a person hears that the caller was arrested")            \
    X(PUBLICITY, 62, true, "whether a person first hears of a call from the authorities")   \
    X(SEARCHED, 63, false, "whether a person who arrives is searched")                      \
    X(DETAINED, 73, false, "whether a person who is led away is detained")                  \
    X(SHOWN, 74, true, "whether a person meets what the authorities do")                    \
    X(HOSTILE, 75, false, "who harasses a resident, how and when")                          \
    X(COPYCAT, 90, false, "when a call is copied elsewhere, and how it appeals")            \
    X(CLIP, 91, false, "to whom a live post is shown far away")                             \
    X(JOINS, 92, false, "whether and when a person joins a crowd elsewhere, and posts")     \
    X(LOCAL, 93, false, "who reads a live post from elsewhere, and comes")                  \
    X(PLATOON, 94, false, "how long a platoon of riot police is on the way")                \
    X(TIE, 128, false, "whether and when a person passes something on along a tie")         \
    X(CONTACT, 129, false, "when a person next meets another, and whom")                    \
    X(RECOVERY, 130, false, "how long a person stays infected")                             \
    X(FIRST, 131, false, "who starts")                                                      \
    X(LINK, 132, false, "which ties a network has")                                         \
    X(DEGREE, 133, false, "how many ties a person has")                                     \
    X(LIMIT, 134, false, "how many others must act before a person does")                   \
    X(ARRIVAL, 135, false, "when the next customer or event comes")                         \
    X(SERVICE, 136, false, "how long the service of a customer takes")                      \
    X(OFFSPRING, 137, false, "how many events an event brings about, and when")             \
    X(CHARACTER, 138, false, "hardship and risk aversion of a person in a rebellion")       \
    X(TURN, 139, false, "when in a cycle an actor acts, and where it moves")                \
    X(CAUGHT, 140, false, "whom an officer arrests, and for how long")

enum op_draw {
#define OP_PURPOSE_MEMBER(name, code, reread, decides) OP_DRAW_##name = code,
    OP_PURPOSE_LIST(OP_PURPOSE_MEMBER)
#undef OP_PURPOSE_MEMBER
};

#endif
