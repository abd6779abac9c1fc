/** The baton itself: one piece, two ends, passed from hand to hand. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g transform="rotate(-40 16 16)">
        <rect x="5" y="12.5" width="22" height="7" rx="3.5" fill="var(--on-accent)" />
        <rect x="5" y="12.5" width="9" height="7" rx="3.5" fill="var(--brand)" />
      </g>
    </svg>
  )
}
