/** A session of the fake `electron`: it serves through schemes that were handled, and asks `webRequest` for each request. */
import { EventEmitter } from 'node:events';

type Listener = (...args: never[]) => unknown;
type RequestFilter = (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void;

export class FakeSession {
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  readonly events = new EventEmitter();
  requestFilter: RequestFilter | null = null;
  permissionRequest: Listener | null = null;
  permissionCheck: Listener | null = null;
  devicePermission: Listener | null = null;
  spellChecker = true;

  readonly webRequest = {
    onBeforeRequest: (filter: RequestFilter) => {
      this.requestFilter = filter;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      this.handlers.set(scheme, handler);
    },
    unhandle: (scheme: string) => {
      if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme: string) => this.handlers.has(scheme),
  };
  setPermissionRequestHandler(handler: Listener): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Listener): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Listener): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(): void {}
  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable;
  }
  on(event: string, listener: Listener): this {
    this.events.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  /** @returns true if `webRequest` lets the URL through */
  allows(url: string): boolean {
    let cancelled = false;
    this.requestFilter?.({ url }, (answer) => {
      cancelled = answer.cancel;
    });
    return !cancelled;
  }

  /** As the network service would: filter, then handler. */
  async request(url: string): Promise<Response> {
    if (!this.allows(url)) throw new Error('ERR_BLOCKED_BY_CLIENT');
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error('ERR_UNKNOWN_URL_SCHEME');
    return await handler(new Request(url));
  }
}
