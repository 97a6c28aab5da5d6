import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { routeWeights } from './scripts/route-weights.js'

/** Absolute: the development server and the build resolve from different folders. */
const page = (name: string) => fileURLToPath(new URL(`client/${name}`, import.meta.url))

const server = process.env.IAM_DOJO_URL ?? 'http://127.0.0.1:4600'

/** The wire stands at `/`: what is posted there goes to the server, with the Host header that was signed. */
const toServer = { target: server, changeOrigin: false }

/** Assets are served as they were compressed here, once. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue
        const file = join(dir, name)
        const bytes = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(bytes))
        writeFileSync(`${file}.gz`, gzipSync(bytes))
      }
    },
  }
}

/** In development the pages have the addresses they have in production. */
function pages(): Plugin {
  return {
    name: 'pages',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.method === 'GET' && /^\/(signin|sign-up)(\?|$)/.test(request.url ?? '')) request.url = '/signin.html'
        if (request.method === 'GET' && /^\/enter(\?|$)/.test(request.url ?? '')) request.url = '/enter.html'
        if (request.method === 'GET' && /^\/phone(\?|$)/.test(request.url ?? '')) request.url = '/phone.html'
        if (request.method === 'GET' && /^\/join(\?|$)/.test(request.url ?? '')) request.url = '/join.html'
        if (request.method === 'GET' && /^\/classroom(\/[^.]*)?(\?|$)/.test(request.url ?? '')) request.url = '/classroom.html'
        if (request.method === 'GET' && /^\/(console(\/|\?|$)|$)/.test(request.url ?? '')) request.url = '/console.html'
        next()
      })
    },
  }
}

export default defineConfig({
  root: 'client',
  // just-bash's gzip asks for it, and has none in a browser.
  resolve: { alias: { 'node:zlib': fileURLToPath(new URL('client/devices/terminal/no-zlib.ts', import.meta.url)) } },
  plugins: [react(), pages(), routeWeights(), precompress()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // Cloudscape's fonts and pictures inside CSS stay files: the CSP allows data: for pictures and fonts only.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        signin: page('signin.html'),
        enter: page('enter.html'),
        console: page('console.html'),
        phone: page('phone.html'),
        join: page('join.html'),
        classroom: page('classroom.html'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': toServer,
      '^/$': { ...toServer, bypass: (request) => (request.method === 'POST' ? undefined : request.url) },
    },
  },
})
