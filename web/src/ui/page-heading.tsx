import { useEffect, useRef, type ReactNode } from 'react';

/**
 * The page's or step's h1. With `takesFocus` it gets the focus when it appears, so that a screen reader starts there
 * and the page shows its top.
 */
export function PageHeading({ children, takesFocus = false }: { children: ReactNode; takesFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [takesFocus]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}
