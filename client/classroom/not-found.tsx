import Header from '@cloudscape-design/components/header'
import { PageLink } from './page-link.js'
import { texts } from './texts.js'

export function NotFound() {
  return (
    <>
      <Header variant="h1">{texts.notFound}</Header>
      <PageLink to="/">{texts.classes}</PageLink>
    </>
  )
}
