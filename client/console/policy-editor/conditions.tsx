import Autosuggest from '@cloudscape-design/components/autosuggest'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { texts } from './texts.js'

const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'Bool',
  'BoolIfExists',
  'NumericLessThan',
  'NumericGreaterThan',
  'DateLessThan',
  'DateGreaterThan',
  'IpAddress',
  'NotIpAddress',
  'ArnLike',
  'ArnNotLike',
  'Null',
]
const KEYS = [
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:SourceIp',
  'aws:CurrentTime',
  'aws:PrincipalTag/team',
  'aws:RequestTag/team',
  'aws:ResourceTag/team',
  'aws:TagKeys',
  'aws:username',
  'iam:PermissionsBoundary',
  'iam:PolicyARN',
  'iam:PassedToService',
]

interface Row {
  operator: string
  key: string
  values: string
}

function rowsOf(condition: unknown): Row[] {
  if (typeof condition !== 'object' || condition === null) return []
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries((keys ?? {}) as Record<string, unknown>).map(([key, values]) => ({
      operator,
      key,
      values: [values].flat().map(String).join(', '),
    })),
  )
}

function conditionOf(rows: readonly Row[]): Record<string, Record<string, string | string[]>> | undefined {
  const condition: Record<string, Record<string, string | string[]>> = {}
  for (const { operator, key, values } of rows) {
    const list = values.split(',').map((value) => value.trim())
    condition[operator] = { ...condition[operator], [key]: list.length === 1 ? (list[0] ?? '') : list }
  }
  return rows.length === 0 ? undefined : condition
}

interface Props {
  condition: unknown
  onChange(condition: Record<string, unknown> | undefined): void
}

/** Operator, key and values, a line each; all of them must hold. */
export function Conditions({ condition, onChange }: Props) {
  const rows = rowsOf(condition)
  const set = (next: Row[]) => onChange(conditionOf(next))
  const change = (index: number, part: Partial<Row>) => set(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <FormField label={texts.conditions} stretch>
      <SpaceBetween size="xs">
        {rows.length === 0 ? <Box color="text-body-secondary">{texts.noConditions}</Box> : null}
        {rows.map(({ operator, key, values }, index) => (
          <Grid key={index} gridDefinition={[{ colspan: 4 }, { colspan: 4 }, { colspan: 3 }, { colspan: 1 }]}>
            <Autosuggest
              value={operator}
              options={OPERATORS.map((value) => ({ value }))}
              ariaLabel={texts.operator}
              enteredTextLabel={(value) => value}
              onChange={({ detail }) => change(index, { operator: detail.value })}
            />
            <Autosuggest
              value={key}
              options={KEYS.map((value) => ({ value }))}
              ariaLabel={texts.key}
              enteredTextLabel={(value) => value}
              onChange={({ detail }) => change(index, { key: detail.value })}
            />
            <Input value={values} ariaLabel={texts.values} onChange={({ detail }) => change(index, { values: detail.value })} />
            <Button
              variant="icon"
              iconName="remove"
              formAction="none"
              ariaLabel={texts.removeCondition}
              onClick={() => set(rows.filter((_row, at) => at !== index))}
            />
          </Grid>
        ))}
        <Button
          formAction="none"
          onClick={() => set([...rows, { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: 'true' }])}
        >
          {texts.addCondition}
        </Button>
      </SpaceBetween>
    </FormField>
  )
}
