import type { AwsError } from '../../aws/aws-error.js'
import type { ServiceModel, Shape, ShapeRef } from '../../aws/model/model.js'

const DISPATCH_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09'

/** The success envelope: `<Action>Response`, the Result wrapper where there is an output, ResponseMetadata. */
export function successXml(model: ServiceModel, operation: string, output: unknown, requestId: string): string {
  const { output: shapeName, resultWrapper } = model.operations[operation] ?? {}
  const result =
    shapeName && resultWrapper
      ? element(resultWrapper, members(model, shapeName, (output ?? {}) as Record<string, unknown>))
      : ''
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  return `<${operation}Response xmlns="${model.metadata.xmlNamespace}">${result}${metadata}</${operation}Response>\n`
}

/** The error envelope; errors of dispatch have a namespace of their own. */
export function errorXml(namespace: string | undefined, error: AwsError, requestId: string): string {
  const message = error.message === '' ? '' : element('Message', escaped(error.message))
  return [
    `<ErrorResponse xmlns="${namespace ?? DISPATCH_NAMESPACE}">`,
    `  <Error>${element('Type', error.fault)}${element('Code', error.code)}${message}</Error>`,
    `  ${element('RequestId', requestId)}`,
    '</ErrorResponse>\n',
  ].join('\n')
}

/** Writes a value's elements; made once for each shape, since a list of a hundred users asks for it a hundred times. */
type Writer = (value: unknown, tag: string) => string
const writers = new Map<string, Writer>()

/** The output's own members, without an element around them. */
export function members(model: ServiceModel, shapeName: string, value: Record<string, unknown>): string {
  const id = `${model.metadata.xmlNamespace} ${shapeName} members`
  let write = outputs.get(id)
  if (!write) {
    write = structureMembers(model, model.shapes[shapeName])
    outputs.set(id, write)
  }
  return write(value)
}
const outputs = new Map<string, (value: Record<string, unknown>) => string>()

function writerOf(model: ServiceModel, ref: ShapeRef): Writer {
  const id = `${model.metadata.xmlNamespace} ${ref.shape}`
  const known = writers.get(id)
  if (known) return known
  const shape = model.shapes[ref.shape]
  // Shapes may contain themselves: the entry is there before its parts are made.
  let made: Writer | undefined
  writers.set(id, (value, tag) => (made ?? ((): string => ''))(value, tag))
  made = newWriter(model, shape, ref)
  writers.set(id, made)
  return made
}

function newWriter(model: ServiceModel, shape: Shape | undefined, ref: ShapeRef): Writer {
  if (shape?.type === 'structure') {
    const write = structureMembers(model, shape)
    // What is frozen can't change, nor can its XML.
    const written = new WeakMap<object, string>()
    return (value, tag) => {
      const structure = value as Record<string, unknown>
      if (!Object.isFrozen(structure)) return element(tag, write(structure))
      const known = written.get(structure)
      if (known !== undefined) return element(tag, known)
      const xml = write(structure)
      written.set(structure, xml)
      return element(tag, xml)
    }
  }
  if (shape?.type === 'list' && shape.member) {
    const write = writerOf(model, shape.member)
    const { flattened = false, member } = shape
    const itemTag = isEc2(model) ? 'item' : 'member'
    return (value, tag) => {
      let xml = ''
      for (const item of value as unknown[]) xml += write(item, flattened ? tag : (member.locationName ?? itemTag))
      return flattened ? xml : element(tag, xml)
    }
  }
  if (shape?.type === 'map' && shape.value) {
    const write = writerOf(model, shape.value)
    return (value, tag) => {
      const entries = Object.entries(value as Record<string, unknown>)
      return element(
        tag,
        entries.map(([key, item]) => element('entry', element('key', escaped(key)) + write(item, 'value'))).join(''),
      )
    }
  }
  const text = scalarText(model, shape, ref)
  return (value, tag) => element(tag, text(value))
}

function structureMembers(model: ServiceModel, shape: Shape | undefined): (value: Record<string, unknown>) => string {
  const parts = Object.entries(shape?.members ?? {}).map(([name, ref]) => ({
    name,
    tag: ref.locationName ?? name,
    write: writerOf(model, ref),
  }))
  return (value) => {
    let xml = ''
    for (const { name, tag, write } of parts) {
      const member = value[name]
      if (member !== undefined && member !== null) xml += write(member, tag)
    }
    return xml
  }
}

const isEc2 = ({ metadata }: ServiceModel): boolean => metadata.protocol === 'ec2'
const NUMBERS: ReadonlySet<Shape['type']> = new Set(['integer', 'long', 'float', 'double'])

function scalarText(model: ServiceModel, shape: Shape | undefined, ref: ShapeRef): (value: unknown) => string {
  if (shape?.type === 'timestamp') {
    return isEc2(model) ? (value) => new Date(value as number).toISOString() : (value) => isoSeconds(value as number)
  }
  if (shape?.type === 'blob') return (value) => Buffer.from(value as Uint8Array).toString('base64')
  if (shape && (NUMBERS.has(shape.type) || shape.type === 'boolean')) return String
  if (ref.shape === 'policyDocumentType') return (value) => policyText(String(value))
  return (value) => escaped(String(value))
}

let lastSecond = 0
let lastText = ''

/** Second precision. Entities of a list were often made in the same second: the last text is kept. */
function isoSeconds(instant: number): string {
  const second = Math.floor(instant / 1000)
  if (second !== lastSecond) {
    lastSecond = second
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`
  }
  return lastText
}

/** Policy documents go out URL-encoded after RFC 3986. Source: IAM API Reference, "GetPolicyVersion". */
export const policyText = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

export const element = (tag: string, content: string): string => (content === '' ? `<${tag}/>` : `<${tag}>${content}</${tag}>`)

/** The ampersand first, since the others bring one. */
const ENTITIES: readonly [string, string][] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#xD;'],
]

/** What XML 1.0 can't hold is left out. Source: XML 1.0, production Char. */
const FORBIDDEN = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff'
const NEEDS_CARE = new RegExp(`[&<>\\r${FORBIDDEN}]`)
const EACH_FORBIDDEN = new RegExp(`[${FORBIDDEN}]`, 'g')

export function escaped(text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  let written = text
  for (const [char, entity] of ENTITIES) written = written.replaceAll(char, entity)
  return written.replace(EACH_FORBIDDEN, '')
}
