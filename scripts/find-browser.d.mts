export function findBrowser(
  env?: Readonly<Record<string, string | undefined>>,
  platform?: NodeJS.Platform,
): string | null;
export function howToGetBrowser(platform?: NodeJS.Platform): string;
