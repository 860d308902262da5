/** Vigie's mark: a V whose two strokes are the beams of a lookout's lamp. Decorative: the name stands beside it. */

export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path
        d="M4.5 5.5 16 26.5 27.5 5.5"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <path d="M11.6 5.9a10.4 10.4 0 0 1 8.8 0" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="16" cy="12.6" r="3" fill="var(--lamp)" />
    </svg>
  );
}

/** The sea at night, seen from the lookout: the quiet picture beside the two screens where nothing is open yet. */
export function Horizon({ className, wide = false }: HorizonProps) {
  const swells = [0, 1, 2, 3, 4, 5, 6];
  return (
    <svg
      className={className}
      viewBox={wide ? '110 62 370 216' : '0 0 480 360'}
      preserveAspectRatio={wide ? 'xMaxYMid slice' : 'xMidYMax slice'}
      fill="none"
      aria-hidden="true"
    >
      <path d="M300 96-500-133V400Z" fill="var(--lamp)" opacity="0.09" />
      <path d="M300 96 1100-153V514Z" fill="var(--lamp)" opacity="0.06" />
      <path d="m292 112-9 132h34l-9-132Z" fill="#1f4656" />
      <path d="M284 112h32v-7h-32zM289 105V91h22v14zM287 91h26l-13-12z" fill="#2d5d70" />
      <circle cx="300" cy="97" r="5.5" fill="var(--lamp)" />
      <path d="M232 262c22-22 112-26 138 0Z" fill="#163744" />
      {swells.map((row) => (
        <path
          key={row}
          d={`M-620 ${258 + row * 15}q30 -${7 + row} 60 0${'t60 0'.repeat(22)}`}
          stroke="#3d7186"
          strokeWidth="1.4"
          opacity={0.75 - row * 0.09}
        />
      ))}
    </svg>
  );
}
interface HorizonProps {
  readonly className?: string | undefined;
  /** The lamp and the first swells only, for a low and wide place. */
  readonly wide?: boolean;
}
