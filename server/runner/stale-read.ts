/** What `prepare` worked from has changed meanwhile: prepare again. */
export class StaleRead extends Error {
  override readonly name = 'StaleRead'
}
