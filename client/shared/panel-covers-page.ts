/** Up to this width, Cloudscape lays its panels over the page. */
export const PANEL_COVERS_PAGE = matchMedia('(max-width: 688px)')
