interface Node<T> {
  waiting: T[]
  /** The one whose turn comes next is first; none of them is empty. */
  below: Map<string, Node<T>>
}

const empty = <T>(): Node<T> => ({ waiting: [], below: new Map() })

/**
 * Who waits, by a path such as an address and the user that is signed in from there. At each level those below take turns.
 * So a crowd behind one address delays another address by one piece of work each time, and a user behind it likewise.
 */
export class FairTree<T> {
  readonly #root = empty<T>()

  add(path: readonly string[], one: T): void {
    let node = this.#root
    // What waits at a path and what waits below it take turns, too.
    for (const name of [...path, '']) {
      const below = node.below.get(name) ?? empty<T>()
      node.below.set(name, below)
      node = below
    }
    node.waiting.push(one)
  }

  /** Undefined if nobody waits. */
  next(): T | undefined {
    return nextOf(this.#root)
  }
}

function nextOf<T>(node: Node<T>): T | undefined {
  const [first] = node.below
  if (!first) return node.waiting.shift()
  const [name, below] = first
  const one = nextOf(below)
  node.below.delete(name)
  if (below.waiting.length > 0 || below.below.size > 0) node.below.set(name, below)
  return one
}
