/** One drawing of lines, 20 by 20, in the colour of the text around it. The words beside it carry the meaning. */
export const icon = (lines: string) => () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={lines} />
  </svg>
)

const circle = 'M16.5 10a6.5 6.5 0 1 1-13 0a6.5 6.5 0 1 1 13 0'

export const BotIcon = icon('M6 7h8a2.5 2.5 0 0 1 2.5 2.5V16h-13V9.5A2.5 2.5 0 0 1 6 7M10 7V3.5M7.5 11v1.5M12.5 11v1.5')
export const WaitingIcon = icon(`${circle}M10 6.5V10l2.5 1.5`)
export const PersonIcon = icon('M13 7a3 3 0 1 1-6 0a3 3 0 1 1 6 0M4 16.5c.8-3 3-4.5 6-4.5s5.2 1.5 6 4.5')
export const CloseIcon = icon('M5 5l10 10M15 5L5 15')
export const SendIcon = icon('M10 16V4M5 9l5-5 5 5')
export const ClosedIcon = icon(`${circle}M7.5 10l1.8 1.8 3.2-3.6`)
