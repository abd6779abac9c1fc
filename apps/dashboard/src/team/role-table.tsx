import { Skeleton } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { listRoles } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** What each role may do, as the server's own table says. */
export function RoleTable() {
  const found = useQuery({ queryKey: keys.roles, queryFn: listRoles, staleTime: Number.POSITIVE_INFINITY })
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) {
    return (
      <AfterDelay>
        <Skeleton height={320} />
      </AfterDelay>
    )
  }
  const columns = found.data.items
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="roles" tabIndex={0} aria-label={texts.rolesTitle}>
      <table className="roles__table">
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-words">{texts.may}</span>
            </th>
            {columns.map(({ role }) => (
              <th key={role} scope="col">
                {shared.roles[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(texts.rights).map(([right, what]) => (
            <tr key={right}>
              <th scope="row">{what}</th>
              {columns.map(({ role, rights }) => (
                <td key={role}>{rights.includes(right) ? <Yes /> : <No />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Yes = () => (
  <>
    <IconCheck size={18} className="roles__yes" aria-hidden="true" />
    <span className="hidden-words">{texts.yes}</span>
  </>
)

const No = () => (
  <>
    <IconMinus size={16} className="roles__no" aria-hidden="true" />
    <span className="hidden-words">{texts.no}</span>
  </>
)
