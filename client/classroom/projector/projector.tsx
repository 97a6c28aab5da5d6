import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useEffect, useRef, useState } from 'react'
import type { ClassroomApi, Spotlight } from '../../../server/classroom/contract.js'
import { useNow } from '../../lab/use-now.js'
import { JOIN } from '../../shared/addresses.js'
import { ApiError, api } from '../../shared/api.js'
import { changeAppearance, useAppearance } from '../../shared/appearance.js'
import { GOES_ON } from '../../shared/reach.js'
import { timeLeft } from '../../shared/time-left.js'
import { Address } from '../address.js'
import { isAway, useAct, useAsked } from '../queries.js'
import { Door } from '../staff/door.js'
import { texts } from './texts.js'
import './projector.css'

type Projected = ClassroomApi['GET /classroom/projector']['answer']

const REFETCH_MS = 3_000

/** What the whole room sees. A code, once, makes this browser a projector. */
export default function Projector({ code }: { code: string }) {
  const query = useAsked(['projector'], () => api('GET /classroom/projector'), REFETCH_MS)
  const session = useAsked(['session'], () => api('GET /classroom/session'))
  const [connected, setConnected] = useState<string>()
  const connect = useAct(async (invitation: string) => {
    setConnected((await api('POST /classroom/projectors', { body: { invitation } })).class)
  })
  const { run } = connect
  const used = useRef(false)
  useEffect(() => {
    if (code === '' || used.current) return
    used.current = true
    run(code)
  }, [code, run])
  const classId = connected ?? session.data?.projector?.class
  if (query.data && classId !== undefined) return <Shown classId={classId} shown={query.data} away={isAway(query.error)} />
  if (query.error instanceof ApiError && !connect.running) return <Connect error={connect.error} run={run} />
  return null
}

/** Where the code wasn't in the address, or was used. */
function Connect({ error, run }: { error: unknown; run(code: string): void }) {
  const [typed, setTyped] = useState('')
  return (
    <Door
      title={texts.connect}
      text={texts.connectText}
      submitText={texts.submit}
      running={false}
      error={error}
      onSubmit={() => run(typed.trim())}
    >
      <FormField label={texts.projectorCode}>
        <Input value={typed} autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
    </Door>
  )
}

function Shown({ classId, shown, away }: { classId: string; shown: Projected; away: boolean }) {
  const { title, code, addresses, joined, names, spotlight, exam } = shown
  return (
    <main className="projector">
      <header>
        <h1>{title}</h1>
        <Theme />
      </header>
      {away ? <p role="alert">{GOES_ON}</p> : null}
      {exam ? <ExamClock endsAt={exam.endsAt} /> : null}
      {spotlight ? <Light spotlight={spotlight} /> : null}
      <section className="projector-join">
        <div>
          <p className="projector-label">{texts.open}</p>
          {typed(addresses).map((address) => (
            <p key={address} className="projector-address">
              <Address of={joinAddress(address)} />
            </p>
          ))}
          <p className="projector-label">{texts.code}</p>
          <p className="projector-code">{code}</p>
        </div>
        <img key={code} src={`/api/classroom/classes/${encodeURIComponent(classId)}/qr.svg?${code}`} alt={texts.qr} />
      </section>
      <section className="projector-joined">
        <p>{texts.joined(joined)}</p>
        {names && names.length > 0 ? (
          <ul aria-label={texts.names}>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        ) : null}
      </section>
    </main>
  )
}

const MOST_ADDRESSES = 3

/** Those that somebody types: IPv6 is for machines, unless there is nothing else. */
function typed(addresses: readonly string[]): readonly string[] {
  const easy = addresses.filter((address) => !address.includes('['))
  return (easy.length > 0 ? easy : addresses).slice(0, MOST_ADDRESSES)
}

/** As somebody types it: without the scheme of plain HTTP, with the path. */
const joinAddress = (address: string): string => {
  const whole = address.endsWith(JOIN) ? address : `${address.replace(/\/$/, '')}${JOIN}`
  return whole.replace(/^http:\/\//, '')
}

const ExamClock = ({ endsAt }: { endsAt: number }) => (
  <section className="projector-exam">
    <p className="projector-label">{texts.exam}</p>
    <p className="projector-clock" role="timer">
      {timeLeft(endsAt, useNow())}
    </p>
  </section>
)

/** Without whose it is. */
const Light = ({ spotlight: { operation, errorCode, explanation } }: { spotlight: Spotlight }) => (
  <section className="projector-spotlight">
    <h2>{texts.spotlight}</h2>
    <p className="projector-operation">{operation}</p>
    <p>{errorCode ? texts.refused(errorCode) : texts.worked}</p>
    {explanation ? <p>{explanation}</p> : null}
  </section>
)

function Theme() {
  const { mode } = useAppearance()
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  return (
    <button type="button" onClick={() => changeAppearance({ mode: dark ? 'light' : 'dark' })}>
      {texts.theme[dark ? 'dark' : 'light']}
    </button>
  )
}
