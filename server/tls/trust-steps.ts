/** What one does on one system, in short steps. A command is a line of its own. */
export interface Steps {
  id: string
  title: string
  steps: readonly (string | { say: string; type: string })[]
}

/** `{host}` stands for the server's host and port. */
export const STEPS: readonly Steps[] = [
  {
    id: 'windows',
    title: 'Windows: Chrome, Edge, and Firefox',
    steps: [
      'Open the downloaded file, and choose Install Certificate.',
      'Choose Current User. Then choose “Place all certificates in the following store”, and Trusted Root Certification Authorities.',
      'Windows asks once more and shows a fingerprint. Choose Yes, and restart the browser.',
      { say: 'Or type this:', type: 'certutil -user -addstore Root iam-dojo-ca.crt' },
    ],
  },
  {
    id: 'macos',
    title: 'macOS: Safari, Chrome, and Firefox',
    steps: [
      'Open the downloaded file. Keychain Access adds it to the login keychain.',
      'Open the certificate there, and unfold Trust. For “When using this certificate”, choose Always Trust.',
      {
        say: 'Or type this:',
        type: 'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db iam-dojo-ca.crt',
      },
    ],
  },
  {
    id: 'linux',
    title: 'Linux: curl, Python, and other programs',
    steps: [
      {
        say: 'Debian and Ubuntu:',
        type: 'sudo cp iam-dojo-ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates',
      },
      { say: 'Fedora and Red Hat:', type: 'sudo trust anchor iam-dojo-ca.crt' },
    ],
  },
  {
    id: 'chrome-on-linux',
    title: 'Chrome and Chromium on Linux',
    steps: [
      'Open chrome://certificate-manager, and choose Custom. Next to Trusted Certificates, choose Import.',
      {
        say: 'Or type this. The command is in the package libnss3-tools or nss-tools:',
        type: 'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "IAM Dojo" -i iam-dojo-ca.crt',
      },
    ],
  },
  {
    id: 'firefox',
    title: 'Firefox on Linux',
    steps: [
      'Open Settings, then Privacy & Security, then Certificates, then View Certificates.',
      'Under Authorities, choose Import. Tick “Trust this CA to identify websites”.',
    ],
  },
  {
    id: 'android',
    title: 'Android',
    steps: [
      'Download the file. Then search the settings for “CA certificate”.',
      'Choose Install anyway, and pick the file. Chrome accepts it at once.',
    ],
  },
  {
    id: 'ios',
    title: 'iPhone and iPad',
    steps: [
      'Download the file in Safari, and allow the profile.',
      'In Settings, open Profile Downloaded, and choose Install.',
      'Open General, then About, then Certificate Trust Settings. Turn on the switch of this authority.',
    ],
  },
  {
    id: 'tools',
    title: 'The aws CLI, boto3, and other SDKs',
    steps: [
      { say: 'Download the authority:', type: 'curl -o iam-dojo-ca.pem http://{host}/ca.pem' },
      {
        say: 'On Linux and macOS:',
        type: 'export AWS_ENDPOINT_URL=https://{host}\nexport AWS_CA_BUNDLE="$PWD/iam-dojo-ca.pem" NODE_EXTRA_CA_CERTS="$PWD/iam-dojo-ca.pem"',
      },
      {
        say: 'In PowerShell:',
        type: '$env:AWS_ENDPOINT_URL = "https://{host}"\n$env:AWS_CA_BUNDLE = $env:NODE_EXTRA_CA_CERTS = "$PWD\\iam-dojo-ca.pem"',
      },
      'AWS_CA_BUNDLE is for the aws CLI and boto3, NODE_EXTRA_CA_CERTS for the SDK for JavaScript. For curl, add --cacert with the file.',
    ],
  },
]
