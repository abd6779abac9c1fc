/** Times and dates as people say them. All rules for their length are in `ui/time.ts`. */
export const timeTexts = {
  now: 'now',
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  hoursAndMinutes: (hours: number, minutes: number) => `${hours} h ${String(minutes).padStart(2, '0')} min`,
  days: (count: number) => `${count} d`,
  today: 'Today',
  yesterday: 'Yesterday',
}
