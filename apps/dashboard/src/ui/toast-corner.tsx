import { Notifications } from '@mantine/notifications'

/** The corner itself: at most three at a time, for six seconds each. */
export const ToastCorner = () => (
  <Notifications position="bottom-left" limit={3} autoClose={6000} containerWidth={360} />
)
