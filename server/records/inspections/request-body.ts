import { type Masked, maskedForm, maskedJson } from './masking.js'

/** What is neither a form nor JSON is not shown: nobody can say where a secret stands in it. `body`: one character a byte. */
export function maskedBody(body: string, contentType = ''): Masked {
  if (body === '') return { text: '', secrets: [] }
  const text = Buffer.from(body, 'latin1').toString('utf8')
  if (contentType.startsWith('application/x-www-form-urlencoded')) return maskedForm(text)
  return maskedJson(text) ?? { text: `(${body.length} bytes that are neither a form nor JSON)`, secrets: [body] }
}
