import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useId } from 'react'

/** One thing that can be done, with what it does. */
export function ActCard({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Container
        fitHeight
        header={
          <Header variant="h2">
            <span id={id}>{title}</span>
          </Header>
        }
      >
        <SpaceBetween size="s">
          <Box color="text-body-secondary">{text}</Box>
          {children}
        </SpaceBetween>
      </Container>
    </section>
  )
}
