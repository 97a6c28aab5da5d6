import { expect, it } from 'vitest'
import { FairTree } from '../../server/bounds/fair-tree.js'

const all = (tree: FairTree<string>): string[] => {
  const order: string[] = []
  for (let one = tree.next(); one !== undefined; one = tree.next()) order.push(one)
  return order
}

it('lets those below a path take turns, at each level', () => {
  const tree = new FairTree<string>()
  for (const one of ['a1', 'a2', 'a3', 'a4']) tree.add(['a', 'x'], one)
  tree.add(['a', 'y'], 'ay')
  tree.add(['b'], 'b1')
  tree.add(['b'], 'b2')
  tree.add([], 'nobody')
  expect(all(tree)).toEqual(['a1', 'b1', 'nobody', 'ay', 'b2', 'a2', 'a3', 'a4'])
  expect(tree.next()).toBeUndefined()
})

it('lets what waits at a path and what waits below it take turns', () => {
  const tree = new FairTree<string>()
  for (const one of ['1', '2', '3']) tree.add(['a'], one)
  for (const one of ['x1', 'x2']) tree.add(['a', 'x'], one)
  expect(all(tree)).toEqual(['1', 'x1', '2', 'x2', '3'])
})

it('starts over once it was empty', () => {
  const tree = new FairTree<string>()
  tree.add(['a'], '1')
  expect(all(tree)).toEqual(['1'])
  tree.add(['a'], '2')
  expect(all(tree)).toEqual(['2'])
})
