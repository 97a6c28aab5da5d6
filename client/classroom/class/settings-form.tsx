import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { type FormEvent, useState } from 'react'
import type { ClassSettings, NameRule } from '../../../server/classroom/contract.js'
import { api } from '../../shared/api.js'
import { ErrorBox } from '../../shared/error-box.js'
import { useAct, useLessons } from '../queries.js'
import type { ClassTab } from './class-tab.js'
import { texts } from './settings-texts.js'
import { TimeField } from './time-field.js'

const NAME_RULES: readonly NameRule[] = ['free', 'roster', 'pseudonyms']

/** All that is set of a class, in one form. */
export function SettingsForm({ listing }: Pick<ClassTab, 'listing'>) {
  const [settings, setSettings] = useState<ClassSettings>(() => settingsOf(listing))
  const [sections, setSections] = useState(listing.sections.join('\n'))
  const change = (part: Partial<ClassSettings>) => setSettings((before) => ({ ...before, ...part }))
  const save = useAct(
    () =>
      api('POST /classroom/classes/:class', {
        path: { class: listing.id },
        body: {
          ...settings,
          sections: linesOf(sections),
          openFrom: settings.openFrom ?? null,
          openUntil: settings.openUntil ?? null,
          fixture: settings.fixture || null,
        },
      }),
    { done: () => texts.saved },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.run()
  }
  const number = (label: string, key: 'mostLearners' | 'stuckAfterMinutes', hint?: string) => (
    <FormField label={label} {...(hint ? { constraintText: hint } : {})}>
      <Input
        type="number"
        value={String(settings[key] || '')}
        onChange={({ detail }) => change({ [key]: Number(detail.value) })}
      />
    </FormField>
  )
  return (
    <form onSubmit={submit}>
      <Form
        actions={
          <Button variant="primary" loading={save.running}>
            {texts.save}
          </Button>
        }
      >
        <Container header={<Header variant="h2">{texts.title}</Header>}>
          <SpaceBetween size="m">
            {save.error ? <ErrorBox error={save.error} /> : null}
            <FormField label={texts.classTitle}>
              <Input value={settings.title} onChange={({ detail }) => change({ title: detail.value })} />
            </FormField>
            <ColumnLayout columns={2}>
              <TimeField label={texts.from} value={settings.openFrom} onChange={(openFrom) => change({ openFrom })} />
              <TimeField label={texts.until} value={settings.openUntil} onChange={(openUntil) => change({ openUntil })} />
            </ColumnLayout>
            <Box color="text-body-secondary">{texts.timesHint}</Box>
            <ColumnLayout columns={2}>
              {number(texts.most, 'mostLearners', texts.mostHint)}
              {number(texts.stuckAfter, 'stuckAfterMinutes')}
            </ColumnLayout>
            <FormField label={texts.names}>
              <RadioGroup
                value={settings.names}
                items={NAME_RULES.map((value) => ({ value, ...texts.nameRules[value] }))}
                onChange={({ detail }) => change({ names: detail.value as NameRule })}
              />
            </FormField>
            <Checkbox
              checked={settings.namesOnProjector}
              onChange={({ detail }) => change({ namesOnProjector: detail.checked })}
            >
              {texts.namesOnProjector}
            </Checkbox>
            <FormField label={texts.sections} constraintText={texts.sectionsHint}>
              <Textarea value={sections} rows={3} onChange={({ detail }) => setSections(detail.value)} />
            </FormField>
            <Lessons chosen={settings.lessons} onChange={(lessons) => change({ lessons })} />
            <StartAccount value={settings.fixture} onChange={(fixture) => change({ fixture })} />
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  )
}

/** Without what a listing has besides. */
function settingsOf(listing: ClassSettings): ClassSettings {
  const { title, openFrom, openUntil, mostLearners, sections, names, namesOnProjector, lessons, fixture } = listing
  const { stuckAfterMinutes } = listing
  return { title, openFrom, openUntil, mostLearners, sections, names, namesOnProjector, lessons, fixture, stuckAfterMinutes }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const ACCOUNTS = ['inherited', 'empty', 'other'] as const
/** The account that the first lesson begins in. */
const INHERITED = 'inherited-account'

function StartAccount({ value = '', onChange }: { value?: string | undefined; onChange(fixture: string): void }) {
  const [kind, setKind] = useState<string>(value === '' ? 'empty' : value === INHERITED ? 'inherited' : 'other')
  return (
    <SpaceBetween size="s">
      <FormField label={texts.fixture} constraintText={texts.fixtureHint}>
        <RadioGroup
          value={kind}
          items={ACCOUNTS.map((one) => ({ value: one, ...texts.fixtures[one] }))}
          onChange={({ detail }) => {
            setKind(detail.value)
            onChange(detail.value === 'inherited' ? INHERITED : '')
          }}
        />
      </FormField>
      {kind === 'other' ? (
        <FormField label={texts.fixtureName}>
          <Input value={value} autoComplete={false} onChange={({ detail }) => onChange(detail.value)} />
        </FormField>
      ) : null}
    </SpaceBetween>
  )
}

function Lessons({ chosen, onChange }: { chosen: readonly string[]; onChange(lessons: string[]): void }) {
  const course = useLessons().data ?? []
  const options = course.filter(({ status }) => status === 'ready').map(({ id, title }) => ({ value: id, label: title }))
  return (
    <FormField label={texts.lessons} constraintText={texts.lessonsHint}>
      <Multiselect
        options={options}
        placeholder={texts.chooseLessons}
        filteringType="auto"
        selectedOptions={chosen.map((value) => options.find((option) => option.value === value) ?? { value, label: value })}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = '' }) => value))}
      />
    </FormField>
  )
}
