import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { Problem } from './problems.js'
import { texts } from './texts.js'

/** IAM's words, what is meant, and the line with a mark below the place; the place leads there. */
export function ProblemView({ problem, onGo }: { problem: Problem; onGo(): void }) {
  const { message, detail, line, column, text } = problem
  const indent = text.length - text.trimStart().length
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="error">{message}</StatusIndicator>
      <div>
        <Button variant="inline-link" formAction="none" onClick={onGo}>
          {texts.place(line, column)}
        </Button>
        {detail ? `: ${detail}.` : null}
      </div>
      <Box variant="pre">
        {text.trim()}
        {'\n'}
        {' '.repeat(Math.max(0, column - 1 - indent))}^
      </Box>
    </SpaceBetween>
  )
}
