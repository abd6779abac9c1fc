import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core'
import { shared } from '../texts/shared.ts'

/** One colour of `tokens.css` in the ten places Mantine asks for; the variables below say what each place means. */
const tuple = (token: string): MantineColorsTuple => {
  const colour = `var(--${token})`
  return [colour, colour, colour, colour, colour, colour, colour, colour, colour, colour]
}

/** Where the choice of theme is kept; the script in `public/assets` reads the same key before the first paint. */
export const colourSchemeManager = localStorageColorSchemeManager({ key: 'baton.theme' })

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: {
    xs: 'var(--text-small)',
    sm: 'var(--text)',
    md: 'var(--text)',
    lg: 'var(--text-large)',
    xl: 'var(--text-title)',
  },
  lineHeights: {
    xs: 'var(--line)',
    sm: 'var(--line)',
    md: 'var(--line)',
    lg: 'var(--line-tight)',
    xl: 'var(--line-tight)',
  },
  fontWeights: { regular: 'var(--regular)', medium: 'var(--strong)', bold: 'var(--strong)' },
  spacing: { xs: 'var(--s2)', sm: 'var(--s3)', md: 'var(--s4)', lg: 'var(--s5)', xl: 'var(--s8)' },
  radius: {
    xs: 'var(--s1)',
    sm: 'var(--radius-control)',
    md: 'var(--radius-control)',
    lg: 'var(--radius-card)',
    xl: 'var(--radius-round)',
  },
  defaultRadius: 'sm',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent: tuple('accent'), danger: tuple('danger'), red: tuple('danger') },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, color: 'dark' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': shared.close } } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        withInitialFocusPlaceholder: false,
        // Beside what clips it, yet inside a landmark, so that it is found by those who go from one to the next.
        portalProps: { target: '#main' },
      },
    },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 } },
    },
  },
})

const filled = (name: string): Record<string, string> => ({
  [`--mantine-color-${name}-filled`]: `var(--${name})`,
  [`--mantine-color-${name}-filled-hover`]: `var(--${name}-hover)`,
  [`--mantine-color-${name}-light`]: `var(--${name}-tint)`,
  [`--mantine-color-${name}-light-hover`]: `var(--${name === 'accent' ? 'accent-tint-hover' : `${name}-tint`})`,
  [`--mantine-color-${name}-light-color`]: `var(--${name}-ink)`,
  [`--mantine-color-${name}-outline`]: `var(--${name})`,
  [`--mantine-color-${name}-outline-hover`]: `var(--${name}-tint)`,
  [`--mantine-color-${name}-text`]: `var(--${name}-ink)`,
})

/** Mantine's greys in our warm ones, from the lightest to the darkest: grounds first in one theme, inks in the other. */
const byDay = ['canvas', 'sunken', 'hairline', 'hairline', 'edge', 'ink-faint', 'ink-faint', 'ink-soft', 'ink', 'ink']
const byNight = ['ink', 'ink', 'ink-soft', 'ink-soft', 'hover', 'hover', 'surface', 'surface', 'canvas', 'canvas']
const scale = (name: string, tokens: readonly string[]) =>
  Object.fromEntries(tokens.map((token, index) => [`--mantine-color-${name}-${index}`, `var(--${token})`]))

const schemeVariables = (greys: readonly string[]): Record<string, string> => ({
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-faint)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-error': 'var(--danger-ink)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-faint)',
  '--mantine-color-disabled-border': 'var(--hairline)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  ...scale('gray', greys),
  ...scale('dark', byNight),
  '--mantine-color-gray-light': 'var(--sunken)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--ink-soft)',
  ...filled('accent'),
  ...filled('danger'),
})

/** Lays Mantine's own colour variables over the tokens, the same way for both themes. */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--mantine-shadow-md': 'var(--shadow-float)', '--mantine-shadow-xl': 'var(--shadow-float)' },
  light: schemeVariables(byDay),
  dark: schemeVariables(byNight),
})
