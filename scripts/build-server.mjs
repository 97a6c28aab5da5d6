import { copyFileSync } from 'node:fs'
import { build } from 'esbuild'

const [outdir = 'dist/server', besides] = process.argv.slice(2)

/**
 * The server in one bundle, split by command: 0.35 s to listen instead of 0.8 s and more. Native packages stay
 * outside, as do ssh2's native parts, which it does without. `require` is made for the bundled CommonJS packages. The first argument names another folder for it.
 * The second names one more program to build with it, for tests of what only a bundle can get wrong.
 */
await build({
  entryPoints: {
    main: 'server/main.ts',
    thread: 'server/thread.ts',
    'shell-thread': 'server/instance-shell/thread.ts',
    'check-database': 'server/store/check-database.ts',
    ...(besides === undefined ? {} : { besides }),
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['bcrypt', 'libsql', 'pg-native', 'cpu-features', '*.node'],
  banner: {
    // ssh2 looks for files beside itself, which it never uses here, but not without a folder's name.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __dirname = import.meta.dirname ?? require('node:path').dirname(require('node:url').fileURLToPath(import.meta.url));",
  },
  minifySyntax: true,
  // V8 keeps the text of a script. One letter beyond Latin-1, in a comment even, and it keeps two bytes for each: 11 MB
  // instead of 4.
  minifyWhitespace: true,
  lineLimit: 120,
  sourcemap: 'linked',
  logLevel: 'warning',
})

// It's read from beside the bundle, when the first policy in it is asked for.
copyFileSync('server/policies/aws-managed-policies.br', `${outdir}/aws-managed-policies.br`)
