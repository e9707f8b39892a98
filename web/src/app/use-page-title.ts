import { useEffect } from 'react';

/** Names the page in the browser's tab and history; the most telling word comes first. */
export function usePageTitle(...parts: (string | false | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Schleuse'].join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
