import type { SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { type Column, ResourceTable } from '../parts/resource-table.js'
import { useSecurityGroups } from '../queries/ec2/launch.js'
import { useInboundRules } from '../queries/ec2/security-group-rules.js'
import { useRegion } from '../queries/region.js'
import { AddRule } from './add-rule.js'
import { DeleteRule } from './delete-rule.js'
import { DeleteSecurityGroups } from './delete-security-groups.js'
import { portsOf, sourceOf } from './rule-words.js'
import { texts } from './texts.js'

/** One security group, with what it lets in. */
export default function SecurityGroupPage() {
  const { groupId = '' } = useParams()
  const { fullName } = useRegion()
  const query = useSecurityGroups()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<readonly SecurityGroup[]>()
  const found = query.data?.filter(({ GroupId }) => GroupId === groupId) ?? []
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          actions={
            <Button disabled={found.length === 0} onClick={() => setDeleting(found)}>
              {texts.deleteGroup}
            </Button>
          }
        >
          {groupId}
        </Header>
      }
    >
      {deleting ? (
        <DeleteSecurityGroups
          groups={deleting}
          onDone={() => navigate(addresses.ec2.securityGroups.list)}
          onClose={() => setDeleting(undefined)}
        />
      ) : null}
      <Loaded query={query}>
        {(groups) => {
          const group = groups.find(({ GroupId }) => GroupId === groupId)
          if (!group) return <Alert type="error">{texts.notFound(groupId, fullName)}</Alert>
          return (
            <SpaceBetween size="l">
              <Details group={group} />
              <InboundRules groupId={groupId} />
            </SpaceBetween>
          )
        }}
      </Loaded>
    </ContentLayout>
  )
}

const Details = ({ group }: { group: SecurityGroup }) => (
  <Container header={<Header variant="h2">{texts.details}</Header>}>
    <KeyValuePairs
      columns={3}
      items={[
        { label: texts.columns.name, value: group.GroupName },
        { label: texts.columns.id, value: group.GroupId },
        { label: texts.columns.description, value: group.Description },
        { label: texts.columns.vpc, value: group.VpcId },
        { label: texts.owner, value: group.OwnerId },
      ]}
    />
  </Container>
)

function InboundRules({ groupId }: { groupId: string }) {
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState<SecurityGroupRule>()
  return (
    <>
      <ResourceTable<SecurityGroupRule>
        title={texts.inbound}
        variant="container"
        query={useInboundRules(groupId)}
        idOf={({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId}
        nameOf={({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId}
        textOf={(rule) =>
          [rule.SecurityGroupRuleId, rule.IpProtocol, portsOf(rule), sourceOf(rule), rule.Description].join(' ')
        }
        selection="single"
        empty={{ title: texts.noRules }}
        columns={COLUMNS}
        actions={([selected]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!selected} onClick={() => setDeleting(selected)}>
              {texts.delete}
            </Button>
            <Button onClick={() => setAdding(true)}>{texts.add}</Button>
          </SpaceBetween>
        )}
      />
      {adding ? <AddRule groupId={groupId} onClose={() => setAdding(false)} /> : null}
      {deleting ? <DeleteRule groupId={groupId} rule={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

const COLUMNS: readonly Column<SecurityGroupRule>[] = [
  { id: 'id', header: texts.rule.id, cell: ({ SecurityGroupRuleId }) => SecurityGroupRuleId, least: 210 },
  {
    id: 'protocol',
    header: texts.rule.protocol,
    cell: ({ IpProtocol }) => (IpProtocol === '-1' ? texts.all : IpProtocol?.toUpperCase()),
    least: 100,
  },
  { id: 'ports', header: texts.rule.ports, cell: portsOf, least: 100 },
  { id: 'source', header: texts.rule.source, cell: sourceOf },
  { id: 'description', header: texts.rule.description, cell: ({ Description }) => Description ?? texts.none },
]
