// Keeps the program and the sampler out of each other's way where both use a signal: SIGPROF, or SIGTRAP.
//
// The program's wishes for a signal that the sampler has taken are kept in a book instead of being carried out: what it sets,
// it reads back, and neither a handler nor a mask of its own ends the profile or turns the next sample into its death.
#ifndef LAB_SIGNAL_SHIELD_H
#define LAB_SIGNAL_SHIELD_H

#include <signal.h>
#include <stdbool.h>

#pragma GCC visibility push(hidden)

/// Notes how the signals stand. Called before the sampler starts.
void lab_signal_shield_prepare(void);

/// From now on keeps the program from the signals that the sampler has taken since.
void lab_signal_shield_raise(void);

/// Leaves the signals to the program that exec starts as POSIX has it: what is pending gone, ignored and blocked where
/// the program wanted it so. Called once the sampler has stopped.
void lab_signal_shield_hand_over(void);

/// What the program wants done on a signal.
void lab_signal_shield_wish(int signal, struct sigaction *action);

#pragma GCC visibility pop

#endif
