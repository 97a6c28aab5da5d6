import type { ContextEntry, ContextKeyTypeEnum } from '@aws-sdk/client-iam'
import { contextKeysOf } from '../../../server/authorization/context-keys.js'

export interface ContextValue {
  key: string
  type: ContextKeyTypeEnum
  /** Of a list, separated by commas. Empty: the request doesn't have the key. */
  value: string
}

export const CONTEXT_TYPES: readonly ContextKeyTypeEnum[] = [
  'string',
  'stringList',
  'numeric',
  'numericList',
  'boolean',
  'booleanList',
  'ip',
  'ipList',
  'binary',
  'binaryList',
  'date',
  'dateList',
]

/** Source: IAM User Guide, "AWS global condition context keys". */
const TYPES: Readonly<Record<string, ContextKeyTypeEnum>> = {
  'aws:currenttime': 'date',
  'aws:epochtime': 'date',
  'aws:tokenissuetime': 'date',
  'aws:multifactorauthage': 'numeric',
  'aws:multifactorauthpresent': 'boolean',
  'aws:securetransport': 'boolean',
  'aws:viaawsservice': 'boolean',
  'aws:principalisawsservice': 'boolean',
  'aws:sourceip': 'ip',
  'aws:vpcsourceip': 'ip',
  'aws:tagkeys': 'stringList',
  'aws:principalorgpaths': 'stringList',
}

export const typeOfKey = (key: string): ContextKeyTypeEnum => TYPES[key.trim().toLowerCase()] ?? 'string'

/** The keys that the policies ask for, each once, in whatever case. */
export function askedKeys(documents: readonly string[]): string[] {
  return [...new Map(documents.flatMap(contextKeysOf).map((key) => [key.toLowerCase(), key])).values()]
}

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/** A line for each key that is asked for, in their order, and then one for each that was added. */
export function contextRows(asked: readonly string[], given: readonly ContextValue[]): ContextValue[] {
  return [
    ...asked.map((key) => given.find((one) => isSame(one.key, key)) ?? { key, type: typeOfKey(key), value: '' }),
    ...given.filter((one) => !asked.some((key) => isSame(one.key, key))),
  ]
}

export function contextEntries(rows: readonly ContextValue[]): ContextEntry[] {
  return rows.flatMap(({ key, type, value }) => {
    if (key.trim() === '' || value.trim() === '') return []
    const values = type.endsWith('List') ? value.split(',').map((one) => one.trim()) : [value.trim()]
    return [{ ContextKeyName: key.trim(), ContextKeyType: type, ContextKeyValues: values }]
  })
}
