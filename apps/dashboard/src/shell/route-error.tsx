import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { shared } from '../texts/shared.ts'
import { Empty } from '../ui/empty.tsx'

/** When a page breaks, or its code is gone because a newer version is served. */
export function RouteError() {
  const error = useRouteError()
  useEffect(() => {
    console.error(error)
  }, [error])
  const outdated = error instanceof TypeError && /import|module/i.test(error.message)
  const { broken, brokenDetail, outdated: isOutdated, outdatedDetail } = shared.problem
  return (
    <div className="wide-notice">
      <Empty
        whole
        icon={<IconRefresh size={20} />}
        title={outdated ? isOutdated : broken}
        detail={outdated ? outdatedDetail : brokenDetail}
        action={<Button onClick={() => location.reload()}>{shared.reload}</Button>}
      />
    </div>
  )
}
