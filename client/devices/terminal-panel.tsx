import SplitPanel from '@cloudscape-design/components/split-panel'
import { useSession } from '../shared/session.js'
import { Terminal } from './terminal/terminal.js'
import { texts } from './terminal/texts.js'
import { WipeDevices } from './wipe-devices.js'
import './terminal/terminal.css'

const strings = {
  openButtonAriaLabel: texts.open,
  closeButtonAriaLabel: texts.close,
  resizeHandleAriaLabel: texts.resize,
}

/** What the split panel keeps of its height for its header and its edges. */
const FRAME = 100

/** The terminal below the console; `height` is the split panel's. */
export default function TerminalPanel({ height }: { height: number }) {
  const { accountId } = useSession()
  return (
    <SplitPanel header={texts.title} headerActions={<WipeDevices />} hidePreferencesButton i18nStrings={strings}>
      <div className="terminal-panel" style={{ blockSize: `${Math.max(height - FRAME, FRAME)}px` }}>
        <Terminal key={accountId} accountId={accountId} />
      </div>
    </SplitPanel>
  )
}
