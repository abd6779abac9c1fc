import { icon } from './icons.tsx'

export const LeftIcon = icon('M11.5 5.5V4h-7v12h7v-1.5M8.5 10h8M14 7.5l2.5 2.5-2.5 2.5')
export const MailIcon = icon('M3 5h14v10H3zM3.5 5.5 10 11l6.5-5.5')
export const MoreIcon = icon('M4.5 10h.01M10 10h.01M15.5 10h.01')
export const BackIcon = icon('M12 4l-6 6 6 6')
export const NewIcon = icon('M10 4v12M4 10h12')
export const PastIcon = icon('M4 6h12M4 10h12M4 14h7')
export const SoundIcon = icon('M4 8h3l4-3.5v11L7 12H4zM14 7.5a3.5 3.5 0 0 1 0 5')
export const DownIcon = icon('M10 4v12M5 11l5 5 5-5')
