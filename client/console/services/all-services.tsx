import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { Empty } from '../parts/loaded.js'
import { ServiceLink } from './service-link.js'
import { CATEGORIES, servicesFoundBy } from './services.js'
import { texts } from './texts.js'

/** AWS's list of all services, by category; those that aren't here say so. */
export default function AllServices() {
  const [text, setText] = useState('')
  const found = new Set(servicesFoundBy(text))
  const categories = CATEGORIES.map(({ category, services }) => ({
    category,
    services: services.filter((service) => found.has(service)),
  })).filter(({ services }) => services.length > 0)
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.allText}>
          {texts.all}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <TextFilter
          filteringText={text}
          filteringAriaLabel={texts.find}
          filteringPlaceholder={texts.find}
          filteringClearAriaLabel={texts.clear}
          countText={text === '' ? '' : texts.found(found.size)}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
        {categories.length === 0 ? <Empty title={texts.noMatch} /> : null}
        <ColumnLayout columns={2}>
          {categories.map(({ category, services }) => (
            <Container key={category} header={<Header variant="h2">{category}</Header>}>
              <SpaceBetween size="xs">
                {services.map((service) => (
                  <div key={service.id}>
                    <ServiceLink service={service} />
                    <Box color="text-body-secondary" fontSize="body-s">
                      {service.description}
                    </Box>
                  </div>
                ))}
              </SpaceBetween>
            </Container>
          ))}
        </ColumnLayout>
      </SpaceBetween>
    </ContentLayout>
  )
}
