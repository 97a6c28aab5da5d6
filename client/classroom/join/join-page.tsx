import { useState } from 'react'
import type { WelcomeCard } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'
import { Failure, Field, Frame, Heading, InLine, Passwords, useSubmit } from '../../signin/parts.js'
import { texts } from './texts.js'
import { useClassOf } from './use-class-of.js'
import { Card } from './welcome-card.js'

/** Joining and coming back are one form: who has joined is known by name and passphrase. */
export function JoinPage({ code: coded, personalCode: slip }: { code: string; personalCode: string }) {
  const [code, setCode] = useState(coded)
  const [name, setName] = useState('')
  const [personalCode, setPersonalCode] = useState(slip)
  const [byCode, setByCode] = useState(slip !== '')
  const [section, setSection] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [joined, setJoined] = useState<{ card: WelcomeCard; back: boolean }>()
  const { busy, waiting, error, submit } = useSubmit()
  const known = useClassOf(code)

  if (joined) return <Frame>{<Card {...joined} />}</Frame>
  const join = async () => {
    const who = byCode ? { personalCode: personalCode.trim() } : { name: name.trim() === '' ? undefined : name.trim() }
    const body = { code: code.trim(), ...who, passphrase, section: section === '' ? undefined : section }
    setJoined(await api('POST /classroom/join', { body }))
    setPassphrase('')
  }
  return (
    <Frame>
      <div className="card">
        <Heading>{texts.title}</Heading>
        <p className="quiet">{texts.intro}</p>
        <Failure error={error} />
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit(join)
          }}
        >
          <Field label={texts.code} value={code} onChange={setCode} autoComplete="off" />
          <div aria-live="polite">
            {known ? <p className="class-title">{texts.class(known.title)}</p> : null}
            {known?.open === false ? <p className="hint">{texts.closed}</p> : null}
          </div>
          <Who
            names={known?.names ?? 'free'}
            byCode={byCode}
            value={byCode ? personalCode : name}
            onChange={byCode ? setPersonalCode : setName}
          />
          <button type="button" className="link" onClick={() => setByCode(!byCode)}>
            {byCode ? texts.withName : texts.withPersonalCode}
          </button>
          {known && known.sections.length > 0 && !byCode ? (
            <Section sections={known.sections} value={section} onChange={setSection} />
          ) : null}
          <Passwords
            show={texts.showPassphrase}
            fields={[
              {
                label: byCode ? texts.newPassphrase : texts.passphrase,
                value: passphrase,
                onChange: setPassphrase,
                autoComplete: byCode ? 'new-password' : 'current-password',
              },
            ]}
          />
          <p className="hint">{texts.passphraseHint}</p>
          <button type="submit" disabled={busy}>
            {texts.join}
          </button>
          <InLine waiting={waiting} />
        </form>
      </div>
    </Frame>
  )
}

interface WhoProps {
  names: 'free' | 'roster' | 'pseudonyms'
  byCode: boolean
  value: string
  onChange: (value: string) => void
}

const NAME_LABELS = { free: texts.name, roster: texts.nameFromRoster, pseudonyms: texts.pseudonym }

/** Who has a personal code needs no name. */
function Who({ names, byCode, value, onChange }: WhoProps) {
  if (byCode)
    return (
      <>
        <Field label={texts.personalCode} value={value} onChange={onChange} autoComplete="off" />
        <p className="hint">{texts.personalCodeHint}</p>
      </>
    )
  const optional = names === 'pseudonyms'
  return (
    <>
      <Field label={NAME_LABELS[names]} value={value} onChange={onChange} autoComplete="username" required={!optional} />
      {optional ? <p className="hint">{texts.pseudonymHint}</p> : null}
    </>
  )
}

interface SectionProps {
  sections: readonly string[]
  value: string
  onChange: (value: string) => void
}

function Section({ sections, value, onChange }: SectionProps) {
  return (
    <label>
      {texts.section}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{texts.noSection}</option>
        {sections.map((section) => (
          <option key={section}>{section}</option>
        ))}
      </select>
    </label>
  )
}
