import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { WipeDevices } from '../shared/wipe-devices.js'
import { Phone } from './phone.js'
import { texts } from './texts.js'

const WINDOW = 'width=400,height=720'

/** The phone beside the console. */
export default function PhonePanel() {
  return (
    <HelpPanel header={<h2>{texts.title}</h2>}>
      <Phone page={document} />
      <hr />
      <SpaceBetween size="xs">
        <Button iconName="external" onClick={() => window.open('/phone', 'iam-dojo-phone', WINDOW)}>
          {texts.popOut}
        </Button>
        <WipeDevices />
      </SpaceBetween>
    </HelpPanel>
  )
}
