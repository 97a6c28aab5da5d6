import Badge from '@cloudscape-design/components/badge'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { PageLink } from '../parts/page-link.js'
import { isAbsent, type Service } from './service.js'
import { addressOfService } from './services.js'
import { texts } from './texts.js'

/** Leads to a service; a badge tells that it isn't here. */
export function ServiceLink({ service }: { service: Service }) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <PageLink to={addressOfService(service)}>{service.title}</PageLink>
      {isAbsent(service) ? <Badge>{service.coming ? texts.coming : texts.absent}</Badge> : null}
    </SpaceBetween>
  )
}
