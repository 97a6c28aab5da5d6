import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chosenMode } from '../shared/appearance.js'
import { SignInPage } from './sign-in-page.js'
import { SignUpPage } from './sign-up-page.js'
import './signin.css'

document.documentElement.dataset.mode = chosenMode()

const root = document.getElementById('root')
if (!root) throw new Error('no root element')
createRoot(root).render(<StrictMode>{location.pathname.startsWith('/sign-up') ? <SignUpPage /> : <SignInPage />}</StrictMode>)
