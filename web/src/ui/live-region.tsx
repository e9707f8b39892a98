import { VisuallyHidden } from './visually-hidden.tsx';

/** Reads its text to screen readers whenever it changes, when they have finished their sentence. */
export function LiveRegion({ text }: { text: string }) {
  return (
    <VisuallyHidden>
      <output>{text}</output>
    </VisuallyHidden>
  );
}
