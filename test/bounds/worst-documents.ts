/** Policies that are as large as the wire lets in, each of one thing that costs. */

/** Characters that AWS's model lets a policy document have. */
const LARGEST = 131_072
const ROOM = LARGEST - 200

/** As many of these, with commas between them, as there is room for. */
export function filled(make: (n: number) => string, room = ROOM): string {
  const parts: string[] = []
  let length = 0
  for (let n = 0; ; n++) {
    const part = make(n)
    length += part.length + 1
    if (length > room) return parts.join(',')
    parts.push(part)
  }
}

const policy = (statements: string): string => `{"Version":"2012-10-17","Statement":[${statements}]}`
const withResources = (resources: string): string => policy(`{"Effect":"Allow","Action":"a:b","Resource":[${resources}]}`)
const withCondition = (operator: string, values: string): string =>
  policy(`{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"${operator}":{"aws:a":[${values}]}}}`)

const STATEMENT = '{"Effect":"Allow","Action":"a:b","Resource":"*"}'

/** What a simulation can be asked about: each matches `a:b`, and is as dear as can be on the resource `LONG_ARN`. */
export const WORST_DOCUMENTS: Readonly<Record<string, string>> = {
  statements: policy(filled(() => STATEMENT)),
  'statements on lines of their own': policy(filled(() => `\n${STATEMENT}`)),
  sids: policy(filled((n) => `{"Sid":"s${n}","Effect":"Allow","Action":"a:b","Resource":"*"}`)),
  'exact resources': withResources(filled((n) => `"arn:aws:a:::${n}"`)),
  'patterns of resources': withResources(filled((n) => `"arn:aws:a:::*${n}"`)),
  'patterns that nearly match everywhere': withResources(filled(() => `"arn:aws:a:::*${'a'.repeat(900)}b"`)),
  'patterns of single characters': withResources(filled(() => `"arn:aws:a:::*${'?a'.repeat(450)}b"`)),
  'policy variables': withResources(filled(() => '"arn:aws:a:::${aws:a}*"')),
  'one text of policy variables': withResources(`"arn:aws:a:::${'${aws:a}'.repeat(ROOM / 8 - 20)}"`),
  'actions of many services': policy(`{"Effect":"Allow","Action":[${filled((n) => `"a${n}:*"`)},"a:b"],"Resource":"*"}`),
  'patterns of actions': policy(`{"Effect":"Allow","Action":[${filled((n) => `"a:*${n}"`)},"a:b"],"Resource":"*"}`),
  'equal values': withCondition(
    'ForAllValues:StringEquals',
    filled((n) => `"${n}"`),
  ),
  'values with wildcards': withCondition(
    'ForAllValues:StringLike',
    filled((n) => `"*${n}"`),
  ),
  'values ignoring case': withCondition(
    'ForAllValues:StringEqualsIgnoreCase',
    filled((n) => `"${n}"`),
  ),
  numbers: withCondition(
    'ForAllValues:NumericEquals',
    filled((n) => `${n}`),
  ),
  dates: withCondition(
    'ForAllValues:DateEquals',
    filled(() => '"2020"'),
  ),
  addresses: withCondition(
    'ForAllValues:IpAddress',
    filled(() => '"1::1/64"'),
  ),
  ARNs: withCondition(
    'ForAllValues:ArnLike',
    filled(() => '"a*:::::"'),
  ),
  'condition keys': policy(
    `{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringLike":{${filled((n) => `"k${n}":"*"`)}}}}`,
  ),
  'conditions of many statements': policy(
    filled(() => '{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Null":{"aws:b":true}}}'),
  ),
}

export const LONG_ARN = `arn:aws:a:::${'a'.repeat(2000)}`
export const LONG_VALUE = 'a'.repeat(2000)
