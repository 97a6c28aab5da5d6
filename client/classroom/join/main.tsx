// The codes come first, and the style sheet keeps the other imports from being sorted above them.
import { codes } from './code.js'
import '../../signin/signin.css'
import './join.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chosenMode } from '../../shared/appearance.js'
import { JoinPage } from './join-page.js'

document.documentElement.dataset.mode = chosenMode()

const root = document.getElementById('root')
if (!root) throw new Error('no root element')
createRoot(root).render(
  <StrictMode>
    <JoinPage {...codes} />
  </StrictMode>,
)
