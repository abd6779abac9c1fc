/** The two notes of each sound in Hz: up for somebody new, down for somebody known. */
const notes = { escalated: [659, 988], message: [784, 659] } as const
const NOTE_SECONDS = 0.16
const LOUDNESS = 0.12

let audio: AudioContext | undefined
/** Until when the last sound lasts, in the seconds of `audio`. */
let soundsUntil = 0

/** Browsers let a page sound only after somebody has touched it; called once at the start, it waits for that. */
export function prepareRing(): () => void {
  const wake = () => {
    audio ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext()
    void audio?.resume()
  }
  window.addEventListener('pointerdown', wake, { once: true })
  window.addEventListener('keydown', wake, { once: true })
  return () => {
    window.removeEventListener('pointerdown', wake)
    window.removeEventListener('keydown', wake)
  }
}

/** A short soft sound, one for all that comes together; nothing where the browser does not allow any yet. */
export function ring(kind: keyof typeof notes): void {
  if (audio?.state !== 'running' || audio.currentTime < soundsUntil) return
  soundsUntil = audio.currentTime + NOTE_SECONDS * (notes[kind].length + 1)
  for (const [index, pitch] of notes[kind].entries()) play(audio, pitch, audio.currentTime + index * NOTE_SECONDS)
}

function play(context: AudioContext, pitch: number, at: number): void {
  const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS * 2)
  tone.connect(volume).connect(context.destination)
  tone.start(at)
  tone.stop(at + NOTE_SECONDS * 2)
}
