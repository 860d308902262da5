export function isBuildFresh(): boolean;
export function build(): Promise<{ code: number; output: string; ms: number }>;
export function buildIfStale(say?: (what: string) => void): Promise<void>;
export function demoDigest(): string;
