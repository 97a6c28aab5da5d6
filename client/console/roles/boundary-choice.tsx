import ExpandableSection from '@cloudscape-design/components/expandable-section'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { PickBoundary } from '../permissions/boundary.js'
import { texts } from './texts.js'

export interface BoundaryChoice {
  used: boolean
  arn: string | undefined
}

/** AWS's *Set permissions boundary - optional*: without one, or with one out of the table. */
export function ChooseBoundary({ choice, onChange }: { choice: BoundaryChoice; onChange(choice: BoundaryChoice): void }) {
  return (
    <ExpandableSection variant="container" headerText={texts.setBoundary} defaultExpanded={choice.used}>
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel={texts.setBoundary}
          value={choice.used ? 'with' : 'without'}
          items={[
            { value: 'without', label: texts.withoutBoundary },
            { value: 'with', label: texts.withBoundary },
          ]}
          onChange={({ detail }) => onChange({ ...choice, used: detail.value === 'with' })}
        />
        {choice.used ? <PickBoundary chosen={choice.arn} onChange={(arn) => onChange({ used: true, arn })} /> : null}
      </SpaceBetween>
    </ExpandableSection>
  )
}
