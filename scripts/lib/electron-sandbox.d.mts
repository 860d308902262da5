export type SandboxObstacle = 'root' | 'namespaces';

export interface SandboxOptions {
  readonly platform?: NodeJS.Platform;
  readonly uid?: number | null;
  readonly read?: (path: string) => string | null;
  readonly hasHelper?: boolean;
}

export function sandboxObstacle(binary: string, options?: SandboxOptions): SandboxObstacle | null;
