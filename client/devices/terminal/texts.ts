export const texts = {
  title: 'Terminal',
  open: 'Open the terminal',
  close: 'Close the terminal',
  resize: 'Resize the terminal',
  /** The first lines on the screen. */
  intro: (hasKeys: boolean) => [
    ...(hasKeys
      ? ['Your own laptop. Your credentials are still here: aws configure list']
      : [
          'Your own laptop. It has no credentials until you run: aws configure',
          '(Get a key as an IAM user, under My security credentials. Never use a root key.)',
        ]),
    'Type help for a list of commands. Tab completes, Esc leaves the terminal.',
  ],
  label: 'Terminal',
  loading: 'The terminal is starting.',
  failed: 'The terminal couldn’t start. Reload the page.',
  dropped: (name: string) => `${name} is in your home folder.`,
  tooLarge: (name: string) => `${name} is larger than 1 MB, the most that you can drop here.`,
}
