/**
 * The text of a roster's file. Spreadsheets write UTF-8, or UTF-16 as "Unicode text", or, on Windows, what the system's
 * language has: Windows-1252 in most of them. Bytes that aren't UTF-8 would otherwise garble every name with an accent.
 */
export function rosterText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
