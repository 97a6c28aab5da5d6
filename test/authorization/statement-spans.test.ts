import { describe, expect, it } from 'vitest'
import { offsetOf, positionAt, statementSpans } from '../../server/authorization/statement-spans.js'

const statement = (more: string) => `{"Effect":"Allow","Action":"a:b","Resource":"*"${more}}`

describe('places in the text of a policy', () => {
  it.each([
    ['brackets in texts', ',"Sid":"]}{["'],
    ['quotes and backslashes in texts', String.raw`,"Sid":"\"}\\"`],
    ['lists and objects in each other', ',"Condition":{"Null":{"a":[true,false],"b":[]}}'],
    ['a number at its end', ',"Condition":{"NumericEquals":{"a":-1.5e3}}'],
    ['white space', ' , "Condition" : { "NumericEquals" : { "a" : 1 } } '],
  ])('are found past %s', (_name, more) => {
    const first = statement(more)
    const text = `{"Statement":[${first},\n ${statement('')}],"Version":"2012-10-17"}`
    const [one, two] = statementSpans(text)
    expect(text.slice((one?.start.column ?? 0) - 1, (one?.end.column ?? 0) - 1)).toBe(first)
    expect(two).toEqual({
      start: { line: 1, column: text.indexOf('\n') + 1 },
      end: { line: 2, column: statement('').length + 2 },
    })
    expect(text.slice(offsetOf(text, ['Version']))).toBe('"2012-10-17"}')
    expect(positionAt(text, offsetOf(text, ['Statement', 1, 'Effect'])).line).toBe(2)
  })

  it('are found for a statement that is no list, and among numbers and words', () => {
    const text = `{"Id":12,"Statement":${statement('')}}`
    expect(statementSpans(text)).toEqual([{ start: { line: 1, column: 22 }, end: { line: 1, column: text.length } }])
    expect(['1', 'true', 'null', '"x"'].map((_, at) => offsetOf('[1,true,null,"x"]', [at]))).toEqual([1, 3, 8, 13])
  })
})
