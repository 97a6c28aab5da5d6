export const texts = {
  title: 'Multi-factor authentication (MFA)',
  description:
    'With MFA, you need a code from a device that you have, as well as your password. Each user can have up to eight devices, and any one of them is enough to sign in.',
  assign: 'Assign MFA device',
  remove: 'Remove',
  resync: 'Resync',
  columns: { type: 'Type', identifier: 'Identifier', certifications: 'Certifications', created: 'Created on' },
  virtual: 'Virtual',
  notApplicable: 'Not applicable',
  hardware: 'Hardware TOTP token',
  passkey: 'Passkeys and security keys',
  emptyTitle: 'No MFA devices',
  emptyText: 'Without MFA, anyone who learns the password can sign in.',
  selectDevice: (serialNumber: string) => `Select ${serialNumber}`,
  selection: 'MFA device selection',
  identifier: 'identifier',

  removeHeader: 'Remove MFA device',
  removeText:
    'AWS will no longer accept codes from this device. If you have no other device, the password alone is enough to sign in.',
  removeVirtual: 'This also deletes the virtual device, so you can use its name again.',
  removed: 'MFA device removed.',

  resyncHeader: 'Resync MFA device',
  resyncText:
    'If a device’s clock has drifted, its codes belong to a different time. Two codes in a row show the server how far the clock is off.',
  resynced: 'MFA device resynced.',

  code1: 'MFA code 1',
  code2: 'MFA code 2',
  code1Hint: 'Enter the six digits that the app shows now.',
  code2Hint: 'Enter the next six digits. Wait up to 30 seconds for them.',
  codeProblem: 'Enter the six digits of one code.',

  selectStep: 'Select MFA device',
  setUpStep: 'Set up device',
  nameHeader: 'MFA device name',
  name: 'Device name',
  nameHint: 'Choose a name that you’ll recognize, such as the name of your phone.',
  nameRule: 'Up to 128 characters: letters, digits, and + = , . @ - _',
  nameProblem: 'Enter a name of 1 to 128 characters: letters, digits, and + = , . @ - _',
  typeHeader: 'MFA device',
  typeLabel: 'Type of device',
  authenticatorApp: 'Authenticator app',
  authenticatorAppText:
    'An app on your phone or computer that computes codes from a secret and the time. It doesn’t need a network.',
  passkeyText:
    'Your phone, your computer’s screen lock, or a USB or NFC key. A passkey works only on this site, so a fake site gets nothing.',
  passkeyStep: 'Create the passkey',
  passkeyStepText:
    'Choose Add MFA. The browser then asks for your fingerprint, face, PIN, or security key. The private half never leaves your device, and this account stores only the public half.',
  passkeyFailed:
    'The browser didn’t create a passkey. You canceled it, it took too long, or this device is already registered.',
  passkeyAssigned: 'From the next sign-in, you use the passkey after the password.',
  needsName: 'This page has no name',
  needsNameText: 'A passkey belongs to the name of a site, never to an IP address. Sign in at',
  appStep: '1. Open an authenticator app',
  appText: 'Use any app for time-based codes (TOTP, RFC 6238), on a phone or on this computer.',
  noPhone: 'No phone at hand? Use the simulated one',
  qrStep: '2. Give the app its secret',
  qrText:
    'Scan the QR code with the app, or type the secret key into it. Both contain the same secret, and only this page shows it. Anyone who has a picture of it can make your codes forever.',
  showQr: 'Show QR code',
  hideQr: 'Hide QR code',
  qrAlt: 'QR code with the secret of the new MFA device',
  showSecretKey: 'Show secret key',
  hideSecretKey: 'Hide secret key',
  secretKey: 'secret key',
  codesStep: '3. Prove that the app has it',
  codesText: 'Type two codes that follow each other. The second must be the very next one.',
  addMfa: 'Add MFA',
  showFirst: 'First choose Show QR code or Show secret key. This creates the device whose codes you type here.',
  assigned: 'MFA device assigned.',
  assignedText: 'From the next sign-in, you need a code after the password.',
  leftOver: (name: string) =>
    `The virtual MFA device “${name}” now exists, but isn’t assigned to anyone. If you leave, it stays and keeps its name, but no list of devices shows it. To delete it, run: aws iam delete-virtual-mfa-device --serial-number`,
  leaveHeader: 'Leave without assigning the device?',
}
