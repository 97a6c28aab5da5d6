import SplitPanel from '@cloudscape-design/components/split-panel'
import { useSession } from '../shared/session.js'
import { WipeDevices } from '../shared/wipe-devices.js'
import { Terminal } from './terminal.js'
import { texts } from './texts.js'
import './terminal.css'

const strings = {
  openButtonAriaLabel: texts.open,
  closeButtonAriaLabel: texts.close,
  resizeHandleAriaLabel: texts.resize,
}

/** The terminal below the console. */
export default function TerminalPanel({ open }: { open: boolean }) {
  const { accountId } = useSession()
  return (
    <SplitPanel header={texts.title} hidePreferencesButton i18nStrings={strings}>
      <div className="terminal-panel">
        <div className="terminal-bar">
          <span>
            {texts.intro} {texts.leave}
          </span>
          <WipeDevices />
        </div>
        <Terminal key={accountId} accountId={accountId} open={open} />
      </div>
    </SplitPanel>
  )
}
