/** Source: EC2 API Reference, "CreateKeyPair"; the console's own rule about spaces. */
const KEY_PAIR_NAME = /^[\x20-\x7e]{1,255}$/

export const isKeyPairName = (name: string): boolean => KEY_PAIR_NAME.test(name) && name.trim() === name
