/** Two soft notes. Made here, so that there is nothing to fetch; silent where the browser wants a click first. */
export async function playSound(): Promise<void> {
  const context = new AudioContext()
  try {
    await context.resume()
    for (const [index, frequency] of [660, 880].entries()) {
      const tone = new OscillatorNode(context, { frequency })
      const loudness = new GainNode(context, { gain: 0 })
      const at = context.currentTime + index * 0.12
      loudness.gain.setTargetAtTime(0.12, at, 0.01)
      loudness.gain.setTargetAtTime(0, at + 0.08, 0.08)
      tone.connect(loudness).connect(context.destination)
      tone.start(at)
      tone.stop(at + 0.5)
    }
    setTimeout(() => void context.close(), 1_500)
  } catch {
    void context.close()
  }
}
