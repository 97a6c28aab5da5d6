import '@cloudscape-design/global-styles/index.css'
import './phone.css'
import Box from '@cloudscape-design/components/box'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startAppearance } from '../../shared/appearance.js'
import { Phone } from './phone.js'
import { texts } from './texts.js'

startAppearance()
const root = document.getElementById('root')
if (!root) throw new Error('no root element')

/** The console that this window was opened from, while it is there: what the camera sees. */
const opener = (window.opener as Window | null)?.document

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <main>
        <Box padding="l">
          <Box variant="h1">{texts.app}</Box>
          <Phone page={opener} />
        </Box>
      </main>
    </I18nProvider>
  </StrictMode>,
)
