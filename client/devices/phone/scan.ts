export interface Scanned {
  link: string
  /** Whose device it is to be, if the page says so beside the picture. */
  userName: string | undefined
}

/** Reads the QR code that is on the page, from its pixels, as a camera would; undefined where there is none. */
export async function scanPage(page: Document): Promise<Scanned | undefined> {
  const { default: read } = await import('jsqr')
  for (const picture of page.querySelectorAll('img')) {
    if (!picture.complete || picture.naturalWidth === 0) continue
    const canvas = document.createElement('canvas')
    canvas.width = picture.naturalWidth
    canvas.height = picture.naturalHeight
    const drawing = canvas.getContext('2d', { willReadFrequently: true })
    if (!drawing) continue
    drawing.drawImage(picture, 0, 0)
    const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height)
    const found = read(data, width, height)
    if (found) {
      const userName = picture.closest<HTMLElement>('[data-mfa-user-name]')?.dataset.mfaUserName
      return { link: found.data, userName }
    }
  }
  return undefined
}
