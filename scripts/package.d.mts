export function foreignSystemIn(options: readonly string[], platform?: string): string | null;
