export const freedMemoryEnv: { readonly MALLOC_PERTURB_: string };
