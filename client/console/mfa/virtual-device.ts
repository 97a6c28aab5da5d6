import type { IAM } from '@aws-sdk/client-iam'

/** A device between its creation and its first two codes. Seed and picture are secret, and are never shown again. */
export interface VirtualDevice {
  name: string
  serialNumber: string
  /** 64 Base32 characters. */
  seed: string
  qrCodePng: Uint8Array
}

export async function createVirtualDevice(iam: IAM, name: string): Promise<VirtualDevice> {
  const { VirtualMFADevice: made } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: name })
  return {
    name,
    serialNumber: made?.SerialNumber ?? '',
    seed: seedText(made?.Base32StringSeed ?? new Uint8Array()),
    qrCodePng: made?.QRCodePNG ?? new Uint8Array(),
  }
}

/** Seeds and pictures are blobs in the SDK; the seed's bytes are its Base32 text. */
const seedText = (seed: Uint8Array): string => new TextDecoder().decode(seed)
