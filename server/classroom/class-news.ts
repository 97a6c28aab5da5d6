import type { SharedStore } from '../store/shared-store.js'

/** Ids of classes, under this topic of the store's news. */
const TOPIC = 'classes'

/**
 * Which classes changed, in whichever process: their settings, or what is kept of their learners. A listener may hear of a
 * change twice or late, and looks by itself what it was.
 */
export class ClassNews {
  readonly #shared: SharedStore | undefined
  readonly #listeners: ((classId: string | 'any') => void)[] = []

  constructor(shared: SharedStore | undefined) {
    this.#shared = shared
    shared?.news.listen((heard) => {
      if (heard === 'anything') this.#tell('any')
      else for (const classId of heard.get(TOPIC) ?? []) this.#tell(classId)
    })
  }

  /** To be called after the commit. */
  changed(classId: string): void {
    this.#tell(classId)
    this.#shared?.news.note(TOPIC, classId)
  }

  /** `any`: something may have been missed. */
  onChanged(listener: (classId: string | 'any') => void): void {
    this.#listeners.push(listener)
  }

  #tell(classId: string | 'any'): void {
    for (const listener of this.#listeners) listener(classId)
  }
}
