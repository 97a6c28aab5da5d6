/** zxcvbn's answers need no more of a password than this, and its time grows with the length. */
const MAX_LENGTH = 128

/** zxcvbn's score, 0 (guessed at once) to 4; its word lists are loaded on first use. Nothing leaves this machine. */
export async function estimateScore(password: string, userInputs: string[]): Promise<number> {
  const { default: zxcvbn } = await import('zxcvbn')
  return zxcvbn(password.slice(0, MAX_LENGTH), userInputs).score
}
