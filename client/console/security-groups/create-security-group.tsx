import { AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { type Tag, Tags } from '../parts/tag-editor.js'
import { TaskPage } from '../parts/task-page.js'
import { useSecurityGroups } from '../queries/ec2/launch.js'
import { tagsAtCreation } from '../queries/ec2/tags.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { isComplete, NEW_RULE, type NewRule, permissionOf, RuleFields } from './rule-fields.js'
import { texts } from './texts.js'

/** A rule with a name of its own, so that its fields stay its own when another one is removed. */
interface Line {
  id: string
  rule: NewRule
}

/** Creates a security group in the default VPC, with the rules that it begins with. */
export default function CreateSecurityGroup() {
  const ec2 = useEc2()
  const groups = useSecurityGroups()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [rules, setRules] = useState<readonly Line[]>([])
  const [tags, setTags] = useState<readonly Tag[]>([])
  const [valid, setValid] = useState(true)
  /** A group whose rules were refused: another attempt has no more to do than these. */
  const [made, setMade] = useState<string>()
  const create = async () => {
    const GroupId = made ?? (await newGroup())
    setMade(GroupId)
    if (rules.length === 0) return
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: rules.map(({ rule }) => permissionOf(rule)) }),
    )
  }
  const newGroup = async () => {
    const wanted = { GroupName: name, Description: description, ...tagsAtCreation('security-group', tags) }
    return (await ec2.send(new CreateSecurityGroupCommand(wanted))).GroupId
  }
  return (
    <TaskPage
      header={texts.create}
      description={texts.createText}
      submitText={texts.create}
      begun={name !== '' || description !== '' || rules.length > 0 || tags.length > 0}
      ready={name.trim() !== '' && description.trim() !== '' && rules.every(({ rule }) => isComplete(rule)) && valid}
      run={create}
      success={texts.created(name)}
      backTo={addresses.ec2.securityGroups.list}
    >
      {made === undefined ? null : <Alert type="info">{texts.madeWithoutRules(made)}</Alert>}
      <Container header={<Header variant="h2">{texts.basics}</Header>}>
        <SpaceBetween size="l">
          <FormField label={texts.columns.name} constraintText={texts.nameHint}>
            <Input
              value={name}
              disabled={made !== undefined}
              autoComplete={false}
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          <FormField label={texts.columns.description}>
            <Input
              value={description}
              disabled={made !== undefined}
              placeholder={texts.descriptionPlaceholder}
              onChange={({ detail }) => setDescription(detail.value)}
            />
          </FormField>
          <FormField label={texts.vpc} description={texts.vpcText}>
            <Input value={groups.data?.[0]?.VpcId ?? ''} readOnly />
          </FormField>
        </SpaceBetween>
      </Container>
      <Rules rules={rules} onChange={setRules} />
      {made === undefined ? (
        <Container header={<Header variant="h2">{texts.tags}</Header>}>
          <Tags
            tags={tags}
            onChange={(next, ok) => {
              setTags(next)
              setValid(ok)
            }}
          />
        </Container>
      ) : null}
    </TaskPage>
  )
}

function Rules({ rules, onChange }: { rules: readonly Line[]; onChange(rules: readonly Line[]): void }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.outboundText}
          actions={
            <Button formAction="none" onClick={() => onChange([...rules, { id: crypto.randomUUID(), rule: NEW_RULE }])}>
              {texts.add}
            </Button>
          }
        >
          {texts.inbound}
        </Header>
      }
    >
      {rules.length === 0 ? <Box>{texts.noRules}</Box> : null}
      <SpaceBetween size="l">
        {rules.map(({ id, rule }, index) => (
          <SpaceBetween key={id} size="s">
            <Header
              variant="h3"
              actions={
                <Button
                  formAction="none"
                  ariaLabel={texts.removeRule(index + 1)}
                  onClick={() => onChange(rules.filter((one) => one.id !== id))}
                >
                  {texts.remove}
                </Button>
              }
            >
              {texts.ruleNumber(index + 1)}
            </Header>
            <RuleFields
              value={rule}
              onChange={(next) => onChange(rules.map((one) => (one.id === id ? { id, rule: next } : one)))}
            />
          </SpaceBetween>
        ))}
      </SpaceBetween>
    </Container>
  )
}
