import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { CONTEXT_TYPES, type ContextValue, typeOfKey } from './context-values.js'
import { texts } from './texts.js'

interface Props {
  /** Those that the policies ask for come first. */
  rows: readonly ContextValue[]
  asked: number
  onChange(rows: ContextValue[]): void
}

const TYPE_OPTIONS = CONTEXT_TYPES.map((value) => ({ value, label: value }))
const GRID = [
  { colspan: { default: 12, xs: 5 } },
  { colspan: { default: 6, xs: 2 } },
  { colspan: { default: 6, xs: 3 } },
  { colspan: { default: 12, xs: 2 } },
] as const

/** What a request would carry: the keys of the policies' conditions, and any others. */
export function ContextKeys({ rows, asked, onChange }: Props) {
  const change = (index: number, part: Partial<ContextValue>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <Container
      header={
        <Header variant="h2" description={texts.contextText}>
          {texts.context}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {rows.length === 0 ? <Box color="text-body-secondary">{texts.noContext}</Box> : null}
        {rows.map(({ key, type, value }, index) => (
          <Grid key={index} gridDefinition={[...GRID]}>
            {index < asked ? (
              <Box padding={{ top: 'xxs' }}>
                <span className="simulator-name">{key}</span>
              </Box>
            ) : (
              <Input
                value={key}
                ariaLabel={texts.contextKey}
                placeholder="aws:SourceIp"
                spellcheck={false}
                onChange={({ detail }) => change(index, { key: detail.value, type: typeOfKey(detail.value) })}
              />
            )}
            <Select
              ariaLabel={texts.typeOf(key)}
              options={TYPE_OPTIONS}
              selectedOption={{ value: type, label: type }}
              onChange={({ detail }) => change(index, { type: detail.selectedOption.value as ContextValue['type'] })}
            />
            <Input
              value={value}
              ariaLabel={texts.valueOf(key)}
              placeholder={texts.notGiven}
              spellcheck={false}
              onChange={({ detail }) => change(index, { value: detail.value })}
            />
            {index < asked ? null : (
              <Button ariaLabel={texts.removeWhat(key)} onClick={() => onChange(rows.filter((_row, at) => at !== index))}>
                {texts.remove}
              </Button>
            )}
          </Grid>
        ))}
        <Button onClick={() => onChange([...rows, { key: '', type: 'string', value: '' }])}>{texts.addContext}</Button>
      </SpaceBetween>
    </Container>
  )
}
