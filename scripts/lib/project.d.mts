export const projectRoot: string;
export const binDir: string;
export function projectNode(): string;
export function projectEnv(extra?: Record<string, string>): Record<string, string>;
export function projectCommand(name: string, args: readonly string[]): [program: string, args: string[]];
export interface RunOptions {
  capture?: boolean;
  env?: Record<string, string | undefined>;
  cwd?: string;
  shell?: boolean;
}
export interface RunResult {
  code: number;
  output: string;
  ms: number;
}
export function run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
export function runTool(name: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
export function hasProjectNode(): boolean;
export function seconds(ms: number): string;
