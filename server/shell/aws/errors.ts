/**
 * Exit codes of the AWS CLI v2.
 * Source: AWS CLI User Guide, "Command line return codes in the AWS CLI".
 */
export const EXIT = { parameters: 252, configuration: 253, client: 254, general: 255 } as const

/** What ends a command: the text for standard error, and the exit code. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: number
  /** As it is printed: the CLI puts an empty line before each of its errors. */
  readonly printed: string
  constructor(message: string, exitCode: number, printed = `\n${message}\n`) {
    super(message)
    this.exitCode = exitCode
    this.printed = printed
  }
}

export const parameterError = (message: string): CliError => new CliError(message, EXIT.parameters)
export const badArgument = (cliName: string, message: string): CliError =>
  parameterError(`Error parsing parameter '${cliName}': ${message}`)
export const configurationError = (message: string): CliError => new CliError(message, EXIT.configuration)
export const generalError = (message: string): CliError => new CliError(message, EXIT.general)

const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`

/** What argparse says of a command line that it can't read. */
export const usageError = (message: string): CliError => parameterError(`${USAGE}\naws: error: ${message}\n`)

export const unknownOptions = (options: readonly string[]): CliError =>
  new CliError('Unknown options', EXIT.parameters, `\n${USAGE}\nUnknown options: ${options.join(', ')}\n\n`)

/** An error that the service answered, in botocore's words. */
export class ServiceError extends CliError {
  readonly code: string
  /** What the service itself said. */
  readonly serviceMessage: string
  readonly status: number
  constructor(code: string, message: string, operation: string, status: number) {
    super(`An error occurred (${code}) when calling the ${operation} operation: ${message}`, EXIT.client)
    this.code = code
    this.serviceMessage = message
    this.status = status
  }
}
