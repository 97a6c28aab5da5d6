import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Router } from 'express'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import { PICTURE } from '../../lessons/format/pictures.js'
import { type LabContext, lessonOf } from './requests.js'

/** `GET /lessons/:id/pictures/:name`: a file of a lesson's folder. */
export function pictureRoutes(router: Router, context: LabContext): void {
  router.get('/lessons/:id/pictures/:name', async (request, response) => {
    const { file } = lessonOf(context, pathParameter(request, 'id'))
    const name = pathParameter(request, 'name')
    const picture = join(dirname(file), name)
    if (!PICTURE.test(name) || !existsSync(picture))
      throw new ApiError(404, 'NoSuchPicture', 'This lesson has no such picture.')
    response.sendFile(picture, { headers: { 'Cache-Control': 'no-cache' } })
  })
}
