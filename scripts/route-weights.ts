import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

/** Kilobytes after gzip: script before interaction, and style. */
interface Weight {
  script: number
  style: number
}

/**
 * The most that a page may weigh: sign-in and joining a class 150 kB of script, the others as they stand with a little room. Of the style
 * 140 kB are the console's font, which Cloudscape keeps inside its style sheet.
 */
const CAPS: { signin: Weight; console: Weight; classroom: Weight } = {
  signin: { script: 150, style: 10 },
  classroom: { script: 430, style: 270 },
  console: { script: 530, style: 270 },
}

const kilobytes = (text: string | Uint8Array): number => gzipSync(text).length / 1000

/** Prints what each page loads before it can be used, and fails the build where that is above its cap. */
export function routeWeights(): Plugin {
  return {
    name: 'route-weights',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output): output is Rollup.OutputChunk => output.type === 'chunk')
      const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const sizes = new Map(Object.values(bundle).map((output) => [output.fileName, sizeOf(output)]))

      const weigh = (...roots: Rollup.OutputChunk[]): Weight => {
        const scripts = new Set<string>()
        const styles = new Set<string>()
        const add = (file: string) => {
          const chunk = byFile.get(file)
          if (!chunk || scripts.has(file)) return
          scripts.add(file)
          for (const css of chunk.viteMetadata?.importedCss ?? []) styles.add(css)
          for (const next of chunk.imports) add(next)
        }
        for (const { fileName } of roots) add(fileName)
        const sum = (files: Set<string>) => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0)
        return { script: sum(scripts), style: sum(styles) }
      }

      const signin = chunks.find(({ isEntry, name }) => isEntry && name === 'signin')
      const console = chunks.find(({ isEntry, name }) => isEntry && name === 'console')
      const join = chunks.find(({ isEntry, name }) => isEntry && name === 'join')
      const classroom = chunks.find(({ isEntry, name }) => isEntry && name === 'classroom')
      if (!signin || !console || !join || !classroom) return
      // Pages, panels and dialogs. The devices have no cap: what the terminal loads is a shell of its own.
      const routesOf = ({ dynamicImports }: Rollup.OutputChunk) =>
        dynamicImports
          .flatMap((file) => byFile.get(file) ?? [])
          .filter(({ facadeModuleId }) => facadeModuleId?.includes('/client/') && !facadeModuleId.includes('/client/devices/'))
      const weights = [
        { page: 'sign-in', weight: weigh(signin), cap: CAPS.signin },
        { page: 'join', weight: weigh(join), cap: CAPS.signin },
        ...routesOf(console).map((route) => ({ page: route.name, weight: weigh(console, route), cap: CAPS.console })),
        ...routesOf(classroom).map((route) => ({
          page: `classroom ${route.name}`,
          weight: weigh(classroom, route),
          cap: CAPS.classroom,
        })),
      ]
      const lines = weights
        .sort((a, b) => b.weight.script - a.weight.script)
        .map(({ page, weight }) => `  ${page.padEnd(28)} script ${round(weight.script)} kB, style ${round(weight.style)} kB`)
      this.info(`what each page loads, after gzip:\n${lines.join('\n')}`)
      const heavy = weights.filter(({ weight, cap }) => weight.script > cap.script || weight.style > cap.style)
      if (heavy.length > 0) this.error(`over the budget: ${heavy.map(({ page }) => page).join(', ')}`)
    },
  }
}

function sizeOf(output: Rollup.OutputAsset | Rollup.OutputChunk): number {
  return kilobytes(output.type === 'chunk' ? output.code : output.source)
}

const round = (value: number): string => value.toFixed(0).padStart(4)
