import { useState } from 'react'
import { dateTimeSeconds } from '../shared/locale.js'
import { texts } from './texts.js'
import { useNow } from './use-now.js'
import './lab.css'

/** As a policy writes a time: 2026-01-31T10:20:30Z. */
const inUtc = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** The account's time in UTC, in the form that a policy needs, and in the user's own zone; real time, by which codes go, beside it. */
export function AccountTime({ offset }: { offset: number }) {
  const now = useNow()
  return (
    <>
      <span className="lesson-account-time">
        <span className="lesson-clock-label">{texts.accountClock}</span>{' '}
        <time dateTime={inUtc(now + offset)}>
          {dateTimeSeconds(now + offset)}
          {offset > 0 ? ` (${texts.ahead(offset)})` : ''}
        </time>
      </span>
      <UtcTime offset={offset} />
      <span className="lesson-real-time">
        {texts.realTime} <time dateTime={inUtc(now)}>{dateTimeSeconds(now)}</time>
      </span>
    </>
  )
}

/** To be copied into a policy or a command. */
export function UtcTime({ offset }: { offset: number }) {
  const now = useNow()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(inUtc(Date.now() + offset))
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <span className="lesson-utc">
      {texts.utcNow} <code>{inUtc(now + offset)}</code>{' '}
      <button type="button" className="lesson-copy-time" aria-label={texts.copyTime} onClick={() => void copy()}>
        {copied ? texts.copied : texts.copy}
      </button>
    </span>
  )
}
