import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import type { Whom } from '../../../server/classroom/contract.js'
import type { ClassTab } from '../class/class-tab.js'
import { texts } from './texts.js'

/** `all`, `selected`, or `section:` and its name. */
export type WhomChoice = 'all' | 'selected' | `section:${string}`

interface Props extends Pick<ClassTab, 'listing' | 'selected'> {
  value: WhomChoice
  onChange(value: WhomChoice): void
}

export const whomOf = (choice: WhomChoice, selected: ReadonlySet<string>): Whom => {
  if (choice === 'all') return { all: true }
  return choice === 'selected' ? { learners: [...selected] } : { section: choice.slice('section:'.length) }
}

/** For a confirmation, in words. */
export const whomText = (choice: WhomChoice, selected: ReadonlySet<string>): string => {
  if (choice === 'all') return texts.everybody
  return choice === 'selected' ? texts.selected(selected.size) : texts.section(choice.slice('section:'.length))
}

/** Whom the acts below it are for. */
export function WhomField({ listing, selected, value, onChange }: Props) {
  const choices: WhomChoice[] = [
    'all',
    ...listing.sections.map((name): WhomChoice => `section:${name}`),
    ...(selected.size > 0 ? (['selected'] as const) : []),
  ]
  const options = choices.map((choice) => ({ value: choice, label: whomText(choice, selected) }))
  return (
    <FormField label={texts.whom} {...(selected.size === 0 ? { constraintText: texts.selectHint } : {})}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value as WhomChoice)}
      />
    </FormField>
  )
}
