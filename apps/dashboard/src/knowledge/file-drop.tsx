import { IconFileUpload } from '@tabler/icons-react'
import { createContext, type DragEvent, type ReactNode, useContext, useRef, useState } from 'react'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'

const Over = createContext(false)

/** Whether files are held over the `FileDrop` around. */
export const useFilesOver = (): boolean => useContext(Over)

/** Takes files that are dropped anywhere on what it holds, dialogs included. */
export function FileDrop({ children, onFiles }: { children: ReactNode; onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false)
  // Every element under the pointer says when it is entered and left.
  const depth = useRef(0)
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth.current += 1
    setOver(true)
  }
  const leave = (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth.current = Math.max(0, depth.current - 1)
    if (depth.current === 0) setOver(false)
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the dialog has a button for it
    <div
      className="file-drop"
      onDragEnter={enter}
      onDragLeave={leave}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      <Over value={over}>{children}</Over>
      {over && (
        <div className="file-drop__over" aria-hidden="true">
          <IconFileUpload size={20} /> {texts.dropHere}
        </div>
      )}
    </div>
  )
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
