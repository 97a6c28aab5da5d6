interface Named {
  name: string
  suite?: Named | undefined
}

/** With the names of all that it stands in: `sign-in > asks for a code`. */
export function nameOf({ name, suite }: Named): string {
  return suite?.name ? `${nameOf(suite)} > ${name}` : name
}
