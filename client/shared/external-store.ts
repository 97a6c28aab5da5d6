import { useSyncExternalStore } from 'react'

/** A value of this tab outside of React, which components follow. */
export interface ExternalStore<T> {
  get(): T
  set(next: T): void
  /** The present value; the component is drawn again when it changes. */
  useValue(): T
}

export function externalStore<T>(initial: T): ExternalStore<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const get = () => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    get,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    useValue: () => useSyncExternalStore(subscribe, get),
  }
}
