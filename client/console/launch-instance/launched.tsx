import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { PageLink } from '../parts/page-link.js'
import { texts } from './texts.js'

const { instances } = addresses.ec2

/** After the launch: what was launched, and what comes next. */
export function Launched({ ids }: { ids: readonly string[] }) {
  const navigate = useNavigate()
  const [first = ''] = ids
  return (
    <ContentLayout header={<Header variant="h1">{texts.header}</Header>}>
      <SpaceBetween size="l">
        <Alert type="success" header={texts.success}>
          {texts.launched(ids)}
        </Alert>
        <Container header={<Header variant="h2">{texts.nextSteps}</Header>}>
          <ColumnLayout columns={2}>
            <SpaceBetween size="xs">
              <Box>{texts.connectText}</Box>
              <PageLink to={instances.of(first)}>{first}</PageLink>
              <Button onClick={() => navigate(instances.connect(first))}>{texts.connect}</Button>
            </SpaceBetween>
            <SpaceBetween size="xs">
              <Box>{texts.roleText}</Box>
              <Button onClick={() => navigate(instances.modifyIamRole(first))}>{texts.modifyRole}</Button>
            </SpaceBetween>
          </ColumnLayout>
        </Container>
        <Box float="right">
          <Button variant="primary" onClick={() => navigate(instances.list)}>
            {texts.viewAll}
          </Button>
        </Box>
      </SpaceBetween>
    </ContentLayout>
  )
}
