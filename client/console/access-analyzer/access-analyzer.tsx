import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { InfoLink } from '../parts/info-link.js'
import { PageLink } from '../parts/page-link.js'
import { texts } from './texts.js'

/** What the service is for; it is another service than IAM, and not simulated. */
export default function AccessAnalyzer() {
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.description}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {texts.findings.map(({ title, text, here, links }) => (
          <Container key={title} header={<Header variant="h2">{title}</Header>}>
            <SpaceBetween size="xs">
              <Box>{text}</Box>
              <Box color="text-body-secondary">{here}</Box>
              {links.map(({ to, label }) => (
                <PageLink key={to} to={to}>
                  {label}
                </PageLink>
              ))}
            </SpaceBetween>
          </Container>
        ))}
      </SpaceBetween>
    </ContentLayout>
  )
}
