/* A disk that is slow to flush: loaded before the C library (LD_PRELOAD), each flush takes VIGIE_FLUSH_MS longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_longer(void) {
  const char *text = getenv("VIGIE_FLUSH_MS");
  long ms = text == NULL ? 0 : strtol(text, NULL, 10);
  struct timespec pause = {ms / 1000, (ms % 1000) * 1000000L};
  nanosleep(&pause, NULL);
}

int fsync(int file) {
  int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = flush(file);
  wait_longer();
  return result;
}

int fdatasync(int file) {
  int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = flush(file);
  wait_longer();
  return result;
}
