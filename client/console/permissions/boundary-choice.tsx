import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { PickPolicies } from './pick-policies.js'
import { texts } from './texts.js'

interface Props {
  kind: 'user' | 'role'
  /** An ARN. */
  chosen: string | undefined
  onChange(arn: string | undefined): void
}

/** The wizards' part for a permissions boundary: without one, or with the policy that is picked. */
export function BoundaryChoice({ kind, chosen, onChange }: Props) {
  const [wanted, setWanted] = useState(chosen !== undefined)
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
          onChange={({ detail }) => {
            setWanted(detail.value === 'with')
            if (detail.value === 'without') onChange(undefined)
          }}
        />
        {wanted ? (
          <PickPolicies
            title={texts.boundaryPolicies}
            selection="single"
            chosen={chosen === undefined ? [] : [chosen]}
            onChange={([arn]) => onChange(arn)}
          />
        ) : null}
      </SpaceBetween>
    </ExpandableSection>
  )
}
