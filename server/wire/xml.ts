import type { AwsError } from '../operations/aws-error.js'
import type { ServiceModel, Shape, ShapeRef } from './model/model.js'

const DISPATCH_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09'

/** The success envelope: `<Action>Response`, the Result wrapper where there is an output, ResponseMetadata. */
export function successXml(model: ServiceModel, operation: string, output: unknown, requestId: string): string {
  const { output: shapeName, resultWrapper } = model.operations[operation] ?? {}
  const result =
    shapeName && resultWrapper
      ? element(resultWrapper, members(model, model.shapes[shapeName], (output ?? {}) as Record<string, unknown>))
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

function members(model: ServiceModel, shape: Shape | undefined, value: Record<string, unknown>): string {
  let xml = ''
  for (const [name, ref] of Object.entries(shape?.members ?? {})) {
    const member = value[name]
    if (member !== undefined && member !== null) xml += written(model, ref, member, ref.locationName ?? name)
  }
  return xml
}

function written(model: ServiceModel, ref: ShapeRef, value: unknown, tag: string): string {
  const shape = model.shapes[ref.shape]
  if (shape?.type === 'structure') return element(tag, members(model, shape, value as Record<string, unknown>))
  if (shape?.type === 'list') return writtenList(model, shape, value as unknown[], tag)
  if (shape?.type === 'map') return writtenMap(model, shape, value as Record<string, unknown>, tag)
  return element(tag, scalar(shape, ref, value))
}

function writtenList(model: ServiceModel, shape: Shape, items: unknown[], tag: string): string {
  const { member } = shape
  if (!member) return ''
  const itemTag = shape.flattened ? tag : (member.locationName ?? 'member')
  const xml = items.map((item) => written(model, member, item, itemTag)).join('')
  return shape.flattened ? xml : element(tag, xml)
}

function writtenMap(model: ServiceModel, shape: Shape, entries: Record<string, unknown>, tag: string): string {
  const { value } = shape
  if (!value) return ''
  const xml = Object.entries(entries).map(([key, item]) =>
    element('entry', element('key', escaped(key)) + written(model, value, item, 'value')),
  )
  return element(tag, xml.join(''))
}

function scalar(shape: Shape | undefined, ref: ShapeRef, value: unknown): string {
  if (shape?.type === 'timestamp') return `${new Date(value as number).toISOString().slice(0, 19)}Z`
  if (shape?.type === 'blob') return btoa(String.fromCharCode(...(value as Uint8Array)))
  if (ref.shape === 'policyDocumentType') return urlEncoded(String(value))
  return escaped(String(value))
}

/** Policy documents go out URL-encoded after RFC 3986. Source: IAM API Reference, "GetPolicyVersion". */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

const element = (tag: string, content: string): string => (content === '' ? `<${tag}/>` : `<${tag}>${content}</${tag}>`)

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

/** What XML 1.0 can't hold is left out. Source: XML 1.0, production Char. */
const FORBIDDEN = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff'
const NEEDS_CARE = new RegExp(`[&<>\\r${FORBIDDEN}]`)
const EACH_FORBIDDEN = new RegExp(`[${FORBIDDEN}]`, 'g')

function escaped(text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  return text.replace(/[&<>\r]/g, (char) => ENTITIES[char] ?? char).replace(EACH_FORBIDDEN, '')
}
