/** The WCAG contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Black or white, whichever can be read better on the colour, and how well. */
export function textOn(colour: string): { text: 'black' | 'white'; ratio: number } {
  const [black, white] = [contrast(colour, '#000000'), contrast(colour, '#ffffff')]
  return black > white ? { text: 'black', ratio: black } : { text: 'white', ratio: white }
}

/** The pages on which a button of this colour is hard to see (below 3 : 1). */
export function faintOn(colour: string): ('light' | 'dark')[] {
  const grounds = { light: '#ffffff', dark: '#18181b' } as const
  return (['light', 'dark'] as const).filter((ground) => contrast(colour, grounds[ground]) < 3)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
