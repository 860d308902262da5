export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export function listProcesses(platform?: NodeJS.Platform): SeenProcess[];
export function countPages(processes: readonly SeenProcess[], root: number): number;
export function endTree(
  root: number,
  tools?: {
    readonly platform?: NodeJS.Platform;
    readonly list?: () => readonly SeenProcess[];
    readonly run?: (program: string, args: readonly string[]) => void;
    readonly kill?: (pid: number) => void;
  },
): void;
export function faultOfStart(
  program: string,
  args: readonly string[],
  times?: { readonly patienceMs: number; readonly steadyMs: number },
): Promise<string | null>;
