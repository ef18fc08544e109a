/* Faults at the N-th change of the disk below a folder, and a record of all changes.

   A process loaded with LD_PRELOAD=shim.so calls, when the step to try begins:
     shim_begin(folder, at, fault)   the N-th call fails (from 1; 0: none)
         crash      _exit(77) in its place
         enospc, eio                 it fails
         short      half of a write, the next call fails with ENOSPC
         all-enospc, all-eio         it and every later one fail
     shim_record(file)               each change is appended to a file: what a power cut may lose is built from it
     shim_end()                      no more; the number of calls
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static long count, at;
static int armed, shortened, record = -1;
static char under[PATH_MAX], fault[32];

void shim_begin(const char *folder, long number, const char *kind) {
    snprintf(under, sizeof under, "%s", folder);
    snprintf(fault, sizeof fault, "%s", kind);
    at = number;
    count = shortened = 0;
    armed = 1;
}

void shim_record(const char *file) {
    record = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

long shim_end(void) {
    armed = 0;
    if (record >= 0) syscall(SYS_close, record);
    record = -1;
    return count;
}

static int below(const char *path) {
    size_t length = strlen(under);
    return armed && length && !strncmp(path, under, length) && (path[length] == '/' || !path[length]);
}

static int name_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return 1;
}

static void full_name(int folder, const char *path, char *whole) {
    char start[PATH_MAX] = "";
    if (path[0] == '/') { snprintf(whole, PATH_MAX, "%s", path); return; }
    if (folder == AT_FDCWD) { if (!getcwd(start, sizeof start)) start[0] = 0; }
    else name_of(folder, start);
    snprintf(whole, PATH_MAX, "%.2000s/%.2000s", start, path);
}

static void put(const void *data, size_t length) {
    const char *next = data;
    while (length) {
        ssize_t done = syscall(SYS_write, record, next, length);
        if (done <= 0) _exit(78);
        next += done; length -= done;
    }
}

/* kind, length of name, name, offset, length of data, data; numbers little-endian as they lie in memory */
static void note(char kind, const char *path, int64_t offset, const void *data, size_t length) {
    if (record < 0) return;
    uint32_t name = strlen(path);
    uint64_t size = length;
    put(&kind, 1); put(&name, 4); put(path, name); put(&offset, 8); put(&size, 8);
    if (length) put(data, length);
}

/* 0: go on. 1: fail with errno set. 2: write half. */
static int due(int is_write) {
    count++;
    if (shortened) { shortened = 0; errno = ENOSPC; return 1; }
    if (!at || count < at || (count > at && strncmp(fault, "all-", 4))) return 0;
    if (!strcmp(fault, "crash")) _exit(77);
    if (!strcmp(fault, "short") && is_write) { shortened = 1; return 2; }
    errno = strstr(fault, "eio") ? EIO : ENOSPC;
    return 1;
}

static int check(const char *path, int is_write) { return below(path) ? due(is_write) : 0; }

#define LOCKED(result, ...) do { pthread_mutex_lock(&guard); __VA_ARGS__; pthread_mutex_unlock(&guard); return result; } while (0)

ssize_t write(int fd, const void *data, size_t length) {
    ssize_t done;
    LOCKED(done, {
        char path[PATH_MAX];
        int what = 0, ours;
        ours = armed && fd > 2 && name_of(fd, path) && below(path);
        if (ours) what = check(path, 1);
        if (what == 1) done = -1;
        else {
            int64_t offset = ours && record >= 0 ? syscall(SYS_lseek, fd, 0, SEEK_CUR) : 0;
            done = syscall(SYS_write, fd, data, what == 2 && length > 1 ? length / 2 : length);
            if (ours && done > 0) note('w', path, offset, data, done);
        }
    });
}

static ssize_t write_at(int fd, const void *data, size_t length, int64_t offset) {
    ssize_t done;
    LOCKED(done, {
        char path[PATH_MAX];
        int what = 0, ours;
        ours = armed && name_of(fd, path) && below(path);
        if (ours) what = check(path, 1);
        if (what == 1) done = -1;
        else {
            done = syscall(SYS_pwrite64, fd, data, what == 2 && length > 1 ? length / 2 : length, offset);
            if (ours && done > 0) note('w', path, offset, data, done);
        }
    });
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return write_at(fd, data, length, offset); }

static int sync_of(int number, int fd) {
    int done;
    LOCKED(done, {
        char path[PATH_MAX];
        int what = 0, ours;
        ours = armed && name_of(fd, path) && below(path);
        if (ours) what = check(path, 0);
        done = what ? -1 : (int)syscall(number, fd);
        if (ours && !done) note('s', path, 0, 0, 0);
    });
}
int fsync(int fd) { return sync_of(SYS_fsync, fd); }
int fdatasync(int fd) { return sync_of(SYS_fdatasync, fd); }

static int cut(int fd, int64_t length) {
    int done;
    LOCKED(done, {
        char path[PATH_MAX];
        int what = 0, ours;
        ours = armed && name_of(fd, path) && below(path);
        if (ours) what = check(path, 0);
        done = what ? -1 : (int)syscall(SYS_ftruncate, fd, length);
        if (ours && !done) note('t', path, length, 0, 0);
    });
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int move(int from_folder, const char *from, int to_folder, const char *to) {
    int done;
    LOCKED(done, {
        char one[PATH_MAX], other[PATH_MAX];
        int what;
        full_name(from_folder, from, one);
        full_name(to_folder, to, other);
        what = check(other, 0);
        done = what ? -1 : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
        if (!done && armed && below(other)) note('r', one, 0, other, strlen(other));
    });
}
int rename(const char *from, const char *to) { return move(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return move(a, from, b, to); }

static int removal(int folder, const char *name, int flags) {
    int done;
    LOCKED(done, {
        char path[PATH_MAX];
        int what;
        full_name(folder, name, path);
        what = check(path, 0);
        done = what ? -1 : (int)syscall(SYS_unlinkat, folder, name, flags);
        if (!done && armed && below(path)) note('u', path, 0, 0, 0);
    });
}
int unlink(const char *path) { return removal(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return removal(folder, path, flags); }
