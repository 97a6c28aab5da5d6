/** An element of a response. */
export interface Element {
  name: string
  text: string
  children: Element[]
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Reads the XML that AWS Query answers with: elements and text; attributes are of no use here. */
export function parseXml(text: string): Element | undefined {
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  for (const [, close, name, empty, data] of text.matchAll(/<(\/?)([\w:.-]+)[^<>]*?(\/?)>|<[?!][^>]*>|([^<]+)/g)) {
    const current = open.at(-1) ?? root
    if (data !== undefined) current.text += decoded(data)
    else if (name === undefined) continue
    else if (close) open.pop()
    else {
      const element: Element = { name, text: '', children: [] }
      current.children.push(element)
      if (!empty) open.push(element)
    }
  }
  return root.children[0]
}

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) =>
    hex || decimal ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)) : (ENTITIES[name ?? ''] ?? all),
  )

export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((one) => one.name === name)
