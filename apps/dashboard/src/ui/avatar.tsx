import { useState } from 'react'
import { initials } from '../conversations/who.ts'
import './avatar.css'

type Props = { name: string; url: string | null; size?: 'small' | 'large' | 'huge' }

/** A member's picture, or the letters of the name where there is none or it does not come. The name stands beside it. */
export function Avatar({ name, url, size = 'small' }: Props) {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className={size === 'small' ? 'avatar' : `avatar avatar_${size}`} aria-hidden="true">
      {url !== null && url !== failed ? (
        <img className="avatar__picture" src={url} alt="" onError={() => setFailed(url)} />
      ) : (
        initials(name)
      )}
    </span>
  )
}
