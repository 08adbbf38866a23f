// Stand-ins until the sampler has them: weak, so that its own are taken.
#ifndef LAB_SAMPLER_FORKS_H
#define LAB_SAMPLER_FORKS_H
#include <stdbool.h>
__attribute__((weak)) void lab_sampler_fork_prepare(void);
__attribute__((weak)) void lab_sampler_fork_parent(void);
__attribute__((weak)) void lab_sampler_fork_child(void);
#endif
