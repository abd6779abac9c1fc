/** One drawing of lines, 20 by 20, in the colour of the text around it. The words beside it carry the meaning. */
const icon = (lines: string) => () => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={lines} />
  </svg>
)

const circle = 'M16.5 10a6.5 6.5 0 1 1-13 0a6.5 6.5 0 1 1 13 0'

export const BotIcon = icon('M6 7h8a2.5 2.5 0 0 1 2.5 2.5V16h-13V9.5A2.5 2.5 0 0 1 6 7M10 7V3.5M7.5 11v1.5M12.5 11v1.5')
export const WaitingIcon = icon(`${circle}M10 6.5V10l2.5 1.5`)
export const PersonIcon = icon('M13 7a3 3 0 1 1-6 0a3 3 0 1 1 6 0M4 16.5c.8-3 3-4.5 6-4.5s5.2 1.5 6 4.5')
export const LeftIcon = icon('M11.5 5.5V4h-7v12h7v-1.5M8.5 10h8M14 7.5l2.5 2.5-2.5 2.5')
export const MailIcon = icon('M3 5h14v10H3zM3.5 5.5 10 11l6.5-5.5')
export const MoreIcon = icon('M4.5 10h.01M10 10h.01M15.5 10h.01')
export const CloseIcon = icon('M5 5l10 10M15 5L5 15')
export const BackIcon = icon('M12 4l-6 6 6 6')
export const NewIcon = icon('M10 4v12M4 10h12')
export const PastIcon = icon('M4 6h12M4 10h12M4 14h7')
export const SoundIcon = icon('M4 8h3l4-3.5v11L7 12H4zM14 7.5a3.5 3.5 0 0 1 0 5')
export const SendIcon = icon('M10 16V4M5 9l5-5 5 5')
export const DownIcon = icon('M10 4v12M5 11l5 5 5-5')
export const ClosedIcon = icon(`${circle}M7.5 10l1.8 1.8 3.2-3.6`)
