import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Phone } from './phone/phone.js'
import { texts } from './phone/texts.js'
import { WipeDevices } from './wipe-devices.js'

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
