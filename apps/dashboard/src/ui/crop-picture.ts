/** The side of the picture that is sent, in pixels: twice the largest place where it is shown. */
const SIDE = 256

/**
 * The middle square of a picture, small enough to send. What a camera wrote beside it (place, time) is not in it.
 * Null when the browser cannot read the file as a picture.
 */
export async function cropPicture(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return null
  const side = Math.min(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.imageSmoothingQuality = 'high'
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2]
  context.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE)
  picture.close()
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9))
}
