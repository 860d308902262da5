/**
 * Mantine's theme: no colours of its own. Every variant resolves to a token of `tokens.css`, and the provider makes
 * no style element (see `app.tsx`), so that the content security policy stays strict.
 */
import { createTheme, type VariantColorsResolver } from '@mantine/core';

const plain = { background: 'transparent', hover: 'var(--hover)', color: 'var(--accent-ink)', border: 'none' };

const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const danger = color === 'danger';
  switch (variant) {
    case 'filled':
      return {
        background: danger ? 'var(--verdict-listed)' : 'var(--accent)',
        hover: danger ? 'var(--verdict-listed)' : 'var(--accent-hover)',
        color: danger ? 'var(--verdict-ink)' : 'var(--on-accent)',
        border: '1px solid transparent',
      };
    case 'light':
      return {
        background: danger ? 'var(--danger-soft)' : 'var(--accent-soft)',
        hover: danger ? 'var(--danger-soft)' : 'var(--accent-soft)',
        color: danger ? 'var(--danger-ink)' : 'var(--accent-ink)',
        border: '1px solid var(--card-border)',
      };
    case 'default':
    case 'outline':
      return {
        background: 'var(--surface)',
        hover: 'var(--hover)',
        color: danger ? 'var(--danger-ink)' : 'var(--ink)',
        border: '1px solid var(--line-strong)',
      };
    default:
      return danger ? { ...plain, color: 'var(--danger-ink)' } : plain;
  }
};

export const theme = createTheme({
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 0 } } },
  },
});
