import { StoreError } from '../store/store-error.js'
import { codeOf, systemSentence } from '../store/system-error.js'
import { CertificateFault } from '../tls/certificate-files.js'
import { CliError } from './cli-error.js'

/** An error as one sentence for the person at the machine; `known` is false when it is a fault of ours. */
export function sentenceOf(error: unknown): { sentence: string; known: boolean } {
  if (error instanceof CliError || error instanceof StoreError || error instanceof CertificateFault)
    return { sentence: error.message, known: true }
  const sentence = systemSentence(error)
  if (sentence !== undefined) return { sentence, known: true }
  const message = firstLine(error instanceof Error ? error.message : String(error)) || codeOf(error) || 'no message'
  return { sentence: `Something unexpected went wrong: ${message}. Set IAM_DOJO_LOG=debug to see where.`, known: false }
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 300)
