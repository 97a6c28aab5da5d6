import HelpPanel from '@cloudscape-design/components/help-panel'
import { TermText } from '../../lab/terms/term-text.js'
import { HELP } from '../parts/help-texts.js'
import { useHelp } from '../parts/page-table.js'

/** AWS's info panel, with three short parts for each page. */
export default function PageHelp() {
  const about = useHelp()
  if (!about) return null
  const help = HELP[about.id]
  return (
    <HelpPanel header={<h2>{help.title}</h2>}>
      <h3>What this is</h3>
      <p>
        <TermText text={help.what} />
      </p>
      <h3>Why it matters</h3>
      <p>
        <TermText text={help.why} />
      </p>
      <h3>How attackers use it</h3>
      <p>
        <TermText text={help.attack} />
      </p>
    </HelpPanel>
  )
}
