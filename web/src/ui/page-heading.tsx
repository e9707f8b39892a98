import { useEffect, useRef, type ReactNode } from 'react';

/** The page's or step's h1. With `takesFocus` it gets the focus when it appears, so that a screen reader starts there. */
export function PageHeading({ children, takesFocus = false }: { children: ReactNode; takesFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}
