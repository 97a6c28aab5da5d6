import { useEffect, useState } from 'react'
import { texts } from './texts.js'

/** The PNG as it came from the server. Its address is of this page and dies with this picture. */
export function QrCode({ png }: { png: Uint8Array }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([png.slice()], { type: 'image/png' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [png])
  // White all around, also in dark mode: scanners need the quiet zone.
  return url ? <img src={url} alt={texts.qrAlt} width={200} height={200} style={{ background: '#fff', padding: 8 }} /> : null
}
