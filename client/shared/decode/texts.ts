export const texts = {
  decode: 'Decode message',
  header: 'Decoded authorization message',
  about:
    'EC2 encodes why it refused a call, so that only people with the sts:DecodeAuthorizationMessage permission can read it.',
  close: 'Close',
  loading: 'Decoding',
  encoded: 'Encoded authorization failure message',
  copy: 'Copy',
  copyMessage: 'Copy the encoded message',
  copied: 'Copied',
  copyFailed: 'Could not copy. Select the text and copy it by hand.',
}
