import { useSession } from '../shared/session.js'
import { WipeDevices } from '../shared/wipe-devices.js'
import { Terminal } from './terminal.js'
import { texts } from './texts.js'
import './terminal.css'

/** The terminal below the console. */
export default function TerminalPanel() {
  const { accountId } = useSession()
  return (
    <div className="terminal-panel">
      <div className="terminal-bar">
        <span>
          {texts.intro} {texts.leave}
        </span>
        <WipeDevices />
      </div>
      <Terminal key={accountId} accountId={accountId} />
    </div>
  )
}
