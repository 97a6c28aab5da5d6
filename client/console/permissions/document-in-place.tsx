import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import type { ReactNode } from 'react'
import { Loaded } from '../parts/loaded.js'
import { texts as partTexts } from '../parts/texts.js'
import { pretty } from '../policy-editor/problems.js'
import { type Holder, inlinePolicyQuery } from '../queries/holder.js'
import { documentInForceQuery } from '../queries/policies.js'
import { type IamQuery, useIamQuery } from '../queries/use-iam-query.js'
import { texts } from './texts.js'
import '../policy-editor/policy-editor.css'

interface ManagedProps {
  name: string
  arn: string
  versionId?: string | undefined
}

/** What a managed policy says, in the row of a table. */
export const ManagedDocument = ({ name, arn, versionId }: ManagedProps) => (
  <Document name={name} query={documentInForceQuery(arn, versionId)} />
)

/** What an inline policy says, and the way to its editor. */
export const InlineDocument = ({ holder, name, children }: { holder: Holder; name: string; children?: ReactNode }) => (
  <Document name={name} query={inlinePolicyQuery(holder, name)}>
    {children}
  </Document>
)

function Document({ name, query, children }: { name: string; query: IamQuery<string>; children?: ReactNode }) {
  return (
    <Loaded query={useIamQuery(query)}>
      {(document) => (
        <SpaceBetween size="xs">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyToClipboard
              textToCopy={pretty(document)}
              copyButtonText={partTexts.copyJson}
              copySuccessText={partTexts.copied}
              copyErrorText={partTexts.copyFailed}
            />
            {children}
          </SpaceBetween>
          <div className="policy-json">
            <Textarea
              readOnly
              value={pretty(document)}
              rows={Math.min(20, pretty(document).split('\n').length + 1)}
              spellcheck={false}
              ariaLabel={texts.jsonOf(name)}
            />
          </div>
        </SpaceBetween>
      )}
    </Loaded>
  )
}
