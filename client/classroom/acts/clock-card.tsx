import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { api } from '../../shared/api.js'
import type { Act } from './act.js'
import { ActCard } from './act-card.js'
import { Confirmed } from './confirmed.js'
import { texts } from './texts.js'
import { useClassAct } from './use-class-act.js'

type Forward = keyof typeof texts.forwards
const FORWARDS = Object.keys(texts.forwards) as Forward[]

export function ClockCard({ listing, to, toText }: Act) {
  const [forward, setForward] = useState<Forward>('P90D')
  const move = useClassAct(() =>
    api('POST /classroom/classes/:class/clock', { path: { class: listing.id }, body: { to, forward } }),
  )
  const options = FORWARDS.map((value) => ({ value, label: texts.forwards[value] }))
  return (
    <ActCard title={texts.clock} text={texts.clockText}>
      <FormField label={texts.forward}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === forward) ?? null}
          onChange={({ detail }) => setForward(detail.selectedOption.value as Forward)}
        />
      </FormField>
      <Confirmed
        label={texts.moveClock}
        header={texts.clockTitle}
        text={texts.clockConfirm(toText, texts.forwards[forward])}
        run={() => move.runAsync()}
      />
    </ActCard>
  )
}
