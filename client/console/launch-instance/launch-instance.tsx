import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { InfoLink } from '../parts/info-link.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { Loaded } from '../parts/loaded.js'
import { useImages, useInstanceTypes, useSecurityGroups } from '../queries/ec2/launch.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { useAction } from '../queries/use-action.js'
import { AdvancedSection } from './advanced-section.js'
import { firstImage, ImageSection } from './image-section.js'
import { KeyPairSection } from './key-pair-section.js'
import { FIRST, isReady, launchInstances, type MadeGroup, newGroupName } from './launch.js'
import { Launched } from './launched.js'
import { NetworkSection } from './network-section.js'
import { StorageSection } from './storage-section.js'
import { Summary } from './summary.js'
import { texts } from './texts.js'
import { TypeSection, typesFor } from './type-section.js'

/** AWS's wizard, on one page. */
export default function LaunchInstance() {
  const ec2 = useEc2()
  const images = useImages()
  const types = useInstanceTypes()
  const groups = useSecurityGroups()
  const [value, setValue] = useState(FIRST)
  const [asked, setAsked] = useState(false)
  const [launched, setLaunched] = useState<readonly string[]>()
  const made = useRef<MadeGroup>({})
  const action = useAction()
  const change = (next: Partial<typeof value>) => setValue((before) => ({ ...before, ...next }))
  const guard = useLeaveGuard(value === FIRST || launched ? undefined : UNSAVED)

  const image = images.data?.find(({ ImageId }) => ImageId === value.imageId) ?? (images.data && firstImage(images.data))
  const fitting = typesFor(types.data ?? [], image?.Architecture)
  const fits = fitting.some(({ InstanceType }) => InstanceType === value.instanceType)
  const instanceType = fits
    ? value.instanceType
    : (fitting.find(({ FreeTierEligible }) => FreeTierEligible)?.InstanceType ?? value.instanceType)
  const complete = { ...value, imageId: image?.ImageId ?? '', instanceType }
  const newName = made.current.name ?? newGroupName((groups.data ?? []).map(({ GroupName = '' }) => GroupName))
  const launch = async () => {
    setAsked(true)
    if (!isReady(complete)) return
    const outcome = await action.run(() => launchInstances(ec2, complete, newName, made.current))
    if (!outcome.ok) return
    guard.release()
    setLaunched(outcome.value)
  }

  if (launched) return <Launched ids={launched} />
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.description}>
          {texts.header}
        </Header>
      }
    >
      <Grid gridDefinition={[{ colspan: { default: 12, s: 8 } }, { colspan: { default: 12, s: 4 } }]}>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{texts.nameAndTags}</Header>}>
            <FormField label={texts.name} stretch>
              <Input
                value={value.name}
                placeholder={texts.namePlaceholder}
                autoComplete={false}
                onChange={({ detail }) => change({ name: detail.value })}
              />
            </FormField>
          </Container>
          <Loaded query={images}>
            {(all) => <ImageSection images={all} value={image} onChange={({ ImageId = '' }) => change({ imageId: ImageId })} />}
          </Loaded>
          <Loaded query={types}>
            {() => <TypeSection types={fitting} value={instanceType} onChange={(next) => change({ instanceType: next })} />}
          </Loaded>
          <KeyPairSection value={value.keyName} asked={asked} onChange={(keyName) => change({ keyName })} />
          <Loaded query={groups}>
            {(all) => <NetworkSection groups={all} newName={newName} value={value} asked={asked} onChange={change} />}
          </Loaded>
          {image ? <StorageSection image={image} /> : null}
          <AdvancedSection value={value} onChange={change} />
        </SpaceBetween>
        <Summary
          image={image}
          value={complete}
          running={action.running}
          error={action.error}
          onCount={(count) => change({ count })}
          onLaunch={() => void launch()}
        />
      </Grid>
    </ContentLayout>
  )
}
