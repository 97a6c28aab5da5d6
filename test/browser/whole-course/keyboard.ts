import type { ElementHandle, Locator, Page } from 'playwright-core'

/** More Tabs than any page of the product has stops. */
const MOST_TABS = 250
const LOOK_AGAIN = 10
const LOOK_EVERY_MS = 50
/** The longest wait for anything: the course is played on busy machines, too. */
export const PATIENCE_MS = 120_000

type Role = Parameters<Page['getByRole']>[0]
type Name = string | RegExp

/** Somebody without a mouse: Tab leads to a control of this name, and keys do the rest. */
export function keyboard(page: () => Page) {
  const press = (key: string): Promise<void> => page().keyboard.press(key)
  const type = (text: string): Promise<void> => page().keyboard.type(text)

  /** An open dialog keeps the focus: what stands behind it is out of reach. */
  async function scope(): Promise<Page | Locator> {
    const dialog = page().getByRole('dialog').filter({ visible: true })
    return (await dialog.count()) > 0 ? dialog.last() : page()
  }

  /** Waits until there is one. A dialog that closes meanwhile gives way to the page. */
  async function find(of: (where: Page | Locator) => Locator, called: string): Promise<Locator> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await page().waitForTimeout(LOOK_EVERY_MS)) {
      const target = of(await scope())
      if ((await target.count()) > 0) return target
    }
    throw new Error(`${called} doesn't appear`)
  }

  async function tabTo(role: Role, name: Name): Promise<void> {
    const called = `the ${role} ${name}`
    await reach(await find((where) => where.getByRole(role, { name, exact: typeof name === 'string' }), called), called)
  }

  /** A field for text, or for a password, which has no role. */
  async function tabToField(name: Name): Promise<void> {
    const [called, exact] = [`the field ${name}`, typeof name === 'string']
    const fieldIn = (where: Page | Locator) => {
      const as = (role: Role) => where.getByRole(role, { name, exact })
      const password = where.locator('input[type=password]').and(page().getByLabel(name, { exact }))
      return as('textbox').or(as('searchbox')).or(as('spinbutton')).or(password)
    }
    await reach(await find(fieldIn, called), called)
  }

  /** Tabs towards it, as one who sees where it is; where the page is drawn anew meanwhile, it is looked for again. */
  async function reach(target: Locator, called: string): Promise<void> {
    await target.first().waitFor({ state: 'attached' })
    let elements = await target.elementHandles()
    const back = await isBefore(elements[0] ?? null)
    // Where the page was drawn anew on the way, what was ahead may be behind.
    for (const key of back ? ['Shift+Tab', 'Tab'] : ['Tab', 'Shift+Tab']) {
      for (let tabs = 0; tabs <= MOST_TABS; tabs++) {
        const state = await page().evaluate(stateOf, elements)
        if (state === 'focused') return
        // The frame measures its top bar on a copy of it, which may have been found in its stead.
        if (state === 'gone' || tabs % LOOK_AGAIN === LOOK_AGAIN - 1) elements = await target.elementHandles()
        if (state === 'elsewhere') await press(key)
      }
    }
    throw new Error(`Tab doesn't lead to ${called}`)
  }

  /** Goes down to an option of the select that is open. Typing would be cut in two on a machine that is busy. */
  async function option(wanted: string): Promise<void> {
    const options = page().getByRole('option')
    await options.filter({ hasText: wanted }).first().waitFor()
    const highlighted = options.and(page().locator('[class*="highlighted"]')).filter({ hasText: wanted })
    for (let moves = 0; moves < 40; moves++) {
      if ((await highlighted.count()) > 0) return press('Enter')
      await press('ArrowDown')
    }
    throw new Error(`the arrows don't lead to the option ${wanted}`)
  }

  async function downTo(item: Name): Promise<void> {
    const wanted = page().getByRole('menuitem', { name: item, exact: typeof item === 'string' })
    await wanted.first().waitFor()
    for (let moves = 0; moves < 40; moves++) {
      if (await wanted.evaluateAll((items) => items.some((one) => one === document.activeElement))) return press('Enter')
      await press('ArrowDown')
    }
    throw new Error(`the arrows don't lead to the menu item ${item}`)
  }

  return {
    press,
    type,
    tabTo,
    reach,
    /** A button or a link. */
    async choose(name: Name, role: Role = 'button'): Promise<void> {
      await tabTo(role, name)
      await press('Enter')
    },
    /** Replaces what the field has. */
    async fill(name: Name, text: string): Promise<void> {
      await tabToField(name)
      await press('Control+a')
      await type(text)
    },
    async tick(name: Name): Promise<void> {
      await tabTo('checkbox', name)
      await press('Space')
    },
    /** Tab leads to one of a group of radio buttons only; arrows lead to the others. */
    async pick(group: Locator, name: Name): Promise<void> {
      const exact = typeof name === 'string'
      const radios = group.getByRole('radio')
      const wanted = group.getByRole('radio', { name, exact })
      await wanted.waitFor({ state: 'attached' })
      const checked = group.getByRole('radio', { checked: true })
      const stop = (await checked.count()) > 0 ? checked.first() : radios.first()
      await reach(stop, `the radio buttons with ${name}`)
      if (!(await wanted.isChecked())) await press('Space')
      for (let moves = await radios.count(); moves > 0 && !(await wanted.isChecked()); moves--) await press('ArrowDown')
      if (!(await wanted.isChecked())) throw new Error(`the arrows don't lead to ${name}`)
    },
    /** Tab leads to the tab that is open; arrows lead to the others. */
    async tab(name: string): Promise<void> {
      const wanted = page().getByRole('tab', { name, exact: true })
      const row = page().getByRole('tablist').filter({ has: wanted })
      await reach(row.getByRole('tab', { selected: true }), `the tabs with ${name}`)
      for (let moves = 0; moves < 10; moves++) {
        if (await wanted.evaluate((one) => one === document.activeElement)) return press('Enter')
        await press('ArrowRight')
      }
      throw new Error(`the arrows don't lead to the tab ${name}`)
    },
    option,
    /** Opens a select and chooses an option. */
    async select(name: Name, wanted: string): Promise<void> {
      await tabTo('button', name)
      await press('Enter')
      await option(wanted)
    },
    /** Opens a menu and goes down to an item; a group on the way opens with Enter. */
    async fromMenu(menu: Name, ...items: Name[]): Promise<void> {
      await tabTo('button', menu)
      await press('Enter')
      for (const item of items) await downTo(item)
    },
  }
}

const isBefore = (element: ElementHandle | null): Promise<boolean> =>
  element?.evaluate((node) => {
    const { activeElement, body } = document
    if (!activeElement || activeElement === body) return false
    return Boolean(activeElement.compareDocumentPosition(node as Node) & Node.DOCUMENT_POSITION_PRECEDING)
  }) ?? Promise.resolve(false)

/** Runs in the page. Several may have the name that is looked for. */
function stateOf(nodes: readonly (Node | Element)[]): 'focused' | 'elsewhere' | 'gone' {
  const active = document.activeElement as HTMLInputElement | null
  const there = nodes.filter(({ isConnected }) => isConnected) as HTMLInputElement[]
  if (there.length === 0) return 'gone'
  // The radio buttons of a group are one stop, whose first or last is met.
  const together = ({ type, name }: HTMLInputElement) => type === 'radio' && active?.type === 'radio' && active.name === name
  return there.some((node) => node === active || together(node)) ? 'focused' : 'elsewhere'
}
