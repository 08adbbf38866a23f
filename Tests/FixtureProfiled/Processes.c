// Forks, execs, daemons and ways to end.
#define _GNU_SOURCE
#include "Cases.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t child) {
    int status;
    require(waitpid(child, &status, 0) == child, "waitpid");
    return status;
}

static int fork_twice(int count, char **arguments) {
    (void)count, (void)arguments;
    pid_t child = fork();
    if (child == 0) {
        spin(300);
        _exit(0);
    }
    spin(300);
    return wait_for(child) == 0 ? 0 : 71;
}

static int exec_self(int count, char **arguments) {
    (void)count;
    spin(300);
    // One that fails first: the profile goes on.
    execl("/nowhere/to/be/found", "nothing", (char *)NULL);
    spin(300);
    execl("/proc/self/exe", arguments[0], "spin", "300", (char *)NULL);
    return 71;
}

static int exec_without_environment(int count, char **arguments) {
    (void)count;
    char *const none[] = {NULL};
    char *const words[] = {arguments[0], "spin", "300", NULL};
    execve("/proc/self/exe", words, none);
    return 71;
}

static int spawn_without_environment(int count, char **arguments) {
    (void)count;
    char *const none[] = {NULL};
    char *const words[] = {arguments[0], "spin", "300", NULL};
    pid_t child;
    require(posix_spawn(&child, "/proc/self/exe", NULL, NULL, words, none) == 0, "posix_spawn");
    return wait_for(child) == 0 ? 0 : 71;
}

// Many, with samples due at any moment between fork and exec.
static int vfork_often(int count, char **arguments) {
    (void)count, (void)arguments;
    for (int i = 0; i < 100; i++) {
        pid_t child = vfork();
        if (child == 0) {
            execl("/bin/true", "true", (char *)NULL);
            _exit(71);
        }
        require(wait_for(child) == 0, "a child of vfork failed");
        spin(3);
    }
    return 0;
}

static int exec_often(int count, char **arguments) {
    int left = count > 2 ? atoi(arguments[2]) : 20;
    spin(5);
    if (left == 0) return 0;
    char text[16];
    snprintf(text, sizeof text, "%d", left - 1);
    execl("/proc/self/exe", arguments[0], "exec-often", text, (char *)NULL);
    return 71;
}

// As daemons are made: two forks, a session, every descriptor closed, files of its own under the old numbers.
static int become_daemon(int count, char **arguments) {
    require(count > 2, "a file to write is missing");
    if (fork() != 0) _exit(0);
    setsid();
    if (fork() != 0) _exit(0);
    require(chdir("/") == 0, "chdir");
    for (int file = 0; file < 64; file++) close(file);
    closefrom(3);
    // 200 files: what had the sampler's numbers has others' content now.
    int file = -1;
    for (int i = 0; i < 200; i++) file = open(arguments[2], O_RDWR | O_CREAT, 0600);
    spin(500);
    // Nobody else may have written to it.
    if (lseek(file, 0, SEEK_END) != 0) _exit(72);
    (void)!write(file, "done", 4);
    return 0;
}

static int drop_privileges(int count, char **arguments) {
    (void)count, (void)arguments;
    spin(100);
    require(chdir("/") == 0, "chdir");
    if (geteuid() == 0) {
        require(setgid(65534) == 0 && setuid(65534) == 0, "setuid");
    }
    return fork_twice(count, arguments);
}

static int leave_at_once(int count, char **arguments) {
    (void)count, (void)arguments;
    spin(300);
    _exit(3);
}

static int leave_quickly(int count, char **arguments) {
    (void)count, (void)arguments;
    spin(300);
    quick_exit(4);
}

static int be_killed(int count, char **arguments) {
    spin(count > 3 ? atoi(arguments[3]) : 1000);
    raise(count > 2 ? atoi(arguments[2]) : SIGKILL);
    return 71;
}

static void *spin_as_last(void *unused) {
    spin(300);
    return unused;
}

static int end_main_thread(int count, char **arguments) {
    (void)count, (void)arguments;
    pthread_t thread;
    require(pthread_create(&thread, NULL, spin_as_last, NULL) == 0, "pthread_create");
    pthread_detach(thread);
    pthread_exit(NULL);
}

fixture_case find_process_case(const char *name) {
    static const struct {
        const char *name;
        fixture_case run;
    } cases[] = {
        {"fork", fork_twice},
        {"exec", exec_self},
        {"exec-without-environment", exec_without_environment},
        {"spawn-without-environment", spawn_without_environment},
        {"vfork-often", vfork_often},
        {"exec-often", exec_often},
        {"daemon", become_daemon},
        {"drop-privileges", drop_privileges},
        {"_exit", leave_at_once},
        {"quick_exit", leave_quickly},
        {"killed", be_killed},
        {"pthread_exit", end_main_thread},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (strcmp(name, cases[i].name) == 0) return cases[i].run;
    }
    return NULL;
}
