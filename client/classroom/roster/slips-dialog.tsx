import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { ClassListing, ClassroomApi } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { texts as common } from '../texts.js'
import { texts } from './texts.js'
import './slips.css'

type Slips = ClassroomApi['POST /classroom/classes/:class/slips']['answer']

const ALL = ''

/** Makes personal codes, and lays them out to be printed and cut. The codes stand in this dialog alone. */
export function SlipsDialog({ listing, onClose }: { listing: ClassListing; onClose(): void }) {
  const [section, setSection] = useState(ALL)
  const [made, setMade] = useState<Slips>()
  const make = useAct(async () => {
    const to = section === ALL ? ({ all: true } as const) : { section }
    setMade(await api('POST /classroom/classes/:class/slips', { path: { class: listing.id }, body: { to } }))
  })
  const sections = [{ value: ALL, label: common.everybody }, ...listing.sections.map((value) => ({ value, label: value }))]
  return (
    <>
      <FormDialog
        header={texts.slipsTitle}
        submitText={made ? texts.done : texts.makeSlips}
        size="large"
        closeOnly={made !== undefined}
        running={make.running}
        error={make.error}
        extraAction={
          made && made.slips.length > 0 ? (
            <Button formAction="none" onClick={() => print()}>
              {texts.print}
            </Button>
          ) : null
        }
        onSubmit={() => (made ? onClose() : make.run())}
        onClose={onClose}
      >
        {made ? (
          <Sheet made={made} title={listing.title} />
        ) : (
          <>
            <Box>{texts.slipsText}</Box>
            {listing.sections.length > 0 ? (
              <FormField label={texts.section}>
                <Select
                  options={sections}
                  selectedOption={sections.find(({ value }) => value === section) ?? null}
                  onChange={({ detail }) => setSection(detail.selectedOption.value ?? ALL)}
                />
              </FormField>
            ) : null}
          </>
        )}
      </FormDialog>
      {made ? createPortal(<Sheet made={made} title={listing.title} forPaper />, document.body) : null}
    </>
  )
}

/** On paper it stands alone: the page around it isn't printed. */
function Sheet({ made: { address, slips }, title, forPaper = false }: { made: Slips; title: string; forPaper?: boolean }) {
  if (slips.length === 0) return <Box>{texts.noSlips}</Box>
  return (
    <div className={forPaper ? 'slips slips-paper' : 'slips'}>
      {slips.map(({ learner, name, section, code }) => (
        <section key={learner} className="slip">
          <b>{title}</b>
          <dl>
            <dt>{texts.slipName}</dt>
            <dd>{section ? `${name} (${section})` : name}</dd>
            <dt>{texts.slipAddress}</dt>
            <dd>{address}</dd>
            <dt>{texts.slipCode}</dt>
            <dd className="code">{code}</dd>
          </dl>
        </section>
      ))}
    </div>
  )
}
