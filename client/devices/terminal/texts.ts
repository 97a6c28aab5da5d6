export const texts = {
  title: 'Terminal',
  open: 'Open the terminal',
  close: 'Close the terminal',
  resize: 'Resize the terminal',
  /** The first lines on the screen. */
  intro: (hasKeys: boolean) => [
    ...(hasKeys
      ? ['This is your own laptop. Your credentials are still here: aws configure list']
      : [
          'This is your own laptop. It has no credentials until you run: aws configure',
          '(Get a key as an IAM user, under My security credentials. Never use a root key.)',
        ]),
    'Type help for a list of commands. Tab completes, Esc leaves the terminal.',
  ],
  /** After `exit`. */
  stays: 'exit: this terminal stays open. To leave it, press Esc, or close the panel.\n',
  label: 'Terminal',
  loading: 'The terminal is starting.',
  failed: 'The terminal couldn’t start. Reload the page.',
  dropped: (name: string) => `${name} is in your home folder.`,
  tooLarge: (name: string) => `${name} is too large. You can drop files of up to 1 MB here.`,
}
