/* Notes every change that a process makes to the files of one folder: what a disk would be told, in order.
 *
 *     LD_PRELOAD=recorder.so RECORDED_FOLDER=/folder RECORD=/elsewhere/record program
 *
 * A note is: kind (1 byte), length of the path (4), offset (8), length of the content (8), path, content. Kinds:
 * c created, w written, t truncated to the offset, s synced, d folder synced, u unlinked, r renamed to the content.
 *
 * With FAIL_AT=n and FAIL_COUNT=k the disk fails: the n-th change of a file whose name has FAIL_IN, and the k - 1 after it,
 * are refused with "input/output error", and nothing is noted of them. How many there were is written to FAIL_TOLD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static int record = -1;
static char folder[4096];
static long fail_at, fail_count, changes;
static const char *fail_in;

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("RECORDED_FOLDER"), *to = getenv("RECORD");
    if (where && to) {
        record = REAL(open)(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        snprintf(folder, sizeof folder, "%s", where);
    }
    const char *at = getenv("FAIL_AT"), *count = getenv("FAIL_COUNT");
    fail_in = getenv("FAIL_IN");
    fail_at = at ? atol(at) : 0;
    fail_count = count ? atol(count) : 1;
}

__attribute__((destructor)) static void end(void) {
    const char *told = getenv("FAIL_TOLD");
    int fd = told && changes ? REAL(open)(told, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (fd >= 0) dprintf(fd, "%ld", changes);
}

static int is_ours(const char *path) {
    size_t length = strlen(folder);
    return record >= 0 && length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int path_of(int fd, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = record >= 0 ? readlink(link, path, room - 1) : -1;
    path[length < 0 ? 0 : length] = 0;
    return length > 0 && is_ours(path);
}

static int fails(int fd) {
    char path[4096];
    if (!fail_in || !path_of(fd, path, sizeof path) || !strstr(path, fail_in) || strstr(path, "-shm")) return 0;
    changes++;
    int failing = fail_at && changes >= fail_at && changes < fail_at + fail_count;
    if (failing) errno = EIO;
    return failing;
}

static void put(const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t done = REAL(write)(record, at, size);
        if (done <= 0) abort(); /* a record with a hole in it would prove nothing */
        at += done;
        size -= (size_t)done;
    }
}

static void note(char kind, const char *path, uint64_t offset, const void *content, uint64_t size) {
    uint32_t length = (uint32_t)strlen(path);
    put(&kind, 1);
    put(&length, 4);
    put(&offset, 8);
    put(&size, 8);
    put(path, length);
    put(content, size);
}

static void note_fd(char kind, int fd, uint64_t offset, const void *content, uint64_t size) {
    char path[4096];
    if (path_of(fd, path, sizeof path)) note(kind, path, offset, content, size);
}

static int note_opened(int fd, int flags, int existed) {
    if (fd >= 0 && (flags & O_CREAT) && !existed) note_fd('c', fd, 0, "", 0);
    else if (fd >= 0 && (flags & O_TRUNC)) note_fd('t', fd, 0, "", 0);
    return fd;
}

#define OPEN(name)                                                   \
    int name(const char *path, int flags, ...) {                     \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                                \
        int existed = !faccessat(AT_FDCWD, path, F_OK, 0);           \
        return note_opened(REAL(name)(path, flags, mode), flags, existed); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
    int name(int at, const char *path, int flags, ...) {             \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                                \
        int existed = !faccessat(at, path, F_OK, 0);                 \
        return note_opened(REAL(name)(at, path, flags, mode), flags, existed); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
    off_t at = -1;
    struct stat now;
    if (fd != record && fails(fd)) return -1;
    if (record >= 0 && fd != record) at = (fcntl(fd, F_GETFL) & O_APPEND) && !fstat(fd, &now) ? now.st_size : lseek(fd, 0, SEEK_CUR);
    ssize_t done = REAL(write)(fd, data, size);
    if (done > 0 && at >= 0) note_fd('w', fd, (uint64_t)at, data, (uint64_t)done);
    return done;
}

#define PWRITE(name)                                                         \
    ssize_t name(int fd, const void *data, size_t size, off_t at) {          \
        if (fails(fd)) return -1;                                            \
        ssize_t done = REAL(name)(fd, data, size, at);                       \
        if (done > 0) note_fd('w', fd, (uint64_t)at, data, (uint64_t)done);  \
        return done;                                                         \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define TRUNCATE(name)                                            \
    int name(int fd, off_t size) {                                \
        if (fails(fd)) return -1;                                 \
        int done = REAL(name)(fd, size);                          \
        if (!done) note_fd('t', fd, (uint64_t)size, "", 0);       \
        return done;                                              \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                                                           \
    int name(int fd) {                                                       \
        struct stat what;                                                    \
        if (fails(fd)) return -1;                                            \
        int done = REAL(name)(fd);                                           \
        if (!done && !fstat(fd, &what)) note_fd(S_ISDIR(what.st_mode) ? 'd' : 's', fd, 0, "", 0); \
        return done;                                                         \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    if (!done && is_ours(path)) note('u', path, 0, "", 0);
    return done;
}

int rename(const char *from, const char *to) {
    int done = REAL(rename)(from, to);
    if (!done && is_ours(to)) note('r', from, 0, to, strlen(to));
    return done;
}
