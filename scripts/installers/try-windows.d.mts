export interface InstallerTools {
  readonly list?: (dir: string) => readonly string[];
  readonly filesIn?: (path: string) => readonly { readonly name: string; isFile(): boolean }[];
  readonly run?: (program: string, args: readonly string[]) => number | null;
  readonly start?: (program: string) => Promise<string | null>;
  readonly programFiles?: string;
  readonly patienceMs?: number;
  readonly pauseMs?: number;
}
export function faultOfInstallers(dist: string, tools?: InstallerTools): Promise<string | null>;
