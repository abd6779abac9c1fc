import { Component, createRef, type JSX } from 'preact'
import { texts } from '../texts/texts.ts'
import { MoreIcon } from './further-icons.tsx'

export type MenuItem = {
  label: string
  icon: () => JSX.Element
  act: () => void
  /** Of a switch: whether it is on. */
  on?: boolean
}

/** What is needed seldom, behind one button. */
export class Menu extends Component<{ items: MenuItem[] }, { open: boolean }> {
  override state = { open: false }
  box = createRef<HTMLDivElement>()
  button = createRef<HTMLButtonElement>()

  close = () => this.setState({ open: false })

  pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.state.open) return
    event.stopPropagation()
    this.close()
    this.button.current?.focus()
  }

  left = (event: FocusEvent) => {
    if (!this.box.current?.contains(event.relatedTarget as Node | null)) this.close()
  }

  override render({ items }: { items: MenuItem[] }, { open }: { open: boolean }) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for what its buttons do not want
      <div class="menu" ref={this.box} onKeyDown={this.pressed} onFocusOut={this.left}>
        <button
          type="button"
          ref={this.button}
          class="button round"
          aria-label={texts.menu.open}
          aria-expanded={open}
          onClick={() => this.setState({ open: !open })}
        >
          <MoreIcon />
        </button>
        {open && (
          <ul class="menu-items">
            {items.map((item) => (
              <li key={item.label}>
                <Item item={item} close={this.close} />
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  }
}

function Item({ item: { label, icon: Icon, act, on }, close }: { item: MenuItem; close: () => void }) {
  const chosen = () => {
    if (on === undefined) close()
    act()
  }
  const look = { type: 'button', class: 'menu-item', onClick: chosen } as const
  const words = [<Icon key="icon" />, <span key="words">{label}</span>]
  return on === undefined ? (
    <button {...look}>{words}</button>
  ) : (
    <button {...look} role="switch" aria-checked={on}>
      {words}
      <i class="switch" />
    </button>
  )
}
