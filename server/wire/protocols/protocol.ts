import type { AwsError } from '../../aws/aws-error.js'
import type { ServiceName } from '../../aws/model/model.js'
import type { RawRequest } from '../../sigv4/parse.js'

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: string
}

/** A request understood: which operation it names, its parameters, and how its answer is written. */
export interface Asked {
  service: ServiceName
  operation: string
  /** Typed by the model; throws MalformedInput. */
  input(): Record<string, unknown>
  /** Pauses where the answer is long. */
  success(output: unknown, requestId: string): Answer | Promise<Answer>
}

/** One of AWS's protocols. */
export interface Protocol {
  contentType: string
  /** The operation, an answer that needs none (a redirect), or an AwsError thrown for an unknown one. */
  read(raw: RawRequest): Asked | Answer
  /** The service that is spoken to, though the operation be unknown; undefined where that can't be told. */
  serviceOf(raw: RawRequest): ServiceName | undefined
  /** `asked` is undefined where the operation could not be told. */
  failure(error: AwsError, requestId: string, asked: Asked | undefined): Answer
}
