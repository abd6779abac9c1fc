import { IconCheck, IconMinus } from '@tabler/icons-react'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'

const columns = ['owner', 'admin', 'editor', 'responder', 'viewer'] as const

/** What each role may do. */
export function RoleTable() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="roles" tabIndex={0}>
      <table className="roles__table">
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-words">{texts.may}</span>
            </th>
            {columns.map((role) => (
              <th key={role} scope="col">
                {shared.roles[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.rights.map(({ what, who }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {columns.map((role) => (
                <td key={role}>{who.includes(role) ? <Yes /> : <No />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
