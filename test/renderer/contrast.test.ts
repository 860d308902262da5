import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The custom properties that a theme ends up with: those of `:root`, then those of its own block. */
function tokensOf(theme: 'light' | 'dark' | 'contrast'): Record<string, string> {
  const css = readFileSync(new URL('../../src/renderer/design/tokens.css', import.meta.url), 'utf8');
  const tokens: Record<string, string> = {};
  for (const [, selectors = '', body = ''] of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const names = selectors.split(',').map((name) => name.trim());
    if (!names.includes(':root') && !names.includes(`:root[data-theme="${theme}"]`)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) tokens[name] = value.trim();
  }
  return tokens;
}

/** Relative luminance. WCAG 2.2, definition of relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const white = '#ffffff';
// Text on its grounds. WCAG 2.2, 1.4.3: 4.5 to 1.
const textPairs: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) =>
    ['bg', 'surface', 'sunken', 'hover'].map((ground) => [ink, ground] as const),
  ),
  ...['danger', 'warn', 'info', 'fault', 'ok', 'accent'].map((tone) => [`${tone}-ink`, `${tone}-soft`] as const),
  ...['danger-ink', 'warn-ink', 'accent-ink'].map((ink) => [ink, 'surface'] as const),
  ['ink', 'accent-soft'],
  ['ink', 'warn-soft'],
  ['ink', 'danger-soft'],
  ['ink-2', 'danger-soft'],
  ['ink-2', 'ok-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['rail-ink', 'rail-bg'],
  ['rail-muted', 'rail-bg'],
  ['rail-ink', 'rail-active'],
  ['demo-ink', 'demo'],
  ...['listed', 'claimed', 'absent', 'unsearched', 'fault'].map((tone) => ['verdict-ink', `verdict-${tone}`] as const),
];
// Borders of fields, and the focus ring. WCAG 2.2, 1.4.11: 3 to 1.
const shapePairs: readonly (readonly [string, string])[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'bg'],
  ['focus', 'surface'],
  ['focus', 'bg'],
  ['danger', 'surface'],
];

describe.each(['light', 'dark', 'contrast'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string) => {
    const value = tokens[name] ?? '';
    expect(value, name).toMatch(/^#[0-9a-f]{6}$/);
    return value;
  };

  it.each(textPairs)('reads %s on %s', (ink, ground) => {
    // 7 to 1 is what the theme for high contrast promises (WCAG 2.2, 1.4.6).
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(theme === 'contrast' ? 7 : 4.5);
  });

  it.each(shapePairs)('shows %s against %s', (shape, ground) => {
    expect(contrast(colour(shape), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  it('measures as the standard does', () => {
    expect(contrast(white, '#000000')).toBeCloseTo(21);
  });
});
