import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Response, Router } from 'express'
import sirv from 'sirv'

/** The built web client: hashed assets for ever, pages afresh each time. */
export function pages(clientDir: string): Router {
  const router = Router()
  if (!existsSync(join(clientDir, 'signin.html'))) {
    router.use((_request, response) => {
      response.status(503).type('text').send('The web client is not built. Run: npm run build\n')
    })
    return router
  }
  const page = (name: string) => (_request: unknown, response: Response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(clientDir, name))
  }
  router.get('/', (_request, response) => response.redirect('/console/home'))
  router.get(['/signin', '/sign-up'], page('signin.html'))
  router.get('/enter', page('enter.html'))
  router.get('/phone', page('phone.html'))
  router.get('/join', page('join.html'))
  router.get(['/classroom', '/classroom/*path'], page('classroom.html'))
  router.get(['/console', '/console/*path'], page('console.html'))
  router.use(sirv(clientDir, { immutable: true, maxAge: 31_536_000, brotli: true, gzip: true, etag: true }))
  return router
}
