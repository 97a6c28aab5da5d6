// The code comes first, and the style sheet keeps the other imports from being sorted above it.
import { code } from './code.js'
import '../signin/signin.css'
import { SIGN_IN } from '../shared/addresses.js'
import { ApiError, api } from '../shared/api.js'
import { chosenMode } from '../shared/appearance.js'
import { texts } from './texts.js'

document.documentElement.dataset.mode = chosenMode()

if (code === '') show(texts.title, texts.missing)
else api('POST /lab/enter', { body: { code } }).then(() => location.replace(SIGN_IN), showError)

function showError(error: unknown): void {
  const reached = error instanceof ApiError && error.status > 0
  show(reached ? texts.title : texts.unreachable, error instanceof Error ? error.message : String(error))
}

/** A plain page with the next step. */
function show(title: string, what: string): void {
  const card = element('div', '', [
    element('h1', title),
    element('p', what),
    element('p', texts.nextStep),
    element('pre', texts.command),
    element('p', texts.others),
    Object.assign(element('a', texts.signIn), { href: SIGN_IN }),
  ])
  card.className = 'card'
  const door = element('div', '', [card])
  door.className = 'door'
  document.getElementById('root')?.replaceChildren(door)
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
  children: readonly Node[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.append(text, ...children)
  return made
}
