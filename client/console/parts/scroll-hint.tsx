import { texts } from './texts.js'
import './scroll-hint.css'

/** Says that the table around it goes on to the right. It shows while the table does. */
export const ScrollHint = () => <p className="scroll-hint">{texts.scrollSideways}</p>
