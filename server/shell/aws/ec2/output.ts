import { bytesOfLooseBase64 } from '../base64.js'
import type { JsonObject } from '../python.js'

/** The console's text is Base64 on the wire. Source: behaviour of botocore. */
export function readableFromEc2(operation: string, output: JsonObject): JsonObject {
  const { Output } = output
  if (operation !== 'GetConsoleOutput' || typeof Output !== 'string') return output
  const bytes = bytesOfLooseBase64(Output)
  return bytes ? { ...output, Output: new TextDecoder().decode(bytes) } : output
}
