import { toBuffer } from 'qrcode'

/** Source: text of QR codes decoded from AWS's own pictures; defaults (SHA-1, 6 digits, 30 s) are left out. */
export function otpauthUri(deviceName: string, account: string, seed: string): string {
  const issuer = encodeURIComponent('Amazon Web Services')
  return `otpauth://totp/${issuer}:${encodeURIComponent(deviceName)}@${account}?secret=${seed}&issuer=${issuer}`
}

/** The picture that an authenticator app scans. */
export const qrCodePng = (text: string): Promise<Uint8Array> => toBuffer(text, { type: 'png', margin: 2, scale: 5 })
