import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Inspection } from '../../../server/lab/api/contract.js'
import { texts } from './texts.js'
import { WireText } from './wire-text.js'

/** From the canonical request to the signature. */
export function Signing({ signing }: { signing: NonNullable<Inspection['signing']> }) {
  const { canonicalRequest, stringToSign, chain, signature, masked } = signing
  return (
    <SpaceBetween size="s">
      <ExpandableSection headerText={texts.canonical} defaultExpanded>
        <SpaceBetween size="xs">
          <WireText numbered>{canonicalRequest}</WireText>
          {masked ? <Box variant="small">{texts.masked}</Box> : null}
        </SpaceBetween>
      </ExpandableSection>
      <ExpandableSection headerText={texts.stringToSign} defaultExpanded>
        <WireText numbered>{stringToSign}</WireText>
      </ExpandableSection>
      <ExpandableSection headerText={texts.chain}>
        <SpaceBetween size="xs">
          <Box>{texts.chainIntro}</Box>
          <ol>
            {chain.map(({ name, key, data }) => (
              <li key={name}>
                <Box variant="strong">{name}</Box>: <Box variant="code">{data}</Box> {texts.under} {key}
              </li>
            ))}
          </ol>
          <Box>{texts.clientSent}</Box>
          <WireText>{signature}</WireText>
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  )
}
