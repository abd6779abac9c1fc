import { Notifications } from '@mantine/notifications'
import { useWide, widths } from './use-wide.ts'

/** The corner itself: at most three at a time, for six seconds each; on a phone above, for below is where one writes. */
export function ToastCorner() {
  const position = useWide(widths.tablet) ? 'bottom-left' : 'top-center'
  return <Notifications position={position} limit={3} autoClose={6000} containerWidth={360} />
}
