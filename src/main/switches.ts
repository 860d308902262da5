/** Command-line switches and environment variables that would open the product up; a packaged build refuses to start. */

/** Chromium and Node switches, without dashes: remote control, inspection, and what turns a protection off. */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'log-net-log',
  'enable-logging',
  'user-data-dir',
] as const;

const refusedVariables = [
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_LOG_FILE',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_REPL_EXTERNAL_MODULE',
  'SSLKEYLOGFILE',
] as const;

/** @returns the name of the first thing that weakens the product, or null */
export function findWeakening(
  hasSwitch: (name: string) => boolean,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const badSwitch = refusedSwitches.find(hasSwitch);
  if (badSwitch !== undefined) return `--${badSwitch}`;
  return refusedVariables.find((name) => environment[name] !== undefined && environment[name] !== '') ?? null;
}

/** Switches that every build starts with: no service of Chromium's own ever reaches for the network. */
export const startSwitches: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-quic'],
  ['no-pings'],
];
