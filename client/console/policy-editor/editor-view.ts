import { externalStore } from '../../shared/external-store.js'

export type EditorView = 'visual' | 'json' | 'both'

const KEY = 'iam-dojo-policy-editor'
const isView = (text: string | null): text is EditorView => text === 'visual' || text === 'json' || text === 'both'

const stored = localStorage.getItem(KEY)
const kept = externalStore<EditorView>(isView(stored) ? stored : 'visual')

/** How policies are edited, kept in the browser for the next one. */
export const useEditorView = (): EditorView => kept.useValue()

export function chooseEditorView(view: EditorView): void {
  localStorage.setItem(KEY, view)
  kept.set(view)
}
