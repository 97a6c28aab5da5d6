import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { PickBoundary } from './boundary.js'
import { texts } from './texts.js'

/** An ARN; null while there shall be one that isn't picked yet. */
export type ChosenBoundary = string | null | undefined

interface Props {
  kind: 'user' | 'role'
  chosen: ChosenBoundary
  onChange(chosen: ChosenBoundary): void
}

/** The wizards' part for a permissions boundary: without one, or with the policy that is picked. */
export function BoundaryChoice({ kind, chosen, onChange }: Props) {
  const wanted = chosen !== undefined
  const words = texts.boundaryChoice[kind]
  return (
    <ExpandableSection variant="container" headerText={texts.boundaryOptional} defaultExpanded={wanted}>
      <SpaceBetween size="m">
        <Box>{texts.boundaryText}</Box>
        <RadioGroup
          ariaLabel={texts.boundaryOptional}
          value={wanted ? 'with' : 'without'}
          items={[
            { value: 'without', label: words.without },
            { value: 'with', label: words.with },
          ]}
          onChange={({ detail }) => onChange(detail.value === 'with' ? null : undefined)}
        />
        {wanted ? <PickBoundary chosen={chosen ?? undefined} onChange={(arn) => onChange(arn ?? null)} /> : null}
      </SpaceBetween>
    </ExpandableSection>
  )
}
