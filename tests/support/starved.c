// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that runs out when it is told to. Linked into a program, these stand in place of the C
// library's functions, for all callers: ours, libyaml, GSL, and the library's own strdup, asprintf,
// getline and fopen. mmap and pthread_create take memory too, and count as calls.
//
//   STARVE_FROM=K   the K-th call fails, counted from 1
//   STARVE_FOR=N    and those after it, N in all; without: all that follow
//   STARVE_SAYS=F   at its end the program writes "calls N live M" into file F: calls made, and
//                   blocks that nobody freed (-1 under a sanitizer, which counts by itself)
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif

// The allocator behind the one that is replaced, under names that no header declares.
extern void *REAL(malloc)(size_t);
extern void *REAL(calloc)(size_t, size_t);
extern void *REAL(realloc)(void *, size_t);
extern void REAL(free)(void *);
extern void *REAL(memalign)(size_t, size_t);
extern void __libc_freeres(void);

typedef int thread_maker(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static atomic_long n_calls, n_live;
static long first_failing = -1, last_failing = -1;
static bool is_counting;
static thread_maker *real_thread;

static long
number(const char *name, long otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? atol(text) : otherwise;
}

__attribute__((constructor)) static void
begin(void)
{
    const long from = number("STARVE_FROM", -1), n = number("STARVE_FOR", -1);

    // ISO C has no cast from an object's address to a function's.
    *(void **)&real_thread = dlsym(RTLD_NEXT, "pthread_create");
    first_failing = from;
    last_failing = from < 0 ? -1 : n < 0 ? __LONG_MAX__ : from + n - 1;
    is_counting = true;
}

__attribute__((destructor)) static void
end(void)
{
    const char *path = getenv("STARVE_SAYS");
    char said[80];
    long live = -1;

    is_counting = false;
    if (path == NULL) {
        return;
    }
#ifndef __SANITIZE_ADDRESS__
    (void)fflush(NULL);
    __libc_freeres();   // buffers and locales of the library itself
    live = atomic_load(&n_live);
#endif
    const int n = snprintf(said, sizeof said, "calls %ld live %ld\n", atomic_load(&n_calls), live);
    const int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (out < 0 || write(out, said, (size_t)n) != n) {
        _exit(99);
    }
    (void)close(out);
}

static bool
fails(void)
{
    if (!is_counting) {
        return false;
    }
    const long call = atomic_fetch_add(&n_calls, 1) + 1;

    if (call < first_failing || call > last_failing) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

static void *
counted(void *block)
{
    atomic_fetch_add(&n_live, block != NULL);
    return block;
}

void *
malloc(size_t n)
{
    return fails() ? NULL : counted(REAL(malloc)(n));
}

void *
calloc(size_t n, size_t size)
{
    return fails() ? NULL : counted(REAL(calloc)(n, size));
}

void *
realloc(void *block, size_t n)
{
    if (fails()) {
        return NULL;
    }
    void *moved = REAL(realloc)(block, n);

    atomic_fetch_add(&n_live, block == NULL && moved != NULL);
    atomic_fetch_sub(&n_live, block != NULL && n == 0);
    return moved;
}

void
free(void *block)
{
    atomic_fetch_sub(&n_live, block != NULL);
    REAL(free)(block);
}

int
posix_memalign(void **block, size_t alignment, size_t n)
{
    *block = fails() ? NULL : counted(REAL(memalign)(alignment, n));
    return *block != NULL ? 0 : ENOMEM;
}

void *
mmap(void *at, size_t n, int protection, int flags, int file, off_t offset)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel's answer is an address
    return fails() ? MAP_FAILED : (void *)syscall(SYS_mmap, at, n, protection, flags, file, offset);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
               void *argument)
{
    return fails() ? EAGAIN : real_thread(thread, attributes, start, argument);
}
