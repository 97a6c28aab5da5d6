import type { ClassroomServices } from '../services.js'

const NOW = 'now'

/** What holds in a class until somebody changes it: one item of its kind. */
export async function currentItem<T>(
  { store }: Pick<ClassroomServices, 'store'>,
  classId: string,
  kind: string,
): Promise<T | undefined> {
  return (await store.items.get<T>({ classId, kind, id: NOW }))?.body
}

/** Undefined: nothing of the kind holds any more. Of two at the same time, the later one stays. */
export async function putCurrent<T>(
  { store, lab }: Pick<ClassroomServices, 'store' | 'lab'>,
  classId: string,
  kind: string,
  body: T | undefined,
): Promise<void> {
  const key = { classId, kind, id: NOW }
  await store.items.delete(key)
  if (body !== undefined) await store.items.add(key, { at: lab.clock.now(), body })
}
