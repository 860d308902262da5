export type SandboxObstacle = 'root' | 'namespaces';

export interface SandboxOptions {
  readonly platform?: NodeJS.Platform;
  readonly uid?: number | null;
  readonly read?: (path: string) => string | null;
  readonly hasHelper?: boolean;
}

export function sandboxObstacle(binary: string, options?: SandboxOptions): SandboxObstacle | null;

export function runElectron(
  binary: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly env?: Record<string, string | undefined> },
): Promise<{ readonly code: number; readonly hadNoSandbox: boolean }>;

export function chooseShells(found: {
  readonly electron: string | null;
  readonly obstacle: SandboxObstacle | null;
  readonly hasDisplay: boolean;
}): {
  readonly shells: readonly ('electron' | 'browser' | 'tour')[];
  readonly because: SandboxObstacle | 'missing' | null;
};
