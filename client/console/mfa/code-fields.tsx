import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { texts } from './texts.js'

export interface Codes {
  first: string
  second: string
}

/** The form of a code, and all that can be told before the server sees it: AWS's console sends any two. */
export const isCode = (code: string): boolean => /^\d{6}$/.test(code)

interface Props {
  codes: Codes
  /** Complaints are shown after the first attempt only. */
  attempted: boolean
  disabled?: boolean
  onChange(codes: Codes): void
}

/** Two consecutive codes, as enrolment and resynchronisation ask for them. */
export function CodeFields({ codes, attempted, disabled = false, onChange }: Props) {
  const field = (which: keyof Codes, label: string, hint: string) => (
    <FormField label={label} description={hint} errorText={attempted && !isCode(codes[which]) ? texts.codeProblem : ''}>
      <Input
        value={codes[which]}
        inputMode="numeric"
        autoComplete="one-time-code"
        disabled={disabled}
        onChange={({ detail }) => onChange({ ...codes, [which]: detail.value.replaceAll(/\s/g, '') })}
      />
    </FormField>
  )
  return (
    <SpaceBetween size="s">
      {field('first', texts.code1, texts.code1Hint)}
      {field('second', texts.code2, texts.code2Hint)}
    </SpaceBetween>
  )
}
