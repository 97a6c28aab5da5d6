import Button from '@cloudscape-design/components/button'
import { usePanelCoversPage } from './one-panel.js'
import { texts } from './texts.js'

/** At the foot of a panel that lies over the page: its own cross scrolls away with its content. */
export function BackToPage({ onClose }: { onClose: () => void }) {
  if (!usePanelCoversPage()) return null
  return (
    <div className="back-to-page">
      <Button variant="primary" fullWidth onClick={onClose}>
        {texts.backToPage}
      </Button>
    </div>
  )
}
