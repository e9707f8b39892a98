import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useWords } from '../i18n/use-words.ts';
import { Button } from './button.tsx';
import { frameWords } from './words.ts';

type CopyButtonProps = {
  text: string;
  /** What it copies, for screen readers where the button stands in a list. */
  label?: string;
  look?: 'secondary' | 'quiet';
};

/** Copies a text and says on itself that it did. */
export function CopyButton({ text, label, look = 'secondary' }: CopyButtonProps) {
  const t = useWords(frameWords);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 4000);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = label ? `${copied ? t.copied : t.copy}: ${label}` : undefined;
  return (
    <Button
      look={look}
      size="small"
      icon={copied ? Check : Copy}
      aria-label={name}
      onClick={() => void copyText(text).then(setCopied)}
    >
      {copied ? t.copied : t.copy}
    </Button>
  );
}

/** True when it worked. Without a secure context there is no clipboard; an old command does it then. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    // A modal dialog makes everything outside itself unselectable.
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
