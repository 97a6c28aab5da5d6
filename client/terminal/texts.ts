export const texts = {
  title: 'Terminal',
  open: 'Open the terminal',
  close: 'Close the terminal',
  resize: 'Resize the terminal',
  /** The first lines on the screen. */
  intro: (hasKeys: boolean) => [
    ...(hasKeys
      ? ['Your own laptop. It has kept your credentials: aws configure list']
      : [
          'Your own laptop. It has no credentials until you run: aws configure',
          '(a key comes from My security credentials of an IAM user, never of root)',
        ]),
    'help lists what there is. Tab completes, Esc leaves the terminal.',
  ],
  label: 'Terminal',
  loading: 'The terminal is starting.',
  failed: 'The terminal could not be started. Reload the page.',
  dropped: (name: string) => `${name} is in your home folder.`,
  tooLarge: (name: string) => `${name} is larger than a megabyte.`,
}
