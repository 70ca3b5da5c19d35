/* A disk that is watched, or that fails: preloaded into a process, for the files under one folder.
 *
 *     cc -shared -fPIC -O2 -o disk.so disk.c -ldl
 *
 * DISK_FOLDER  the folder; everything else is left alone
 * DISK_LOG     every change is recorded there, for replay.py:
 *              u8 op, u32 length of path, u32 of second path, u64 offset, u64 length, path, path, data
 * DISK_NOSYNC  syncs are said to be done and are not (the control of the power cut)
 *
 * A process may say more of itself, with ctypes on its own handle:
 *     disk_watch(folder, log)                 as the variables do
 *     disk_mark(text)                         an acknowledgement, recorded between the changes
 *     disk_fail(kind, nth, errno, times)      the nth call of this kind from now on fails, so often;
 *                                             times 0: from then on each; errno 0: it kills the
 *                                             process instead, before anything is done
 *     disk_short(nth, bytes)                  the nth write from now on takes only so many bytes
 *     disk_count(kind)                        calls of this kind since disk_fail
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, UNLINK, RENAME, FOLDER_SYNC, MARK };      /* of the log */
enum { K_OPEN, K_WRITE, K_SYNC, K_RENAME, K_UNLINK, K_TRUNCATE, K_READ, K_MKDIR, K_LOCK, KINDS };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1, no_sync;
static long counts[KINDS], fail_from[KINDS], fail_times[KINDS], short_at, short_bytes;
static int fail_errno[KINDS];

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

void disk_watch(const char *where, const char *log) {
    folder_length = 0;
    if (!where || !realpath(where, folder)) return;
    folder_length = strlen(folder);
    if (log_file >= 0) close(log_file);
    log_file = log && *log ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

__attribute__((constructor)) static void begin(void) {
    no_sync = getenv("DISK_NOSYNC") != NULL;
    disk_watch(getenv("DISK_FOLDER"), getenv("DISK_LOG"));
}

void disk_fail(int kind, long nth, int error, long times) {
    memset(counts, 0, sizeof counts);
    fail_from[kind] = nth;
    fail_errno[kind] = error;
    fail_times[kind] = times;
}

void disk_short(long nth, long bytes) {
    memset(counts, 0, sizeof counts);
    short_at = nth;
    short_bytes = bytes;
}

long disk_count(int kind) { return counts[kind]; }

/* --- where a call goes */

static int is_inside(const char *path) {
    return folder_length && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}

static int path_of(int fd, char *path) {
    char link[64];
    if (!folder_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

static int full_path(int at, const char *name, char *path) {
    char whole[PATH_MAX * 2], start[PATH_MAX], real[PATH_MAX], link[64];
    if (!folder_length) return 0;
    if (name[0] == '/') {
        snprintf(whole, sizeof whole, "%s", name);
    } else {
        if (at == AT_FDCWD) {
            if (!getcwd(start, sizeof start)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", at);
            ssize_t length = readlink(link, start, PATH_MAX - 1);
            if (length < 0) return 0;
            start[length] = 0;
        }
        snprintf(whole, sizeof whole, "%s/%s", start, name);
    }
    char *slash = strrchr(whole, '/');
    *slash = 0;
    if (!realpath(*whole ? whole : "/", real)) return 0;
    snprintf(path, PATH_MAX, "%.2000s/%.2000s", real, slash + 1);
    return is_inside(path);
}

/* --- what becomes of it */

static int fails(int kind) {
    pthread_mutex_lock(&mutex);
    long n = ++counts[kind], from = fail_from[kind], times = fail_times[kind];
    pthread_mutex_unlock(&mutex);
    int is_hit = from > 0 && n >= from && (times == 0 || n < from + times);
    if (is_hit && !fail_errno[kind]) raise(SIGKILL);
    if (is_hit) errno = fail_errno[kind];
    return is_hit;
}

static void record(uint8_t op, const char *path, const char *second, uint64_t offset,
                   uint64_t length, const void *data) {
    if (log_file < 0) return;
    uint32_t first_length = strlen(path), second_length = second ? strlen(second) : 0;
    size_t carried = op == WRITE ? length : 0;
    struct iovec parts[8] = {
        {&op, 1}, {&first_length, 4}, {&second_length, 4}, {&offset, 8}, {&length, 8},
        {(void *)path, first_length}, {(void *)second, second_length}, {(void *)data, carried}};
    int kept = errno;
    pthread_mutex_lock(&mutex);
    if (writev(log_file, parts, 8) < 0) abort();
    pthread_mutex_unlock(&mutex);
    errno = kept;
}

void disk_mark(const char *text) { record(MARK, text, NULL, 0, 0, NULL); }

static void opened(int fd, int flags) {
    char path[PATH_MAX];
    if (fd < 0 || !(flags & (O_WRONLY | O_RDWR | O_CREAT)) || !path_of(fd, path)) return;
    struct stat about;
    if (!fstat(fd, &about) && S_ISDIR(about.st_mode)) return;
    record(OPEN, path, NULL, 0, 0, NULL);
    if (flags & O_TRUNC) record(TRUNCATE, path, NULL, 0, 0, NULL);
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, int); \
        va_end(rest); \
    }

#define OPENING(name) \
    int name(const char *file, int flags, ...) { \
        MODE_OF(flags) \
        char path[PATH_MAX]; \
        REAL(int, #name, const char *, int, ...); \
        if (full_path(AT_FDCWD, file, path) && fails(K_OPEN)) return -1; \
        int fd = real(file, flags, mode); \
        opened(fd, flags); \
        return fd; \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name) \
    int name(int at, const char *file, int flags, ...) { \
        MODE_OF(flags) \
        char path[PATH_MAX]; \
        REAL(int, #name, int, const char *, int, ...); \
        if (full_path(at, file, path) && fails(K_OPEN)) return -1; \
        int fd = real(at, file, flags, mode); \
        opened(fd, flags); \
        return fd; \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

static size_t shortened(size_t length) {
    pthread_mutex_lock(&mutex);
    int is_hit = short_at > 0 && counts[K_WRITE] == short_at;
    pthread_mutex_unlock(&mutex);
    return is_hit && (size_t)short_bytes < length ? (size_t)short_bytes : length;
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char path[PATH_MAX];
    if (fd == log_file || !path_of(fd, path)) return real(fd, data, length);
    if (fails(K_WRITE)) return -1;
    int at_end = fcntl(fd, F_GETFL) & O_APPEND;
    off64_t offset = lseek64(fd, 0, at_end ? SEEK_END : SEEK_CUR);
    ssize_t done = real(fd, data, shortened(length));
    if (done > 0) record(WRITE, path, NULL, offset, done, data);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[PATH_MAX];
    if (!path_of(fd, path)) return real(fd, data, length, offset);
    if (fails(K_WRITE)) return -1;
    ssize_t done = real(fd, data, shortened(length), offset);
    if (done > 0) record(WRITE, path, NULL, offset, done, data);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    return pwrite64(fd, data, length, offset);
}

ssize_t read(int fd, void *data, size_t length) {
    REAL(ssize_t, "read", int, void *, size_t);
    char path[PATH_MAX];
    if (path_of(fd, path) && fails(K_READ)) return -1;
    return real(fd, data, length);
}

ssize_t pread64(int fd, void *data, size_t length, off64_t offset) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    char path[PATH_MAX];
    if (path_of(fd, path) && fails(K_READ)) return -1;
    return real(fd, data, length, offset);
}
ssize_t pread(int fd, void *data, size_t length, off_t offset) {
    return pread64(fd, data, length, offset);
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[PATH_MAX];
    int inside = path_of(fd, path);
    if (inside && fails(K_TRUNCATE)) return -1;
    int code = real(fd, length);
    if (!code && inside) record(TRUNCATE, path, NULL, length, 0, NULL);
    return code;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

#define SYNCING(name) \
    int name(int fd) { \
        REAL(int, #name, int); \
        char path[PATH_MAX]; \
        struct stat about; \
        if (!path_of(fd, path)) return real(fd); \
        if (fails(K_SYNC)) return -1; \
        if (no_sync) return 0; \
        int code = real(fd); \
        int is_folder = !fstat(fd, &about) && S_ISDIR(about.st_mode); \
        if (!code) record(is_folder ? FOLDER_SYNC : SYNC, path, NULL, 0, 0, NULL); \
        return code; \
    }
SYNCING(fsync)
SYNCING(fdatasync)

int unlink(const char *file) {
    REAL(int, "unlink", const char *);
    char path[PATH_MAX];
    int inside = full_path(AT_FDCWD, file, path);
    if (inside && fails(K_UNLINK)) return -1;
    int code = real(file);
    if (!code && inside) record(UNLINK, path, NULL, 0, 0, NULL);
    return code;
}

int unlinkat(int at, const char *file, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char path[PATH_MAX];
    int inside = full_path(at, file, path);
    if (inside && fails(K_UNLINK)) return -1;
    int code = real(at, file, flags);
    if (!code && inside) record(UNLINK, path, NULL, 0, 0, NULL);
    return code;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    char first[PATH_MAX], second[PATH_MAX];
    int inside = full_path(AT_FDCWD, from, first);
    full_path(AT_FDCWD, to, second);
    if (inside && fails(K_RENAME)) return -1;
    int code = real(from, to);
    if (!code && inside) record(RENAME, first, second, 0, 0, NULL);
    return code;
}

int renameat(int at, const char *from, int to_at, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    char first[PATH_MAX], second[PATH_MAX];
    int inside = full_path(at, from, first);
    full_path(to_at, to, second);
    if (inside && fails(K_RENAME)) return -1;
    int code = real(at, from, to_at, to);
    if (!code && inside) record(RENAME, first, second, 0, 0, NULL);
    return code;
}

int mkdir(const char *name, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    char path[PATH_MAX];
    if (full_path(AT_FDCWD, name, path) && fails(K_MKDIR)) return -1;
    return real(name, mode);
}

#define LOCKING(function) \
    int function(int fd, int command, ...) { \
        va_list rest; \
        va_start(rest, command); \
        void *value = va_arg(rest, void *); \
        va_end(rest); \
        REAL(int, #function, int, int, ...); \
        char path[PATH_MAX]; \
        int is_lock = command == F_SETLK || command == F_SETLKW || command == F_GETLK || \
                      command == F_OFD_SETLK || command == F_OFD_SETLKW; \
        if (is_lock && path_of(fd, path) && fails(K_LOCK)) return -1; \
        return real(fd, command, value); \
    }
LOCKING(fcntl)
LOCKING(fcntl64)
