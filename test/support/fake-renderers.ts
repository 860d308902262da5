/**
 * The processes of pages of the fake `electron`, as Chromium has them: one for each site, which ends some time after its last page
 * was left, and may be given a page of the same site until then.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/**
 * The process of a page: a real one, so that whoever waits for its end waits for the system's word. It is started when its number is
 * asked for, since most tests ask for none.
 */
export class FakeRenderer {
  readonly site: string;
  readonly creationTime = Date.now();
  #child: ChildProcess | null = null;
  #hasEnded = false;
  constructor(site: string) {
    this.site = site;
  }
  get pid(): number {
    if (this.#hasEnded) return 0;
    // It ends with its standard input, should this process die before it.
    const script = "process.stdin.resume().on('end', () => process.exit())";
    this.#child ??= spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#child.unref();
    return this.#child.pid ?? 0;
  }
  get isListed(): boolean {
    return this.#child !== null && !this.hasEnded;
  }
  get hasEnded(): boolean {
    return this.#hasEnded || (this.#child !== null && (this.#child.signalCode ?? this.#child.exitCode) !== null);
  }
  end(): void {
    this.#hasEnded = true;
    this.#child?.kill('SIGKILL');
  }
}

/** @param log of what happened, in order @param isInUse whether a window shows something of the process */
export function createFakeRenderers(log: string[], isInUse: (renderer: FakeRenderer) => boolean) {
  const renderers = new Set<FakeRenderer>();
  const rendererFate = {
    /** How long a process goes on after its last page was left; null: for good. */
    endsAfterMs: 5 as number | null,
    /** The page refuses to be left, as by `beforeunload`. */
    refusesToLeave: false,
  };
  /** A process that is left ends a little later, and may be given a page of the same site until then. */
  function rendererFor(site: string): FakeRenderer {
    for (const known of renderers) if (known.site === site && !known.hasEnded) return known;
    const fresh = new FakeRenderer(site);
    renderers.add(fresh);
    return fresh;
  }
  function leave(renderer: FakeRenderer | null): void {
    if (renderer === null || rendererFate.endsAfterMs === null) return;
    setTimeout(() => {
      if (isInUse(renderer)) return;
      log.push(`process of ${renderer.site} ended`);
      renderer.end();
    }, rendererFate.endsAfterMs);
  }
  return { renderers, rendererFate, rendererFor, leave };
}
