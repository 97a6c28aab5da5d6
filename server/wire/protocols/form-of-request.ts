import type { RawRequest } from '../../sigv4/parse.js'
import { type FormNode, parseForm } from './form.js'

export const isForm = ({ headers }: RawRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

/** A request is asked for its form more than once, and a form can have a megabyte. */
let latest: { raw: RawRequest; form: FormNode } | undefined

/** The parameters of a request: of its body if that is a form, else of its query. */
export function formOf(raw: RawRequest): FormNode {
  if (latest?.raw === raw) return latest.form
  const form = parseForm(raw.method === 'POST' && isForm(raw) ? raw.body.toString('utf8') : raw.query)
  latest = { raw, form }
  return form
}
