/** Writes server/aws/model/<service>.types.ts, the TypeScript view of the model JSON beside it, and the names of sensitive members. */
import { readFileSync, writeFileSync } from 'node:fs'

interface Shape {
  type: string
  required?: string[]
  enum?: string[]
  exception?: boolean
  sensitive?: boolean
  members?: Record<string, { shape: string }>
  member?: { shape: string }
  value?: { shape: string }
}
interface Model {
  operations: Record<string, { input?: string; output?: string }>
  shapes: Record<string, Shape>
}

const SCALARS: Record<string, string> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  timestamp: 'Instant',
  blob: 'Uint8Array',
}

export function typesOf(service: string, model: Model): string {
  const typeName = (ref: { shape: string }): string => {
    const shape = model.shapes[ref.shape]
    if (!shape) throw new Error(`${service}: unknown shape ${ref.shape}`)
    if (shape.type === 'structure') return ref.shape
    if (shape.type === 'list' && shape.member) return `${wrap(typeName(shape.member))}[]`
    if (shape.type === 'map' && shape.value) return `Record<string, ${typeName(shape.value)}>`
    if (shape.enum && shape.enum.length <= 40) return shape.enum.map((v) => `'${v}'`).join(' | ')
    return SCALARS[shape.type] ?? 'never'
  }
  const wrap = (type: string) => (type.includes('|') ? `(${type})` : type)
  const lines = [
    `// Made from ${service}.json by scripts/generate-types.ts; do not edit.`,
    "import type { Instant } from '../../account/ports.js'",
    '',
  ]
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.type !== 'structure' || shape.exception) continue
    const members = Object.entries(shape.members ?? {}).map(([member, ref]) => {
      const optional = shape.required?.includes(member) ? '' : '?'
      return `  ${member}${optional}: ${typeName(ref)}${optional ? ' | undefined' : ''}`
    })
    lines.push(
      members.length ? `export interface ${name} {\n${members.join('\n')}\n}` : `export type ${name} = Record<never, never>`,
    )
  }
  lines.push('', 'export interface Operations {')
  for (const [name, operation] of Object.entries(model.operations)) {
    lines.push(`  ${name}: { input: ${operation.input ?? 'Record<never, never>'}; output: ${operation.output ?? 'void'} }`)
  }
  lines.push('}', '')
  return lines.join('\n')
}

const folder = new URL('../server/aws/model/', import.meta.url)
const sensitive = new Set<string>()
for (const service of ['iam', 'sts', 'cloudtrail', 'ec2']) {
  const model = JSON.parse(readFileSync(new URL(`${service}.json`, folder), 'utf8')) as Model
  writeFileSync(new URL(`${service}.types.ts`, folder), typesOf(service, model))
  for (const { members = {} } of Object.values(model.shapes)) {
    for (const [name, { shape }] of Object.entries(members)) if (model.shapes[shape]?.sensitive) sensitive.add(name)
  }
}
writeFileSync(new URL('sensitive-members.json', folder), `${JSON.stringify([...sensitive].sort(), undefined, 1)}\n`)
