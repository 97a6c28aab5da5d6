/** Hands a text file to the browser. Its address lives for this one click, so that nothing can read it back later. */
export function download(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Firefox and Safari begin to read after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
