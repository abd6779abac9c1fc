// What is drawn once the customer has begun, as one part of the script.
export { AskForHuman } from './ask-for-human.tsx'
export { Dots } from './dots.tsx'
export { LeadForm } from './lead-form.tsx'
export { drawRichText } from './rich-text.tsx'
export { WaitingLine } from './waiting-line.tsx'
