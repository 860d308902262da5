/**
 * For a process that holds keys, where the C library is glibc: it overwrites what it is given back (mallopt(3), M_PERTURB). An addon
 * that frees a key as it is then leaves nothing, but in the few places that each thread keeps to itself, which are overwritten at
 * once (src/core/crypto/argon2id.ts). Read by the library before `main`, so that no process can set it for itself. Electron has an
 * allocator of its own, and Windows and macOS theirs: nothing reads it there.
 */
export const freedMemoryEnv = { MALLOC_PERTURB_: '165' };
