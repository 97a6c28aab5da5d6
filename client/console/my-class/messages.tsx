import Alert from '@cloudscape-design/components/alert'
import { useState } from 'react'
import type { ClassMessage } from '../../../server/classroom/contract.js'
import { dateTime } from '../../shared/locale.js'
import { texts } from './texts.js'

/** Messages that were read in this browser, so that they aren't shown on the next page again. */
const READ = 'iam-dojo-class-read'
const SHOWN = 3

const readBefore = (): string[] => JSON.parse(localStorage.getItem(READ) ?? '[]') as string[]

/** The newest that nobody has dismissed. */
export function Messages({ messages }: { messages: readonly ClassMessage[] }) {
  const [read, setRead] = useState(readBefore)
  const unread = [...messages].sort((one, other) => other.at - one.at).filter(({ id }) => !read.includes(id))
  const dismiss = (id: string) => {
    // What the class has deleted needs no memory.
    const kept = [...read.filter((one) => messages.some((message) => message.id === one)), id]
    localStorage.setItem(READ, JSON.stringify(kept))
    setRead(kept)
  }
  return (
    <div aria-live="polite">
      {unread.slice(0, SHOWN).map(({ id, at, from, text, hint }) => (
        <Alert
          key={id}
          type={hint ? 'info' : 'warning'}
          header={(hint ? texts.hintFrom : texts.message)(from, dateTime(at))}
          dismissible
          dismissAriaLabel={texts.dismiss}
          onDismiss={() => dismiss(id)}
        >
          <span className="words">{text}</span>
        </Alert>
      ))}
    </div>
  )
}
