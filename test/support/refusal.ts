/** How a call is refused: `NoSuchEntity 404: The user with name bob cannot be found.` */
export const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'not refused',
    ({ code, httpStatus, message }: { code: string; httpStatus: number; message: string }) =>
      `${code} ${httpStatus}: ${message}`,
  )
